using System.Diagnostics;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Benchmarks;

/// <summary>
/// Gaps, passes, times and memory of the pricing scenarios and the curve fits. Argument: the largest number of SKUs (100,000; takes half a minute).
/// With 1000000 the whole way from observations to ten plans is measured at a million SKUs too, with one, two and three threads (two minutes more).
/// </summary>
internal sealed class PricingBenchmark : IBenchmark
{
    public string Name => "pricing";

    public Task RunAsync(string[] args)
    {
        var largest = args.Length > 0 ? int.Parse(args[0]) : 100_000;
        var clock = Stopwatch.StartNew();
        foreach (var count in new[] { 10, 1_000, 100_000 }.Where(n => n <= largest))
            foreach (CurveMethod? family in new CurveMethod?[] { CurveMethod.Linear, CurveMethod.Exp, CurveMethod.Log, null })
                PricingScenarios.Print(count, family);
        foreach (var count in new[] { 1_000, 100_000 }.Where(n => n <= largest)) PricingPasses.Print(count);
        PricingFronts.Print(Math.Min(largest, 10_000));
        PricingFits.Print(Math.Min(largest, 2_000));
        PricingLive.Print(PricingLive.Data(Math.Min(largest, 100_000)));
        foreach (var count in new[] { 100_000, 1_000_000 }.Where(n => n <= largest)) PricingWhole.Print(count);
        Console.WriteLine($"all of it took {clock.Elapsed.TotalSeconds:0} s");
        return Task.CompletedTask;
    }
}
