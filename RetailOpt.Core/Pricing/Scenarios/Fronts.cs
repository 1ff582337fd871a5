namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// Efficient points for the picture: each is the best plan for weights of its own. The weights that halve the longest stretch come next,
/// so that the points lie evenly whatever the curves.
/// </summary>
internal sealed class Fronts(Oracle passes, Layers layers, double inventory, int most)
{
    private const int Evenly = 9;
    private const double Fine = 1e-10, AtEnd = 1e-10;

    private double charge = 1 - layers.LeastMd.WeightedMd;

    private readonly record struct Sample(double Share, Pass Pass, double Price);

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

    /// <summary>A search for a ratio ends within its tolerance, so a point can lie behind another by as much; such a point is no trade-off.</summary>
    private static bool IsBetterInAll(Scenario scenario, FrontPoint q, FrontPoint p) =>
        (scenario == Scenario.DemandAndInventory || q.Totals.WeightedMd < p.Totals.WeightedMd)
        && (scenario == Scenario.MdAndInventory || q.Totals.Demand > p.Totals.Demand)
        && (scenario == Scenario.MdAndDemand || q.Inventory < p.Inventory);

    private IEnumerable<Pass> MdAndDemand(double sales)
    {
        var scale = passes.Scale.Sales;
        if (sales > scale) return [];
        if (sales >= scale * (1 - AtEnd)) return [passes.At(new(0, 1, 0))];
        var q = 1 - layers.LeastMd.WeightedMd;
        return Evened(
            (share, price) => Balance.AtLeast(passes, new(1, 0, (share - 1) * q), new(0, 1, 0), sales, price, Fine),
            t => (t.WeightedMd, t.Demand));
    }

    private IEnumerable<Pass> DemandAndInventory(double x)
    {
        if (x < layers.LeastMd.WeightedMd) return [];
        if (x <= layers.LeastMd.WeightedMd + AtEnd) return [layers.LeastMd.Pass];
        var scale = passes.Scale;
        return Evened(
            (share, price) => Balance.AtLeast(passes, new((1 - share) / scale.Demand, share / scale.Sales, 0), new(1, 0, x - 1), 0, price, Fine),
            t => (t.Demand, t.Sales));
    }

    private IEnumerable<Pass> MdAndInventory(double y)
    {
        if (y > layers.MostDemand.Totals.Demand) return [];
        if (y >= layers.MostDemand.Totals.Demand * (1 - AtEnd)) return [layers.MostDemand];
        return Evened((share, price) => MdAndSales(share, y, price), t => (t.WeightedMd, t.Sales));
    }

    /// <summary>Weighted markdown against sales with at least a demand.</summary>
    /// <param name="share">Weight of the sales, 0 to 1.</param>
    /// <param name="y">Least demand.</param>
    /// <param name="price">Guess of its multiplier.</param>
    /// <param name="strength">How far list sales are charged, 1 for the slope of the weighted markdown itself and less where demand counts too:
    /// the charge is that part of the point's own paid share, found by Newton's steps.</param>
    private Balanced MdAndSales(double share, double y, double price, double strength = 1)
    {
        var scale = passes.Scale;
        for (var k = 0; ; k++)
        {
            double money = (1 - share) / scale.ListSales, units = share / scale.Sales;
            var answer = Balance.AtLeast(passes, new(money, units, -money * charge), new(1, 0, 0), y, price, Fine);
            var t = answer.Totals;
            var paid = t.Demand / t.ListSales;
            var off = strength * paid - charge;
            if (k == 8 || Math.Abs(off) < 1e-6) return answer;
            if (answer.Point.Multiplier > 0)
            {
                // the demand binds, so any charge up to the paid share is efficient
                if (money * charge <= (money + answer.Point.Multiplier) * paid) return answer;
                charge = strength * paid;
                continue;
            }
            var h = answer.Point.Proof.Curvature;
            charge = Math.Clamp(charge + off / (1 + strength * money * (h.DR - paid * h.RR) / t.ListSales), .5 * charge, 1 - layers.LeastMd.WeightedMd);
        }
    }

    /// <summary>A surface: rows of a strength each, along which the weight of the sales goes from 0 to 1.</summary>
    private IEnumerable<Pass> All()
    {
        var rows = (int)Math.Ceiling(Math.Sqrt(most));
        for (var i = 0; i < most; i++)
        {
            int row = i / rows, columns = Math.Min(rows, most - row * rows), column = i % rows;
            var strength = rows > 1 ? 1 - row / (rows - 1.0) : 1;
            charge = strength * (1 - layers.LeastMd.WeightedMd);
            yield return MdAndSales(columns > 1 ? column / (columns - 1.0) : .5, 0, 0, strength).Point.Above;
        }
    }

    private IEnumerable<Pass> Evened(Func<double, double, Balanced> solve, Func<Totals, (double, double)> view)
    {
        var samples = new List<Sample> { At(0, 0) };
        for (var i = 1; i < Math.Min(Evenly, most); i++) samples.Add(At(i / (Math.Min(Evenly, most) - 1.0), samples[^1].Price));
        var ((fromX, fromY), (toX, toY)) = (view(samples[0].Pass.Totals), view(samples[^1].Pass.Totals));
        while (samples.Count < most)
        {
            var longest = Enumerable.Range(0, samples.Count - 1).MaxBy(i => Length(samples[i], samples[i + 1]));
            if (!(Length(samples[longest], samples[longest + 1]) > 1e-9)) break;
            samples.Insert(longest + 1, At(.5 * (samples[longest].Share + samples[longest + 1].Share), samples[longest].Price));
        }
        return samples.Select(s => s.Pass);

        Sample At(double share, double price)
        {
            var answer = solve(share, price);
            // of two plans about the limit, the one that keeps it
            return new(share, answer.Point.Above, answer.Point.Multiplier);
        }

        double Length(Sample a, Sample b)
        {
            if (b.Share - a.Share < 1e-9) return 0;
            var ((ax, ay), (bx, by)) = (view(a.Pass.Totals), view(b.Pass.Totals));
            double x = (bx - ax) / (toX - fromX), y = (by - ay) / (toY - fromY);
            return (double.IsFinite(x) ? x * x : 0) + (double.IsFinite(y) ? y * y : 0);
        }
    }
}
