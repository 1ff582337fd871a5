using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Allocation.Periods;
using static RetailOpt.Tests.Core.SellThrough.Allocation.AllocationGen;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>Several periods with stock that carries over.</summary>
public sealed class PeriodTests
{
    private static AllocationSolution Solve(AllocationProblem problem, int threads = 1) => AllocationSolver.Solve(problem, new(), new NoWork(threads), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData(2, Kinds.None, .8)]
    [InlineData(3, Kinds.None, .8)]
    [InlineData(2, Kinds.All & ~Kinds.Mix, .5)]
    [InlineData(2, Kinds.Mix, .5)]
    [InlineData(2, Kinds.All, .4)]
    public void Solve_SmallProblems_BoundHoldsAndMostPlansAreTheBest(int periods, Kinds kinds, double least)
    {
        var (best, count, gaps) = (0, 40, 0.0);
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var problem = Over(periods, Add(Make(periods == 2 ? 2 : 1, 2, random), kinds, random), random) with { WorthKept = seed % 3 * .1 };
            var solution = Solve(problem);
            var (merit, optimum) = (PlanOracle.Merit(problem, solution.Plan, solution.SlackPrice), PlanOracle.Best(problem, solution.SlackPrice));
            Assert.Equal(merit, solution.Value - solution.SlackCost, 1e-9 * (1 + solution.SlackPrice));
            Assert.True(solution.Bound >= optimum - 1e-9 * (1 + Math.Abs(optimum)), $"seed {seed}: bound {solution.Bound} below {optimum}");
            Assert.All(solution.Plan.Index(), c => Assert.Contains(c.Item, PlanOracle.LevelsOf(problem, c.Index)));
            if (merit >= optimum - 1e-9 * (1 + Math.Abs(optimum))) best++;
            gaps += solution.Gap / count;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{periods} {kinds}: {best} best, mean gap {gaps}");
        Assert.True(best >= least * count, $"{best} of {count} are the best");
    }

    [Fact]
    public void Bound_AnyPrices_IsAboveEveryPlanOfAChain()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var problem = Over(random.Next(1, 5), Make(1, 1, random), random) with { WorthKept = random.Next(2) * .3 };
            if (problem.Cells == 0) continue;
            double[] price = [.. problem.Store.Select(_ => random.NextDouble() - .2)];
            var bound = new CarryOver(problem).Open(0).Bound(price);
            var best = PlanOracle.Best(problem with { WorthUnit = [.. problem.WorthUnit.Select((w, c) => w - price[c])], Pools = [.. problem.Pools.Select(_ => new SupplyPool(1000, 1000))], Capacity = [] }, 1);
            Assert.True(bound >= best - 1e-12, $"seed {seed}: {bound} below {best}");
            Assert.True(bound <= best + .5, $"seed {seed}: {bound} far above {best}");
        }
    }

    [Fact]
    public void Solve_AnyThreads_GivesTheSameBits()
    {
        var problem = Over(3, Make(10, 60, new Random(3)), new Random(4));
        var (one, three) = (Solve(problem), Solve(problem, 3));
        Assert.Equal(one.Plan, three.Plan);
        Assert.Equal((one.Value, one.Bound), (three.Value, three.Bound));
    }

    [Fact]
    public void Solve_NothingIsLeftOver_IsTheSumOfItsPeriods()
    {
        // all that arrives is sold at once, and none is worth more later
        var problem = Over(2, Make(3, 3, new Random(5)), new Random(6));
        problem = problem with { WorthSold = [.. problem.Product.Select(p => 1.0 + p)] };
        var solution = Solve(problem with { Mean = [.. problem.Mean.Select(_ => 500.0)], Dispersion = [] });
        Assert.Equal(AllocationStatus.Optimal, solution.Status);
        Assert.Equal(solution.Plan.Select((u, c) => u * (problem.WorthSold[c] + problem.WorthUnit[c])).Sum(), solution.Value, 1e-6);
    }
}
