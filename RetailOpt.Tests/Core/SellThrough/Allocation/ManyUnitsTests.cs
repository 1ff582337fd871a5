using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>Cells of very many units, of which most are worth the same or nothing, and mixes far from what supply allows: effort goes by cells, not by units.</summary>
public sealed class ManyUnitsTests
{
    private const int Stores = 12, Products = 20;

    private static AllocationSolution Solve(AllocationProblem problem) => AllocationSolver.Solve(problem, new(), new NoWork(), TestContext.Current.CancellationToken);

    /// <summary>Every product in every store, supplied with half as much again as is sold; the first products sell most in the first stores.</summary>
    private static AllocationProblem Make(double share, double capacity = 1)
    {
        int[] store = [.. Enumerable.Range(0, Stores * Products).Select(c => c % Stores)], product = [.. Enumerable.Range(0, Stores * Products).Select(c => c / Stores)];
        double[] mean = [.. store.Select((s, c) => 300.0 * (1 + (s * 7 + product[c] * 5) % 11) * (product[c] % 2 == 0 ? 1.6 : .8))];
        int[] current = [.. mean.Select(m => (int)(1.5 * m))];
        int[] role = [.. product.Select(p => p % 2)], group = [.. store.Select(s => s % 2)];
        return new()
        {
            Stores = Stores,
            Products = Products,
            Store = store,
            Product = product,
            Current = current,
            Least = [.. current.Select(u => ChangeLimit.Of(u, .3, false, int.MaxValue).Least)],
            Most = [.. current.Select(u => ChangeLimit.Of(u, .3, false, int.MaxValue).Most)],
            Mean = mean,
            Dispersion = [.. mean.Select((_, c) => .01 * (c % 7))],
            WorthSold = [.. product.Select(p => .8 + .02 * p)],
            Pool = product,
            Pools = [.. Enumerable.Range(0, Products).Select(p => new SupplyPool(current.Where((_, c) => product[c] == p).Sum()))],
            Capacity = [.. Enumerable.Range(0, Stores).Select(s => (int)(capacity * current.Where((_, c) => store[c] == s).Sum()))],
            Mixes = [new("role", 2, group, role, [new(0, 0, share)])],
        };
    }

    [Theory]
    [InlineData(1)] // the mix does not bind
    [InlineData(.69)] // it does
    public void Solve_FlatLadders_IsProvenWithEveryLimitKept(double share)
    {
        var solution = Solve(Make(share));
        Assert.True(solution.Gap <= 1e-7, $"gap {solution.Gap}");
        Assert.Empty(solution.Broken);
    }

    [Fact]
    public void Solve_MixThatSupplyRulesOut_IsBrokenByNoMoreThanMustBe()
    {
        // all supply is shared out and every store is full: of all units this share is of the first role, whatever moves between the groups
        var problem = Make(.5);
        var (all, first) = (problem.Current.Sum(c => (long)c), problem.Current.Where((_, c) => problem.Product[c] % 2 == 0).Sum(c => (long)c));
        var solution = Solve(problem);
        Assert.All(solution.Broken, l => Assert.Equal(LimitKind.Mix, l.Kind));
        Assert.Equal(first - .5 * all, solution.Broken.Sum(l => l.Excess), 1e-3);
        Assert.True(solution.Gap <= 1e-9, $"gap {solution.Gap}");
        Assert.True(solution.Value > Solve(problem with { Least = problem.Current, Most = problem.Current }).Value);
    }
}
