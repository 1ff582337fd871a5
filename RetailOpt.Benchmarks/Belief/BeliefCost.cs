using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>What beliefs and intervals cost beside the fits they rest on.</summary>
internal static class BeliefCost
{
    public static void Print(int skus)
    {
        var (data, _) = new BeliefWorld("cost") { Categories = 50, Between = .5 }.Draw(1, skus, 20);
        CurveFit[] fits = [];
        Beliefs beliefs = null!;
        var fit = Cost.Of(() => fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var believe = Cost.Of(() => beliefs = BeliefBuilder.Build(data, fits, shrink: true));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        var problem = PricingProblem.Create(data.Msrp, data.Lower, data.Upper, data.Stock, [.. Enumerable.Range(0, skus).Select(i => beliefs[i].Curve)]);
        var plan = ScenarioSolver.SolveOne(problem, Scenario.TargetMd, new(.2, 0, 0), new() { FrontPoints = 0 });
        DemandInterval.Of(data, beliefs, 1, (plan.Md, 1));
        var interval = Cost.Of(() => { for (var k = 0; k < 10; k++) DemandInterval.Of(data, beliefs, 1, (plan.Md, 1)); });
        Console.WriteLine($"{skus} SKUs x 20 observations: fits {fit.Cpu:0.00} s, beliefs {believe.Cpu:0.00} s of CPU ({believe.Cpu / fit.Cpu:0%} of the fits), {bytes / (double)skus:0} bytes allocated a SKU; an interval {100 * interval.Cpu:0.0} ms of CPU");
    }
}
