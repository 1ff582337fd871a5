using System.Diagnostics;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>TGT_MD on a ladder of 21 steps against SCIP and CBC at a relative gap of 1e-4, one thread each.</summary>
internal static class LadderBaselines
{
    public static async Task PrintAsync(int seeds, int seconds)
    {
        for (var k = 0; k < 30; k++) Ours(Instance(1_000, k)); // compiled and warm, as in a server
        foreach (var count in new[] { 1_000, 10_000 })
            foreach (var solver in new[] { "SCIP", "CBC" })
                for (var seed = 0; seed < seeds; seed++)
                {
                    var ours = Ours(Instance(count, seed));
                    Print($"{count,6} SKUs, seed {seed}: {solver,-4}", ours, await LadderMip.InOwnProcessAsync(solver, count, seed, seconds), seconds);
                }
    }

    /// <summary>A problem whose SKUs all have the steps 0, .025 ... .5, and a weighted markdown within its natural range.</summary>
    public static (PricingProblem Problem, double Target) Instance(int count, int seed)
    {
        var random = new Random(seed);
        double[] msrp = new double[count], lower = new double[count], upper = new double[count], inventory = new double[count];
        var curves = new DemandCurve[count];
        for (var i = 0; i < count; i++)
        {
            curves[i] = PricingInstances.Curve(random, null);
            msrp[i] = Math.Exp(1 + 3 * random.NextDouble());
            upper[i] = .5;
            inventory[i] = 10 * curves[i].Sold(.5);
        }
        var problem = PricingProblem.Create(msrp, lower, upper, inventory, curves);
        var most = ScenarioSolver.SolveOne(problem, Scenario.MaxDemand, default, new()).Totals.WeightedMd;
        return (problem.OnSteps(new() { Step = .025 }), (.3 + .1 * (seed % 5)) * most);
    }

    private static (double Build, double Solve, double SolveCpu, ScenarioResult Result) Ours((PricingProblem Problem, double Target) instance)
    {
        var build = Stopwatch.StartNew();
        var problem = instance.Problem.OnSteps(new() { Step = .025 });
        build.Stop();
        ScenarioResult result = null!;
        var (cpu, wall) = Cost.Of(() => result = ScenarioSolver.SolveOne(problem, Scenario.TargetMd, new(instance.Target, 0, 0), new()));
        return (build.Elapsed.TotalSeconds, wall, cpu, result);
    }

    private static void Print(string what, (double Build, double Solve, double SolveCpu, ScenarioResult Result) ours, LadderMip.Outcome? theirs, int seconds)
    {
        var own = $"ours {1000 * ours.Solve:0.0} ms ({1000 * ours.SolveCpu:0} of CPU, building {1000 * ours.Build:0.0}), gap {ours.Result.GapText}";
        Console.WriteLine(theirs is not { } t ? $"{what} did not finish in {seconds} s: more than {seconds / ours.Solve:0} times ours; {own}"
            : $"{what} {t.Solve:0.00} s ({t.SolveCpu:0.00} of CPU, building {t.Build:0.00}); {own}; {t.Solve / ours.Solve:0} times faster ({t.SolveCpu / Math.Max(.001, ours.SolveCpu):0} by CPU), with building {(t.Solve + t.Build) / (ours.Solve + ours.Build):0}; demand ours / theirs - 1 = {ours.Result.Totals.Demand / t.Demand - 1:0.0E+0}");
    }
}
