using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;
using static RetailOpt.Tests.Core.SellThrough.Allocation.AllocationGen;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>Mix, slots, categories, presentation and packs: a plan on its levels, a bound above the best of all plans, and a plan near it.</summary>
public sealed class LumpTests
{
    private static AllocationSolution Solve(AllocationProblem problem, int threads = 1) => AllocationSolver.Solve(problem, new(), new NoWork(threads), TestContext.Current.CancellationToken);

    /// <summary>With CBC the best, by brute force; the search alone (a person waits) finds most of the best plans, and claims no more than it knows.</summary>
    [Theory]
    [InlineData(Kinds.None, 1, 0)]
    [InlineData(Kinds.Mix, .8, .1)]
    [InlineData(Kinds.Slots, .8, .1)]
    [InlineData(Kinds.Presentation, .8, .1)]
    [InlineData(Kinds.Pack, .8, .1)]
    [InlineData(Kinds.Categories, .8, .1)]
    [InlineData(Kinds.All, .5, .3)]
    public void Solve_SmallProblems_IsTheBestAndKeepsAllLimitsThatAnyPlanKeeps(Kinds kinds, double best, double slack)
    {
        var (exact, broken, count) = (0, 0, 60);
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var problem = Add(Make(random.Next(1, 4), random.Next(1, 4), random), kinds, random);
            var solution = Solve(problem);
            var optimum = PlanOracle.Best(problem, solution.SlackPrice);
            var merit = Check(problem, solution, optimum, seed);
            Assert.True(merit >= optimum - 1e-6 * (1 + Math.Abs(optimum)), $"seed {seed}: {merit}, and {optimum} is best");
            Assert.Equal(PlanOracle.CanKeepAll(problem), solution.Broken.All(l => l.Kind == LimitKind.Cell));
            var alone = AllocationSolver.Solve(problem, new() { Exact = TimeSpan.Zero }, new NoWork(), TestContext.Current.CancellationToken);
            merit = Check(problem, alone, optimum, seed);
            if (merit >= optimum - 1e-9 * (1 + Math.Abs(optimum))) exact++;
            if (merit < optimum - .5 * alone.SlackPrice) broken++;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{kinds}: {exact} best, {broken} broken");
        Assert.True(exact >= best * count, $"{exact} of {count} are the best");
        Assert.True(broken <= slack * count, $"{broken} of {count} break a limit that another plan keeps");
    }

    private static double Check(AllocationProblem problem, AllocationSolution solution, double optimum, int seed)
    {
        Assert.All(solution.Plan.Index(), c => Assert.Contains(c.Item, PlanOracle.LevelsOf(problem, c.Index)));
        var merit = PlanOracle.Merit(problem, solution.Plan, solution.SlackPrice);
        Assert.Equal(merit, solution.Value - solution.SlackCost, 1e-9 * (1 + solution.SlackPrice));
        Assert.True(solution.Bound >= optimum - 1e-9 * (1 + Math.Abs(optimum)), $"seed {seed}: bound {solution.Bound} below {optimum}");
        Assert.True(solution.Status != AllocationStatus.Optimal || merit >= optimum - 1e-8 * (1 + Math.Abs(optimum)), $"seed {seed}: {merit} told as proven, {optimum} is best");
        return merit;
    }

    /// <summary>A third category sells a unit in ten, and a unit costs half: one less to be carried brings what its price says.</summary>
    [Fact]
    public void Categories_OneLessToBeCarried_BringsItsPrice()
    {
        var problem = new AllocationProblem
        {
            Stores = 1,
            Products = 3,
            Store = [0, 0, 0],
            Product = [0, 1, 2],
            Current = [2, 2, 1],
            Least = [0, 0, 0],
            Most = [4, 4, 4],
            Mean = [4, 3, .1],
            WorthSold = [1, 1, 1],
            WorthUnit = [-.5, -.5, -.5],
            Pool = [0, 1, 2],
            Pools = [new(4, 4), new(4, 4), new(4, 4)],
            Category = [0, 1, 2],
            LeastCategories = 3,
        };
        var (held, free) = (Solve(problem), Solve(problem with { LeastCategories = 2 }));
        double Price(AllocationSolution solution) => solution.Limits.Single(l => l.Kind == LimitKind.Categories).Price;
        Assert.Equal((1, 0), (held.Plan[2], free.Plan[2]));
        Assert.Equal(.5 - (1 - Math.Exp(-.1)), free.Value - held.Value, 1e-9);
        Assert.Equal(held.Value - free.Value, Price(held), 1e-9);
        Assert.Equal(0, Price(free));
    }
}
