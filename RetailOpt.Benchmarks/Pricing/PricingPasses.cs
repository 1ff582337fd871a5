using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>The most passes over the SKUs that a scenario takes, wherever its target lies between the natural ends.</summary>
internal static class PricingPasses
{
    private static readonly double[] Shares = [.001, .1, .2, .3, .4, .5, .6, .7, .8, .9, .999];

    private static int Limit(Scenario scenario) => scenario switch
    {
        Scenario.TargetMd or Scenario.TargetDemand => 20,
        Scenario.TargetInventory => 90,
        _ => 80,
    };

    private static IEnumerable<(string Name, PricingProblem Problem)> Problems(int count) =>
    [
        .. new[] { CurveMethod.Linear, CurveMethod.Exp, CurveMethod.Log }.Select(f => (f.ToString(), PricingInstances.Problem(count, f, 7))),
        ("mixed", PricingInstances.Problem(count, null, 7)), ("fitted", PricingInstances.Fitted(count, 7)),
    ];

    public static void Print(int count)
    {
        var worst = ScenarioNames.All.Skip(3).ToDictionary(s => s, _ => (Passes: 0, Where: "", Gap: 0.0));
        foreach (var (name, problem) in Problems(count))
        {
            Console.WriteLine($"{count:N0} SKUs, {name}: {Pass(problem):0.0} ns per SKU and pass");
            foreach (var scenario in worst.Keys)
                foreach (var share in scenario == Scenario.MdDemandAndInventory ? [.5] : Shares)
                {
                    var r = ScenarioSolver.SolveOne(problem, scenario, PricingInstances.Targets(problem, share), new() { FrontPoints = 0 });
                    if (r.Passes > worst[scenario].Passes) worst[scenario] = (r.Passes, $"{name} at {share}", worst[scenario].Gap);
                    worst[scenario] = worst[scenario] with { Gap = Math.Max(worst[scenario].Gap, r.Gap) };
                }
        }
        Console.WriteLine($"{count:N0} SKUs: most passes of {Shares.Length} places between the natural ends and all kinds of curves");
        foreach (var (scenario, (passes, where, gap)) in worst)
            Console.WriteLine($"  {scenario.Key(),-16} {passes,3} of {Limit(scenario)} {(passes <= Limit(scenario) ? "kept  " : "BROKEN")} ({where}); largest gap {gap:0.0E+0}");
    }

    /// <summary>Nanoseconds of a pass per SKU, at weights between those of the least markdown and of the most demand, with and without a weight on units.</summary>
    private static double Pass(PricingProblem problem)
    {
        var (passes, times, scale) = (new Passes(problem.Skus, 1, default), 20_000_000 / problem.Count, problem.Skus.Scale);
        var cost = Cost.Of(() => { for (var k = 0; k < times; k++) passes.At(new(1, k % 2 * scale.Demand / scale.Sales / 4, -.9 * (k % 10) / 10)); });
        return cost.Cpu * 1e9 / problem.Count / times;
    }
}
