using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>
/// What plans promise and what they bring where the truth is known: how much raw and believed demand overstate, and in how many repeats the
/// 90% interval of what is believed holds the true demand of the plan. Seeds are fixed: repeat r of a world is drawn with seed 1000 + r.
/// Arguments: SKUs, repeats, observations, part of a world's name; or "cost" and a number of SKUs; or "slopes".
/// </summary>
internal sealed class BeliefBenchmark : IBenchmark
{
    private const int Repeats = 400;

    public string Name => "belief";

    public Task RunAsync(string[] args)
    {
        if (args is ["cost", ..]) BeliefCost.Print(args.Length > 1 ? int.Parse(args[1]) : 100_000);
        else if (args is ["slopes"]) SlopeErrors.Print();
        else if (args.Length > 0) Print(int.Parse(args[0]), args.Length > 1 ? int.Parse(args[1]) : Repeats, args.Length > 2 ? int.Parse(args[2]) : 24, args.Length > 3 ? args[3] : "");
        else All();
        return Task.CompletedTask;
    }

    private static void All()
    {
        Print(200, Repeats, 24, "");
        Print(200, Repeats, 12, "");
        Print(200, Repeats, 52, "");
        Print(20, Repeats, 24, "");
        Print(2_000, Repeats / 4, 24, "");
        SlopeErrors.Print();
        BeliefCost.Print(100_000);
    }

    private static void Print(int skus, int repeats, int each, string name)
    {
        Console.WriteLine($"{skus} SKUs, {each} observations each, {repeats} repeats. Demand over the truth: on raw curves, as believed; repeats of {Repeats} whose 90% interval holds the truth, its mean half width.");
        foreach (var world in BeliefWorld.All.Where(w => w.Name.Contains(name, StringComparison.Ordinal))) Print(world, skus, each, repeats);
    }

    private readonly record struct Seen(double Raw, double Believed, double Centre, bool Holds, double Half);

    private static void Print(BeliefWorld world, int skus, int each, int repeats)
    {
        var all = new Seen[repeats][];
        Parallel.For(0, repeats, new ParallelOptions { MaxDegreeOfParallelism = 2 }, r => all[r] = Repeat(world, skus, each, (ulong)(1000 + r)));
        Console.Write($"{world.Name,-52}");
        foreach (var (k, scenario) in new[] { (0, "MAX_DEMAND"), (1, "TGT_MD") })
        {
            var seen = all.Select(a => a[k]).ToArray();
            Console.Write($"  {scenario} {seen.Average(s => s.Raw),6:+0.0%;-0.0%} {seen.Average(s => s.Believed),6:+0.0%;-0.0%} holds {seen.Count(s => s.Holds) * (double)Repeats / repeats,3:0} +-{seen.Average(s => s.Half),5:0.0%}");
        }
        Console.WriteLine();
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
            var (targets, settings) = (new PricingTargets(.2, 0, 0), new SolverSettings { FrontPoints = 0 });
            var (a, b) = (ScenarioSolver.SolveOne(raw, scenario, targets, settings), ScenarioSolver.SolveOne(believed, scenario, targets, settings));
            var interval = DemandInterval.Of(data, beliefs, 1, (b.Md, 1)).Holding(b.Totals.Demand);
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
