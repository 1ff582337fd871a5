namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// Efficient points for the picture: each is the best plan for weights of its own. The weights that halve the longest stretch come next,
/// so that the points lie evenly whatever the curves.
/// </summary>
internal sealed class Fronts(Oracle passes, Layers layers, double inventory, int most)
{
    private const double AtEnd = 1e-10;

    /// <summary>The front of scenario 7, 8, 9 or 10; empty where the scenario's target cannot be met.</summary>
    public ParetoFront Of(Scenario scenario, PricingTargets targets)
    {
        var points = scenario switch
        {
            Scenario.MdAndDemand => MdAndDemand(inventory - targets.Inventory),
            Scenario.DemandAndInventory => DemandAndInventory(targets.WeightedMd),
            Scenario.MdAndInventory => MdAndInventory(targets.Demand),
            _ => All(),
        };
        var all = points.Select(p => new FrontPoint(p.Totals, inventory - p.Totals.Sales, p.Weights)).DistinctBy(p => p.Totals).ToArray();
        return new(scenario, [.. all.Where(p => !all.Any(q => IsBetterInAll(scenario, q, p)))], passes.Count);
    }

    /// <summary>A search ends within its tolerance, so a point can lie behind another by as much; such a point is no trade-off.</summary>
    internal static bool IsBetterInAll(Scenario scenario, FrontPoint q, FrontPoint p) =>
        (scenario == Scenario.DemandAndInventory || q.Totals.WeightedMd < p.Totals.WeightedMd)
        && (scenario == Scenario.MdAndInventory || q.Totals.Demand > p.Totals.Demand)
        && (scenario == Scenario.MdAndDemand || q.Inventory < p.Inventory);

    private IEnumerable<Pass> MdAndDemand(double sales)
    {
        var scale = passes.Scale.Sales;
        if (sales > scale) return [];
        if (sales >= scale * (1 - AtEnd)) return [passes.At(new(0, 1, 0))];
        var way = new LimitedWay(passes, new(1, 0, layers.LeastMd.WeightedMd - 1), new(1, 0, 0), new(0, 1, 0), sales, scale);
        return Evened(way, t => (t.WeightedMd, t.Demand));
    }

    private IEnumerable<Pass> DemandAndInventory(double x)
    {
        if (x < layers.LeastMd.WeightedMd) return [];
        if (x <= layers.LeastMd.WeightedMd + AtEnd) return [layers.LeastMd.Pass];
        var scale = passes.Scale;
        Weights within = new(1, 0, x - 1);
        var way = new LimitedWay(passes, new(1 / scale.Demand, 0, 0), new(0, 1 / scale.Sales, 0), within, 0, passes.At(within).Value);
        return Evened(way, t => (t.Demand, t.Sales));
    }

    private IEnumerable<Pass> MdAndInventory(double y)
    {
        if (y > layers.MostDemand.Totals.Demand) return [];
        if (y >= layers.MostDemand.Totals.Demand * (1 - AtEnd)) return [layers.MostDemand];
        return Evened(new RatioWay(passes, y, layers.MostDemand.Totals.Demand), t => (t.WeightedMd, t.Sales));
    }

    /// <summary>A surface: rows from all weight on the weighted markdown to all on demand, along each of which the weight of the sales goes from 0 to 1.</summary>
    private IEnumerable<Pass> All()
    {
        var rows = (int)Math.Ceiling(Math.Sqrt(most));
        for (var row = 0; row * rows < most; row++)
        {
            var way = new RatioWay(passes, 0, layers.MostDemand.Totals.Demand, rows > 1 ? 1 - row / (rows - 1.0) : 1);
            var columns = Math.Min(rows, most - row * rows);
            Sample? before = null;
            for (var column = 0; column < columns; column++)
            {
                before = way.At(columns > 1 ? column / (columns - 1.0) : .5, before, null);
                yield return before.Value.Pass;
            }
        }
    }

    private IEnumerable<Pass> Evened(FrontWay way, Func<Totals, (double, double)> view)
    {
        var samples = new List<Sample> { way.At(0, null, null) };
        samples.Add(way.At(1, samples[0], null));
        var ((fromX, fromY), (toX, toY)) = (view(samples[0].Pass.Totals), view(samples[^1].Pass.Totals));
        while (samples.Count < most)
        {
            var longest = Enumerable.Range(0, samples.Count - 1).MaxBy(i => Length(samples[i], samples[i + 1]));
            var (a, b) = (samples[longest], samples[longest + 1]);
            if (!(Length(a, b) > 1e-9)) break;
            samples.Insert(longest + 1, way.At(.5 * (a.Share + b.Share), a, b));
        }
        return samples.Select(s => s.Pass);

        double Length(Sample a, Sample b)
        {
            if (b.Share - a.Share < 1e-9) return 0;
            var ((ax, ay), (bx, by)) = (view(a.Pass.Totals), view(b.Pass.Totals));
            double x = (bx - ax) / (toX - fromX), y = (by - ay) / (toY - fromY);
            return (double.IsFinite(x) ? x * x : 0) + (double.IsFinite(y) ? y * y : 0);
        }
    }
}
