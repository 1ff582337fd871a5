using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>Puts targets that were left empty half way between the plan of least markdown and the plan of most demand, so that every scenario says something.</summary>
internal static class PricingTargetDefaults
{
    public static PricingTargets Fill(PricingProblem problem, PricingOptions options, SolverSettings settings, CancellationToken ct)
    {
        var mode = options.TargetMode == TargetReading.AtMost ? TargetMode.OneSided : TargetMode.Equal;
        if (options is { TargetMd: { } x, TargetDemand: { } y, TargetInventory: { } z }) return new(x, y, z, mode);
        var none = new PricingTargets(0, 0, 0, mode);
        var least = ScenarioSolver.SolveOne(problem, Scenario.MinWeightedMd, none, settings, ct);
        var most = ScenarioSolver.SolveOne(problem, Scenario.MaxDemand, none, settings, ct);
        return new(
            options.TargetMd ?? Between(least.Totals.WeightedMd, most.Totals.WeightedMd),
            options.TargetDemand ?? Between(least.Totals.Demand, most.Totals.Demand),
            options.TargetInventory ?? Between(least.Inventory, most.Inventory), mode);
    }

    // no sales at all leave no markdown: then there is nothing to aim at
    private static double Between(double a, double b) => double.IsFinite(a + b) ? (a + b) / 2 : 0;
}
