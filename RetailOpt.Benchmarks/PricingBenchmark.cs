using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>Gaps, passes and times of the pricing scenarios and the curve fits.</summary>
internal sealed class PricingBenchmark : IBenchmark
{
    public string Name => "pricing";

    public Task RunAsync(string[] args)
    {
        var largest = args.Length > 0 ? int.Parse(args[0]) : 100_000;
        foreach (var count in new[] { 10, 1_000, 100_000 }.Where(n => n <= largest))
            foreach (CurveMethod? family in new CurveMethod?[] { CurveMethod.Linear, CurveMethod.Exp, CurveMethod.Log, null })
                Scenarios(count, family);
        return Task.CompletedTask;
    }

    private static void Scenarios(int count, CurveMethod? family)
    {
        var problem = PricingInstances.Problem(count, family, 7);
        var settings = new SolverSettings();
        var free = new PricingTargets(.3, 1, 1);
        var most = ScenarioSolver.SolveOne(problem, Scenario.MaxDemand, free, settings);
        var least = ScenarioSolver.SolveOne(problem, Scenario.MinWeightedMd, free, settings);
        double Between(Func<Totals, double> of) => .5 * (of(most.Totals) + of(least.Totals));
        var targets = new PricingTargets(Between(t => t.WeightedMd), Between(t => t.Demand), problem.Inventory - Between(t => t.Sales));
        Console.WriteLine($"{count} SKUs, {family?.ToString() ?? "mixed"}");
        PricingSolution solution = null!;
        var cost = Cost.Of(() => solution = ScenarioSolver.Solve(problem, targets, settings));
        foreach (var r in solution.Scenarios)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            ScenarioSolver.SolveOne(problem, r.Scenario, targets, settings);
            var ms = clock.Elapsed.TotalMilliseconds;
            Console.WriteLine($"  {r.Scenario.Key(),-16} {r.Status,-10} gap {r.Gap,9:0.0E+0} passes {r.Passes,4} {ms,8:0.0} ms  D {r.Totals.Demand:0.00} W {r.Totals.WeightedMd:0.00000} I {r.Inventory:0.0}");
        }
        foreach (var f in solution.Fronts)
        {
            var c = Cost.Of(() => ScenarioSolver.Front(problem, f.Scenario, targets, settings));
            Console.WriteLine($"  front of {f.Scenario.Key(),-16} {f.Points.Count} points, {f.Passes} passes, {c.Cpu:0.00} s of CPU");
        }
        Console.WriteLine($"  all: {cost.Cpu:0.00} s of CPU");
    }
}
