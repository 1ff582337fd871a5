using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>What holds for every problem on steps.</summary>
public sealed class StepLawTests
{
    private static PricingSolution All(PricingProblem problem, PricingTargets targets, int threads = 1, int points = 0, CancellationToken cancel = default) =>
        ScenarioSolver.Solve(problem, targets, new() { Threads = threads, FrontPoints = points, StepPlans = 20_000 }, cancel);

    [Fact]
    public void Solve_AnyThreads_SameBits()
    {
        var skus = Instances.Plain(5_000, 5_000).Single();
        var (one, two) = (skus.Problem().OnSteps(new() { Step = .05 }), skus.Problem().OnSteps(new() { Step = .05 }));
        var targets = one.Natural(.4);
        var (a, b) = (All(one, targets, 1, 9, TestContext.Current.CancellationToken), All(two, targets, 3, 9, TestContext.Current.CancellationToken));
        foreach (var s in ScenarioNames.All)
        {
            Assert.Equal(a[s].Totals, b[s].Totals);
            Assert.Equal(a[s].Md, b[s].Md);
            Assert.Equal(a[s].Bound, b[s].Bound);
        }
        Assert.Equal(a.Fronts.SelectMany(f => f.Points), b.Fronts.SelectMany(f => f.Points));
    }

    [Fact]
    public void Solve_SkusInAnotherOrder_SameMarkdowns() => Gen.Select(Instances.Plain(2, 30), Gen.Double[.1, .9], Gen.Int).Sample((skus, share, seed) =>
    {
        skus = [.. skus.DistinctBy(s => (s.Curve, s.Lower, s.Upper))];
        var order = Enumerable.Range(0, skus.Length).ToArray();
        new Random(seed).Shuffle(order);
        var problem = skus.Problem().OnSteps(new() { Step = .05 });
        var targets = problem.Natural(share);
        var (one, other) = (All(problem, targets), All(order.Select(i => skus[i]).ToArray().Problem().OnSteps(new() { Step = .05 }), targets));
        foreach (var s in ScenarioNames.All)
        {
            Assert.Equal(one[s].Status, other[s].Status);
            Assert.Equal(one[s].Totals.Demand, other[s].Totals.Demand, 1e-9 * one[s].Totals.Demand);
            Assert.Equal(one[s].Totals.ListSales, other[s].Totals.ListSales, 1e-9 * one[s].Totals.ListSales);
        }
    }, iter: 60);

    [Fact]
    public void Bound_AnyScenario_IsNeverBelowAnyPlanKnown() => Gen.Select(Instances.Plain(5, 60), Gen.Double[.05, .95]).Sample((skus, share) =>
    {
        var problem = skus.Problem().OnSteps(new() { Step = .05 });
        var targets = problem.Natural(share);
        var results = All(problem, targets);
        foreach (var other in results.Scenarios.Select(r => r.Totals).Where(t => t.WeightedMd <= targets.WeightedMd))
            Assert.True(other.Demand <= results[Scenario.TargetMd].Bound * (1 + 1e-9), $"{other.Demand} beats the bound {results[Scenario.TargetMd].Bound}");
        foreach (var other in results.Scenarios.Select(r => r.Totals).Where(t => t.Demand >= targets.Demand))
            Assert.True(other.WeightedMd >= results[Scenario.TargetDemand].Bound - 1e-9, $"{other.WeightedMd} beats the bound {results[Scenario.TargetDemand].Bound}");
    }, iter: 60);

    [Fact]
    public void Solve_Cancelled_Throws()
    {
        var problem = Instances.Plain(10, 10).Single().Problem().OnSteps(new() { Step = .05 });
        Assert.ThrowsAny<OperationCanceledException>(() => All(problem, new(.3, 100, 100), cancel: new CancellationToken(true)));
    }
}
