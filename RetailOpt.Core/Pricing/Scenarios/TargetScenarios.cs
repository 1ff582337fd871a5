namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Scenarios 4 to 6: one target.</summary>
internal sealed class TargetScenarios(Desk desk)
{
    /// <summary>A target this near to the end of its range is that end: there the multiplier has no limit, and the tolerance is ten times wider.</summary>
    private const double AtEnd = 1e-10;

    public ScenarioResult WeightedMd(PricingTargets targets)
    {
        var (x, layers) = (targets.WeightedMd, desk.Layers);
        var range = new Span(layers.LeastMd.WeightedMd, layers.MostMd.WeightedMd);
        var natural = layers.MostDemand.Totals.WeightedMd;
        var frame = new Frame(Scenario.TargetMd, x, range, "weighted markdown");
        if (x < range.Low - 1e-9 || (x > range.High + 1e-9 && targets.Mode == TargetMode.Equal)) return desk.Infeasible(frame);
        if (targets.Mode == TargetMode.OneSided && x >= natural) return desk.At(frame, layers.MostDemand, layers.MostDemand.Totals.Demand, 0);
        if (x <= range.Low + AtEnd) return desk.At(frame, layers.LeastMd.Pass, layers.LeastMd.Pass.Totals.Demand, 0);
        if (x >= range.High - AtEnd) return desk.At(frame, layers.MostMd.Pass, layers.MostMd.Pass.Totals.Demand, 0);
        // the centre c of the best markdowns goes from the least weighted markdown to 1, slowly at first
        var c = range.Low + (1 - range.Low) * Math.Pow(Math.Clamp((x - range.Low) / (natural - range.Low), 0, 1), .7);
        return desk.Solve(frame, new MdTarget(x, c > x ? (1 - c) / (c - x) : 0), x <= natural);
    }

    public ScenarioResult Demand(PricingTargets targets)
    {
        var (y, layers) = (targets.Demand, desk.Layers);
        var most = layers.MostDemand.Totals.Demand;
        var range = new Span(desk.Skus.Floor.Demand, most);
        var natural = layers.LeastMd.Pass.Totals.Demand;
        var frame = new Frame(Scenario.TargetDemand, y, range, "demand");
        var slack = Math.Max(1e-9 * most, Math.Min(.01, 1e-6 * most));
        if (y > range.High + slack || (y < range.Low - slack && targets.Mode == TargetMode.Equal)) return desk.Infeasible(frame);
        if (targets.Mode == TargetMode.OneSided && y <= natural) return desk.At(frame, layers.LeastMd.Pass, layers.LeastMd.Bound, layers.LeastMd.WeightedMd - layers.LeastMd.Bound);
        if (y >= range.High * (1 - AtEnd)) return desk.At(frame, layers.MostDemand, layers.MostDemand.Totals.WeightedMd, 0);
        if (y <= 0) return desk.Nothing(frame);
        if (y <= range.Low * (1 + AtEnd)) return desk.AtEnd(frame, new(-1, 0, 0));
        var share = Math.Clamp((most - y) / (most - natural), 0, 1);
        return desk.Solve(frame, new DemandTarget(y, 1 / Math.Max(1e-6, Math.Sqrt(share) * (1 - layers.LeastMd.WeightedMd))), y >= natural);
    }

    public ScenarioResult Inventory(PricingTargets targets)
    {
        var (sales, layers) = (desk.Problem.Inventory - targets.Inventory, desk.Layers);
        var range = new Span(desk.Skus.Floor.Sales, desk.Skus.Scale.Sales);
        var natural = layers.LeastMd.Pass.Totals.Sales;
        var frame = new Frame(Scenario.TargetInventory, targets.Inventory, desk.InventoryRange, "inventory");
        var slack = Math.Max(1e-9 * desk.Problem.Inventory, Math.Min(1e-6, 1e-6 * range.High));
        if (sales > range.High + slack || (sales < range.Low - slack && targets.Mode == TargetMode.Equal)) return desk.Infeasible(frame);
        if (targets.Mode == TargetMode.OneSided && sales <= natural) return desk.At(frame, layers.LeastMd.Pass, layers.LeastMd.Bound, layers.LeastMd.WeightedMd - layers.LeastMd.Bound);
        if (sales <= 0 || range.High <= 0) return desk.Nothing(frame);
        if (sales >= range.High * (1 - AtEnd)) return desk.AtEnd(frame, new(0, 1, 0));
        if (sales <= range.Low * (1 + AtEnd)) return desk.AtEnd(frame, new(0, -1, 0));
        return desk.Solve(frame, new PaidTarget(new(0, 1, 0), sales, 1 - layers.LeastMd.WeightedMd), sales >= natural);
    }
}
