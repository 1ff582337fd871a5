using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>Each scenario and front of a random problem, half way between the plans of least markdown and of most demand.</summary>
internal static class PricingScenarios
{
    public static void Print(int count, CurveMethod? family)
    {
        var problem = PricingInstances.Problem(count, family, 7);
        var settings = new SolverSettings();
        var targets = PricingInstances.Targets(problem, .5);
        Console.WriteLine($"{count:N0} SKUs, {family?.ToString() ?? "mixed"}");
        PricingSolution solution = null!;
        var cost = Cost.Of(() => solution = ScenarioSolver.Solve(problem, targets, settings));
        foreach (var r in solution.Scenarios)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            ScenarioSolver.SolveOne(problem, r.Scenario, targets, settings);
            var ms = clock.Elapsed.TotalMilliseconds;
            Console.WriteLine($"  {r.Scenario.Key(),-16} {r.Status,-10} gap {r.Gap,9:0.0E+0} passes {r.Passes,4} {ms,8:0.0} ms  D {r.Totals.Demand:0.00} W {r.Totals.WeightedMd:0.00000} I {r.Inventory:0.0}{OffTarget(r)}");
        }
        foreach (var f in solution.Fronts)
        {
            var c = Cost.Of(() => ScenarioSolver.Front(problem, f.Scenario, targets, settings));
            Console.WriteLine($"  front of {f.Scenario.Key(),-16} {f.Points.Count} points, {f.Passes} passes, {c.Cpu:0.00} s of CPU");
        }
        Console.WriteLine($"  all: {cost.Cpu:0.00} s of CPU");
    }

    /// <summary>How far a scenario that must meet its target is from it: absolute for weighted markdown, relative for money and units.</summary>
    private static string OffTarget(ScenarioResult r) => (r.Scenario, r.Target) switch
    {
        (Scenario.TargetMd, { } x) => $"  off target {Math.Abs(r.Totals.WeightedMd - x):0.0E+0}",
        (Scenario.TargetDemand, { } y) => $"  off target {Math.Abs(r.Totals.Demand - y) / y:0.0E+0}",
        (Scenario.TargetInventory, { } z) => $"  off target {Math.Abs(r.Inventory - z) / z:0.0E+0}",
        _ => "",
    };
}
