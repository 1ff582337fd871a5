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
        ExpFits(Math.Min(largest, 2_000));
        FitAndSolve(largest);
        return Task.CompletedTask;
    }

    /// <summary>The exponential fit beside MathNet's Levenberg-Marquardt from the log-linear start, 20 observations each.</summary>
    private static void ExpFits(int count)
    {
        var random = new Random(11);
        var data = Enumerable.Range(0, count).Select(_ => Observations(random, PricingInstances.Curve(random, CurveMethod.Exp))).ToArray();
        var ends = Array.ConvertAll(data, d => (d.Md.Min(), d.Md.Max()));
        var ours = new ExpFit();
        DemandCurve[] fitted = new DemandCurve[count], reference = new DemandCurve[count];
        var (own, ownBytes) = Measured(i => fitted[i] = ours.Fit(data[i].Md, data[i].Sold, ends[i].Item1, ends[i].Item2), count);
        var (other, otherBytes) = Measured(i => reference[i] = LevenbergMarquardt.Fit(data[i].Md, data[i].Sold), count);
        double Mse(DemandCurve c, int i) => data[i].Md.Zip(data[i].Sold, (x, y) => (y - c.Sold(x)) * (y - c.Sold(x))).Average();
        var worst = Enumerable.Range(0, count).Max(i => Mse(fitted[i], i) / Mse(reference[i], i) - 1);
        Console.WriteLine($"exp fit: {own * 1e6:0.0} us and {ownBytes:0} bytes, MathNet {other * 1e6:0.0} us and {otherBytes:0} bytes: {other / own:0.0} times; largest excess of our MSE {worst:0.0E+0}");
    }

    private static (double Seconds, double Bytes) Measured(Action<int> work, int count)
    {
        for (var i = 0; i < count; i++) work(i);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var cost = Cost.Of(() => { for (var i = 0; i < count; i++) work(i); });
        return (cost.Cpu / count, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)count);
    }

    private static (double[] Md, double[] Sold) Observations(Random random, DemandCurve curve, int count = 20)
    {
        var md = new double[count];
        for (var k = 0; k < count; k++) md[k] = Math.Round(.7 * random.NextDouble(), 2);
        return (md, Array.ConvertAll(md, x => Math.Max(.01, curve.Sold(x) * Math.Exp(.3 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))));
    }

    /// <summary>Observations to curves to all scenarios.</summary>
    private static void FitAndSolve(int count)
    {
        var random = new Random(13);
        var offsets = Enumerable.Range(0, count + 1).Select(i => 20 * i).ToArray();
        double[] md = new double[20 * count], sold = new double[20 * count], msrp = new double[count], lower = new double[count], upper = new double[count], inventory = new double[count];
        for (var i = 0; i < count; i++)
        {
            var curve = PricingInstances.Curve(random, null);
            var (x, y) = Observations(random, curve);
            x.CopyTo(md, 20 * i);
            y.CopyTo(sold, 20 * i);
            (msrp[i], lower[i], upper[i], inventory[i]) = (Math.Exp(1 + 3 * random.NextDouble()), .05, .7, 1.2 * y.Max());
        }
        CurveFit[] fits = [];
        PricingProblem problem = null!;
        var fit = Cost.Of(() => fits = CurveFitter.FitAll(offsets, md, sold));
        var build = Cost.Of(() => problem = PricingProblem.Create(msrp, lower, upper, inventory, Array.ConvertAll(fits, f => f.Curve)));
        var settings = new SolverSettings { FrontPoints = 0 };
        var most = ScenarioSolver.SolveOne(problem, Scenario.MaxDemand, default, settings).Totals;
        var least = ScenarioSolver.SolveOne(problem, Scenario.MinWeightedMd, default, settings).Totals;
        PricingTargets At(double share) => new(least.WeightedMd + share * (most.WeightedMd - least.WeightedMd), least.Demand + share * (most.Demand - least.Demand), problem.Inventory - least.Sales - share * (most.Sales - least.Sales));
        PricingSolution solution = null!;
        var solve = Cost.Of(() => solution = ScenarioSolver.Solve(problem, At(.5), settings));
        Console.WriteLine($"{count} SKUs x 20 observations: fit {fit.Cpu:0.00} s, build {build.Cpu:0.00} s, ten scenarios {solve.Cpu:0.00} s of CPU; largest gap {solution.Scenarios.Max(r => r.Gap):0.0E+0}");
        foreach (var scenario in ScenarioNames.All.Skip(3))
        {
            var shares = Enumerable.Range(0, 20).Select(k => .3 + .02 * k).ToArray();
            var cost = Cost.Of(() => { foreach (var share in shares) ScenarioSolver.SolveOne(problem, scenario, At(share), settings); });
            Console.WriteLine($"  moved target of {scenario.Key(),-16} {1000 * cost.Cpu / shares.Length:0.0} ms of CPU");
        }
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
