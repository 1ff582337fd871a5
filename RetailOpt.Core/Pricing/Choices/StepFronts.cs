using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Fronts where side limits bind: a pass gives a mix of plans there, so each point is replaced by the plan that is set for its weights.</summary>
internal static class StepFronts
{
    /// <summary>A plan near the mix may leave the scenario's limit by this share before its point is left out.</summary>
    private const double Near = 1e-9;

    public static ParetoFront Of(PricingProblem problem, ParetoFront front, PricingTargets targets, CancellationToken cancel)
    {
        var plans = new List<FrontPoint>();
        foreach (var point in front.Points)
        {
            cancel.ThrowIfCancellationRequested();
            var totals = problem.SumsAt(point.Weights);
            var plan = new FrontPoint(totals, problem.Inventory - totals.Sales, point.Weights);
            if (Keeps(front.Scenario, plan, targets)) plans.Add(plan);
        }
        FrontPoint[] points = [.. plans.DistinctBy(p => p.Totals)];
        return front with { Points = [.. points.Where(p => !points.Any(q => Fronts.IsBetterInAll(front.Scenario, q, p)))] };
    }

    private static bool Keeps(Scenario scenario, FrontPoint p, PricingTargets targets) => scenario switch
    {
        Scenario.MdAndDemand => p.Inventory <= targets.Inventory + Near * (Math.Abs(targets.Inventory) + p.Totals.Sales),
        Scenario.DemandAndInventory => p.Totals.WeightedMd <= targets.WeightedMd + Near,
        Scenario.MdAndInventory => p.Totals.Demand >= targets.Demand * (1 - Near),
        _ => true,
    };
}
