using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>
/// What plans promise and what they bring where the truth is known: how much raw and believed demand overstate, and in how many repeats the
/// 90% interval of what is believed holds the true demand of the plan. Seeds are fixed: repeat r of a world is drawn with seed 1000 + r.
/// </summary>
internal sealed class BeliefBenchmark : IBenchmark
{
    public string Name => "belief";

    private static readonly BeliefWorld Usual = new("mixed families, one category");

    internal static readonly BeliefWorld[] Worlds =
    [
        Usual,
        new("linear") { Family = CurveMethod.Linear },
        new("exp") { Family = CurveMethod.Exp },
        new("log") { Family = CurveMethod.Log },
        new("ten categories") { Categories = 10, Between = .6, Within = .5 },
        new("equal slopes") { Within = 0 },
        new("lifts .5 to 4.5 at no markdown") { Lifts = true },
        new("alike at list price") { AtList = true, Within = .5 },
        new("alike at list price, ten categories, seen to .5") { AtList = true, Within = .4, Between = .6, Categories = 10, Seen = .5, Noise = .4 },
        new("alike at list price, seen to .4, plan to .6") { AtList = true, Within = .5, Seen = .4, Upper = .6 },
        new("alike at list price, seen to .6, noise .5") { AtList = true, Within = .5, Seen = .6, Upper = .6, Noise = .5 },
        new("exp, lifts") { Lifts = true, Family = CurveMethod.Exp },
        new("noise 20%") { Noise = .2 },
        new("noise 40%") { Noise = .4 },
        new("counts") { Scatter = Scatter.Counts },
        new("noise added") { Scatter = Scatter.Plus },
        new("seen to .6") { Seen = .6 },
        new("seen to .6, plan to .7") { Seen = .6, Upper = .7, Slope = 1.5, Within = .5 },
        new("promotions") { Promotions = true },
        new("weak slopes") { Slope = 1, Within = .5, Seen = .5, Noise = .4 },
        new("weak slopes, exp") { Slope = 1, Within = .5, Seen = .5, Noise = .4, Family = CurveMethod.Exp },
        new("exp seen to .5, noise 40%") { Slope = 2, Within = .5, Seen = .5, Noise = .4, Family = CurveMethod.Exp },
        new("exp, ten categories, noise 50%") { Slope = 2, Within = .4, Between = .6, Seen = .5, Noise = .5, Categories = 10, Family = CurveMethod.Exp },
        new("exp, 20 categories, noise 50%") { Slope = 2, Within = .4, Between = .6, Seen = .5, Noise = .5, Categories = 20, Family = CurveMethod.Exp },
        new("stock 1.2 largest weeks") { Stock = 1.2 },
        new("stock .8 largest weeks") { Stock = .8 },
        new("unlike spreads") { Categories = 10, Between = .6, Unlike = true },
    ];

    public Task RunAsync(string[] args)
    {
        if (args is ["cost", ..])
        {
            BeliefCost.Print(args.Length > 1 ? int.Parse(args[1]) : 100_000);
            return Task.CompletedTask;
        }
        var skus = args.Length > 0 ? int.Parse(args[0]) : 200;
        var repeats = args.Length > 1 ? int.Parse(args[1]) : 400;
        var each = args.Length > 2 ? int.Parse(args[2]) : 24;
        var only = args.Length > 3 ? args[3] : "";
        Console.WriteLine($"{skus} SKUs, {each} observations each, {repeats} repeats: overstated by the raw plan / the believed plan, repeats whose 90% interval holds the truth, its mean half width");
        foreach (var world in Worlds.Where(w => w.Name.Contains(only))) Print(world, skus, each, repeats);
        return Task.CompletedTask;
    }

    private readonly record struct Seen(double Raw, double Believed, double Centre, bool Covers, double Half);

    private static void Print(BeliefWorld world, int skus, int each, int repeats)
    {
        var all = new Seen[repeats][];
        Parallel.For(0, repeats, new ParallelOptions { MaxDegreeOfParallelism = 2 }, r => all[r] = Repeat(world, skus, each, (ulong)(1000 + r)));
        Console.Write($"{world.Name,-34}");
        for (var k = 0; k < 2; k++)
        {
            var seen = all.Select(a => a[k]).ToArray();
            Console.Write($" | {(k == 0 ? "MAX" : "TGT")} raw {seen.Average(s => s.Raw),5:0.0%} believed {seen.Average(s => s.Believed),6:0.0%} mean {seen.Average(s => s.Centre),6:0.0%} sd {Deviation(seen),5:0.0%}/{seen.Average(s => s.Half) / 1.645,5:0.0%} held {seen.Count(s => s.Covers) * 400.0 / repeats,4:0}");
        }
        Console.WriteLine();
    }

    private static double Deviation(Seen[] seen)
    {
        var mean = seen.Average(s => s.Centre);
        return Math.Sqrt(seen.Average(s => (s.Centre - mean) * (s.Centre - mean)));
    }

    private static Seen[] Repeat(BeliefWorld world, int skus, int each, ulong seed)
    {
        var (data, truth) = world.Draw(seed, skus, each);
        var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold);
        var beliefs = BeliefBuilder.Build(data, fits, shrink: true);
        var raw = Problem(data, Array.ConvertAll(fits, f => f.Curve));
        var believed = Problem(data, [.. Enumerable.Range(0, skus).Select(i => beliefs[i].Curve)]);
        return [Look(Scenario.MaxDemand), Look(Scenario.TargetMd)];

        Seen Look(Scenario scenario)
        {
            var targets = new PricingTargets(.2, 0, 0);
            var settings = new SolverSettings { FrontPoints = 0 };
            var (a, b) = (ScenarioSolver.SolveOne(raw, scenario, targets, settings), ScenarioSolver.SolveOne(believed, scenario, targets, settings));
            var interval = DemandInterval.Of(data, beliefs, 1, (b.Md, 1));
            double trueRaw = True(data, truth, a.Md), trueBelieved = True(data, truth, b.Md);
            return new(a.Totals.Demand / trueRaw - 1, b.Totals.Demand / trueBelieved - 1, interval.Expected / trueBelieved - 1,
                trueBelieved >= interval.Low && trueBelieved <= interval.High, (interval.High - interval.Low) / 2 / trueBelieved);
        }
    }

    private static PricingProblem Problem(PricingData data, DemandCurve[] curves) => PricingProblem.Create(data.Msrp, data.Lower, data.Upper, data.Stock, curves);

    private static double True(PricingData data, DemandCurve[] truth, double[] md)
    {
        Neumaier sum = default;
        for (var i = 0; i < md.Length; i++) sum.Add(data.Msrp[i] * (1 - md[i]) * Math.Clamp(truth[i].Sold(md[i]), 0, data.Stock[i]));
        return sum.Value;
    }
}
