using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>What holds for every problem.</summary>
public sealed class LawTests
{
    private static readonly Gen<(Sku[] Skus, double Share)> AnyProblem = Gen.Select(Gen.OneOf(Instances.Plain(1, 40), Instances.Wild(1, 40)), Gen.Double[0, 1]);

    private static PricingSolution All(PricingProblem problem, PricingTargets targets, int threads = 1, int points = 0) =>
        ScenarioSolver.Solve(problem, targets, new() { Threads = threads, FrontPoints = points, BranchAndBoundNodes = 60 }, TestContext.Current.CancellationToken);

    [Fact]
    public void Solve_AnyProblem_KeepsTheInvariants() => AnyProblem.Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        if (double.IsNaN(targets.WeightedMd)) return;
        var solution = All(problem, targets);
        Assert.Equal(10, solution.Scenarios.Count);
        var (most, low, high) = (solution[Scenario.MaxDemand].Totals.Demand, solution[Scenario.MinWeightedMd].Totals.WeightedMd, solution[Scenario.MaxWeightedMd].Totals.WeightedMd);
        foreach (var r in solution.Scenarios.Where(r => r.Status != ScenarioStatus.Infeasible && r.Totals.ListSales > 0))
        {
            Assert.InRange(r.Totals.Demand, 0, most * (1 + 1e-12));
            Assert.InRange(r.Totals.WeightedMd, low - 1e-9, high + 1e-9);
            Assert.Equal(problem.Inventory - r.Totals.Sales, r.Inventory, 1e-9 * (1 + problem.Inventory));
            Assert.True(r.Gap >= 0 && (r.Status != ScenarioStatus.Optimal || r.Gap <= 1e-9), $"{r.Scenario}: {r.Status} with gap {r.Gap}");
            var sums = new Totals(skus.Select((s, i) => s.Msrp * (1 - r.Md[i]) * problem.SoldAt(i, r.Md[i])).Sum(), skus.Select((_, i) => problem.SoldAt(i, r.Md[i])).Sum(), skus.Select((s, i) => s.Msrp * problem.SoldAt(i, r.Md[i])).Sum());
            Assert.Equal(sums.Demand, r.Totals.Demand, 1e-9 * (1 + sums.ListSales));
            Assert.Equal(sums.Sales, r.Totals.Sales, 1e-9 * (1 + sums.Sales));
            Assert.All(skus.Select((s, i) => (Md: r.Md[i], Range: problem.FeasibleMd(i))), x => Assert.InRange(x.Md, x.Range.Low, x.Range.High));
        }
    }, iter: 150);

    [Fact]
    public void Solve_AnyProblem_MeetsTargetsExactly() => AnyProblem.Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        if (double.IsNaN(targets.WeightedMd)) return;
        var solution = All(problem, targets);
        Assert.Equal(targets.WeightedMd, solution[Scenario.TargetMd].Totals.WeightedMd, 1e-9);
        Assert.Equal(targets.Demand, solution[Scenario.TargetDemand].Totals.Demand, Math.Max(1e-9 * targets.Demand, 1e-12));
        Assert.Equal(targets.Inventory, solution[Scenario.TargetInventory].Inventory, Math.Max(1e-6, 1e-9 * problem.Inventory));
        Assert.True(solution[Scenario.MdAndDemand].Inventory <= targets.Inventory + 1e-9 * (1 + problem.Inventory));
        Assert.True(solution[Scenario.DemandAndInventory].Totals.WeightedMd <= targets.WeightedMd + 1e-9);
        Assert.True(solution[Scenario.MdAndInventory].Totals.Demand >= targets.Demand * (1 - 1e-9));
    }, iter: 150);

    [Theory]
    [InlineData(10)]
    [InlineData(1_000)]
    public void Solve_RisingCurvesNaturalTargets_IsOptimalWithinFewPasses(int count) => Gen.Select(Instances.Plain(count, count), Gen.Double[.05, .95]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        foreach (var r in All(problem, problem.Natural(share)).Scenarios)
        {
            Assert.True(r.Gap <= 1e-9, $"{r.Scenario} {r.Status} {r.Gap}");
            // a handful of SKUs has kinks that a thousand smooth over: the limits on passes are for many
            var most = count < 1_000 ? int.MaxValue : r.Scenario switch { <= Scenario.TargetDemand => 20, Scenario.TargetInventory => 90, _ => 80 };
            Assert.True(r.Passes <= most, $"{r.Scenario}: {r.Passes} passes");
        }
    }, iter: count == 10 ? 200 : 20);

    [Fact]
    public void Solve_OneSided_AgreesWhereTheTargetBinds() => Gen.Select(Instances.Plain(1, 20), Gen.Double[.05, .95]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        foreach (var scenario in new[] { Scenario.TargetMd, Scenario.TargetDemand, Scenario.TargetInventory })
            Assert.All(problem.Solve(scenario, targets).Md.Zip(problem.Solve(scenario, targets with { Mode = TargetMode.OneSided }).Md), x => Assert.Equal(x.First, x.Second, 1e-12));
    });

    [Fact]
    public void Solve_SkusInAnotherOrder_SameMarkdowns() => Gen.Select(Instances.Wild(2, 30), Gen.Double[.1, .9], Gen.Int).Sample((skus, share, seed) =>
    {
        var order = Enumerable.Range(0, skus.Length).ToArray();
        new Random(seed).Shuffle(order);
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        if (double.IsNaN(targets.WeightedMd)) return;
        var (one, other) = (All(problem, targets), All(order.Select(i => skus[i]).ToArray().Problem(), targets));
        foreach (var s in ScenarioNames.All)
        {
            Assert.Equal(one[s].Status, other[s].Status);
            if (one[s].Md.Length > 0) Assert.All(order.Select(i => one[s].Md[i]).Zip(other[s].Md), x => Assert.Equal(x.First, x.Second, 1e-12));
        }
    }, iter: 60);

    [Fact]
    public void Solve_PricesAndDemandScaled_SameMarkdowns() => Gen.Select(Instances.Plain(2, 30), Gen.Double[.1, .9], Gen.Double[1e-3, 1e3]).Sample((skus, share, scale) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        var scaled = Array.ConvertAll(skus, s => s with { Msrp = s.Msrp * scale }).Problem();
        var (one, other) = (All(problem, targets), All(scaled, targets with { Demand = targets.Demand * scale }));
        foreach (var s in ScenarioNames.All)
        {
            Assert.Equal(one[s].Totals.Demand * scale, other[s].Totals.Demand, 1e-6 * scale * one[s].Totals.Demand);
            Assert.All(one[s].Md.Zip(other[s].Md), x => Assert.Equal(x.First, x.Second, 1e-5));
        }
    }, iter: 60);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Solve_AnyThreads_SameBits(int threads)
    {
        var skus = Instances.Plain(5_000, 5_000).Single();
        var (one, other) = (skus.Problem(), skus.Problem());
        var targets = one.Natural(.4);
        var (a, b) = (All(one, targets, 1, 41), All(other, targets, threads, 41));
        foreach (var s in ScenarioNames.All)
        {
            Assert.Equal(a[s].Totals, b[s].Totals);
            Assert.Equal(a[s].Md, b[s].Md);
            Assert.Equal(a[s].Bound, b[s].Bound);
        }
        Assert.Equal(4, a.Fronts.Count(f => f.Points.Count > 25));
        Assert.Equal(a.Fronts.SelectMany(f => f.Points), b.Fronts.SelectMany(f => f.Points));
    }

    [Fact]
    public void Solve_Cancelled_Throws()
    {
        var problem = Instances.Plain(10, 10).Single().Problem();
        Assert.ThrowsAny<OperationCanceledException>(() => ScenarioSolver.Solve(problem, new(.3, 100, 100), Instances.Settings, new CancellationToken(true)));
    }

    [Fact]
    public void Solve_CancelledOnTheWay_Throws()
    {
        var problem = Instances.Plain(10, 10).Single().Problem();
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => ScenarioSolver.Solve(problem, problem.Natural(.5), Instances.Settings, source.Token, new Canceller(source)));
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value) { if (value > .45) source.Cancel(); }
    }
}
