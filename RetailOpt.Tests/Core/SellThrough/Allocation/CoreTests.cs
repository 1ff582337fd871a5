using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>Supply, capacities and bounds: the best of all plans, proven.</summary>
public sealed class CoreTests
{
    private static AllocationSolution Solve(AllocationProblem problem, int threads = 1) => AllocationSolver.Solve(problem, new(), new NoWork(threads), TestContext.Current.CancellationToken);

    [Fact]
    public void Solve_SmallCore_IsTheBestOfAllPlans() => AllocationGen.Core(3, 3).Sample(problem =>
    {
        var solution = Solve(problem);
        var merit = PlanOracle.Merit(problem, solution.Plan, solution.SlackPrice);
        var best = PlanOracle.Best(problem, solution.SlackPrice);
        Assert.Equal(best, merit, 1e-9 * (1 + Math.Abs(best)));
        Assert.Equal(merit, solution.Value - solution.SlackCost, 1e-9 * (1 + Math.Abs(best)));
        Assert.Equal(AllocationStatus.Optimal, solution.Status);
        Assert.True(solution.Bound >= best - 1e-12 * Math.Abs(best), $"bound {solution.Bound} below {best}");
    }, iter: 400);

    [Fact]
    public void Solve_OneMoreUnitOfSupplyOrRoom_GainsWithinThePrices() => AllocationGen.Core(3, 3).Sample(problem =>
    {
        var solution = Solve(problem);
        foreach (var limit in solution.Limits)
        {
            if (limit.Kind is not (LimitKind.Supply or LimitKind.Capacity) || limit.Most == int.MaxValue || double.IsInfinity(limit.Most)) continue;
            var (more, fewer) = (Merit(Shift(problem, limit, 1)), limit.Least > 0 && limit.Most > 0 ? Merit(Shift(problem, limit, -1)) : double.NegativeInfinity);
            var now = solution.Value - solution.SlackCost;
            var tolerance = 1e-9 * (1 + solution.SlackPrice);
            Assert.True(more - now <= limit.Price + tolerance, $"{limit}: one more brings {more - now}");
            Assert.True(double.IsInfinity(fewer) || now - fewer >= limit.Price - tolerance, $"{limit}: one less costs {now - fewer}");
        }
        double Merit(AllocationProblem p) => Solve(p) is var s ? (s.Value - s.SlackCost) : 0;
    }, iter: 60);

    [Fact]
    public void Solve_MoreRoomOrWiderBounds_IsNeverWorse() => Gen.Select(AllocationGen.Core(4, 4), Gen.Int[0, 3]).Sample((problem, by) =>
    {
        var (before, wider) = (Solve(problem), Solve(problem with { Most = [.. problem.Most.Select(m => m + by)], Capacity = [.. problem.Capacity.Select(c => c == int.MaxValue ? c : c + by)], Pools = [.. problem.Pools.Select(p => p with { Holdback = Math.Min(p.Units, p.Holdback + by) })] }));
        Assert.True(wider.Value - wider.SlackCost * before.SlackPrice / wider.SlackPrice >= before.Value - before.SlackCost - 1e-9 * (1 + before.SlackPrice));
    }, iter: 200);

    [Fact]
    public void Solve_AnyThreads_GivesTheSameBits() => Gen.Int[0, 100].Sample(seed =>
    {
        var problem = AllocationGen.Make(20, 150, new Random(seed));
        var (one, three) = (Solve(problem), Solve(problem, 3));
        Assert.Equal(one.Plan, three.Plan);
        Assert.Equal((one.Value, one.Bound), (three.Value, three.Bound));
        Assert.Equal(one.UnitPrice, three.UnitPrice);
    }, iter: 10);

    [Fact]
    public void Solve_LargerCore_IsProvenOptimal() => Gen.Select(Gen.Int[2, 30], Gen.Int[2, 60], Gen.Int[0, 1000]).Sample((stores, products, seed) =>
        Assert.Equal(AllocationStatus.Optimal, Solve(AllocationGen.Make(stores, products, new Random(seed))).Status), iter: 40);

    [Fact]
    public void Solve_StoresRenumbered_GivesTheSameValue() => Gen.Select(AllocationGen.Core(5, 5), Gen.Int[0, 1000]).Sample((problem, seed) =>
    {
        var number = Enumerable.Range(0, problem.Stores).ToArray();
        new Random(seed).Shuffle(number);
        int[] order = [.. Enumerable.Range(0, problem.Cells).OrderBy(c => problem.Product[c]).ThenBy(c => number[problem.Store[c]])];
        var other = problem with
        {
            Store = [.. order.Select(c => number[problem.Store[c]])],
            Current = [.. order.Select(c => problem.Current[c])],
            Least = [.. order.Select(c => problem.Least[c])],
            Most = [.. order.Select(c => problem.Most[c])],
            Mean = [.. order.Select(c => problem.Mean[c])],
            Dispersion = [.. order.Select(c => problem.Dispersion[c])],
            WorthSold = [.. order.Select(c => problem.WorthSold[c])],
            WorthUnit = [.. order.Select(c => problem.WorthUnit[c])],
            Capacity = problem.Capacity.Length == 0 ? [] : [.. Enumerable.Range(0, problem.Stores).Select(n => problem.Capacity[Array.IndexOf(number, n)])],
        };
        var (a, b) = (Solve(problem), Solve(other));
        Assert.Equal(a.Value - a.SlackCost, b.Value - b.SlackCost, 1e-9 * (1 + a.SlackPrice));
    }, iter: 200);

    [Fact]
    public void Solve_Stopped_KeepsAPlanWithAnHonestGap() => AllocationGen.Core(3, 3).Sample(problem =>
    {
        var solution = AllocationSolver.Solve(problem, new() { Limit = TimeSpan.Zero }, new NoWork(), TestContext.Current.CancellationToken);
        var best = PlanOracle.Best(problem, solution.SlackPrice);
        var merit = PlanOracle.Merit(problem, solution.Plan, solution.SlackPrice);
        Assert.True(merit >= PlanOracle.Merit(problem, [.. problem.Current.Select((u, c) => Math.Clamp(u, problem.Least[c], problem.Most[c]))], solution.SlackPrice) - 1e-9 * (1 + Math.Abs(best)));
        Assert.True(solution.Bound >= best - 1e-12 * Math.Abs(best));
        Assert.Equal(solution.Bound - merit, solution.Gap * Math.Max(solution.SlackPrice / 20, Math.Max(Math.Abs(solution.Bound + solution.SlackCost), Math.Abs(solution.Value))), 1e-9 * (1 + solution.SlackPrice));
    }, iter: 200);

    /// <summary>Stopped after so many questions whether to stop, on the test's own thread.</summary>
    [Fact]
    public void Solve_StoppedOnTheWay_KeepsCapacitiesAndAnHonestGap() => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 1000], Gen.OneOf(Gen.Const(Kinds.None), Gen.Const(Kinds.Mix), Gen.Const(Kinds.All))).Sample((questions, seed, kinds) =>
    {
        var random = new Random(seed);
        var problem = AllocationGen.Add(AllocationGen.Make(12, 40, random), kinds, random);
        var stopped = AllocationSolver.Solve(problem, new(), new Stopping(questions), TestContext.Current.CancellationToken);
        var whole = Solve(problem);
        var merit = PlanOracle.Merit(problem, stopped.Plan, stopped.SlackPrice);
        Assert.Equal(merit, stopped.Value - stopped.SlackCost, 1e-9 * Math.Abs(merit));
        Assert.True(stopped.Bound >= whole.Value - whole.SlackCost - 1e-9 * Math.Abs(merit));
        Assert.True(merit >= PlanOracle.Merit(problem, [.. problem.Current.Select((u, c) => PlanOracle.LevelsOf(problem, c) is var levels && levels.Contains(u) ? u : u >= levels[^1] ? levels[^1] : levels[0])], stopped.SlackPrice) - 1e-9 * Math.Abs(merit));
    }, iter: 60);

    /// <summary>Problems in which a cell's next unit is worth more than its last one in the last bit.</summary>
    [Theory]
    [InlineData(514, 0)]
    [InlineData(603, 20)]
    [InlineData(926, 3)]
    public void Solve_GainsThatRiseInTheLastBit_Ends(int seed, int questions)
    {
        var random = new Random(seed);
        var problem = AllocationGen.Add(AllocationGen.Make(12, 40, random), Kinds.All, random);
        Assert.Equal(problem.Current.Length, AllocationSolver.Solve(problem, new(), new Stopping(questions), TestContext.Current.CancellationToken).Plan.Length);
    }

    [Fact]
    public void Solve_Cancelled_Throws()
    {
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => AllocationSolver.Solve(AllocationGen.Make(20, 50, new Random(1)), new(), new Cancelling(cancel, "Chains of moves"), cancel.Token));
    }

    [Fact]
    public void Solve_ClustersThatShareNothing_GiveTheSumOfEach() => Gen.Select(AllocationGen.Core(4, 4), Gen.Int[0, 1000]).Sample((one, seed) =>
    {
        var other = AllocationGen.Make(one.Stores, one.Products, new Random(seed));
        var both = AllocationGen.Beside(one, other);
        var (a, b, together) = (Solve(one), Solve(other), Solve(both, 2));
        var scale = together.SlackPrice;
        Assert.Equal(a.Value - a.SlackCost / a.SlackPrice * scale + b.Value - b.SlackCost / b.SlackPrice * scale, together.Value - together.SlackCost, 1e-6 * (1 + Math.Abs(together.Value) + together.SlackCost));
        Assert.Equal(AllocationStatus.Optimal, together.Status);
        Assert.Equal(together.Plan, Solve(both).Plan);
    }, iter: 100);

    [Fact]
    public void Solve_ProductThatNoStoreTakes_SaysSoAndAllocatesTheRest()
    {
        var problem = AllocationGen.Make(3, 3, new Random(8));
        var solution = Solve(problem with { Pools = [.. problem.Pools, new(5)] });
        Assert.Contains(solution.Broken, l => l.Kind == LimitKind.Supply && l.Index == 3 && l.Excess == 5);
        Assert.Equal(AllocationStatus.Optimal, solution.Status);
    }

    [Fact]
    public void Solve_LeastSharesAboveTheWhole_SaysWhichAndByHowMuch()
    {
        var problem = AllocationGen.Make(3, 6, new Random(9));
        var solution = Solve(problem with { Mixes = [new("role", 1, new int[problem.Cells], [.. problem.Product.Select(p => p % 2)], [new(0, .8, 1), new(1, .7, 1)])] });
        Assert.Equal(.5 * solution.Plan.Sum(), solution.Broken.Where(l => l.Kind == LimitKind.Mix).Sum(l => l.Excess), 1e-9);
        Assert.True(solution.SlackCost > 0);
    }

    [Fact]
    public void Solve_NothingToAllocate_IsOptimal()
    {
        var solution = Solve(AllocationGen.Make(2, 0, new Random(1)));
        Assert.Equal((AllocationStatus.Optimal, 0.0), (solution.Status, solution.Value));
    }

    private static AllocationProblem Shift(AllocationProblem problem, LimitState limit, int by) => limit.Kind == LimitKind.Supply
        ? problem with { Pools = [.. problem.Pools.Select((p, i) => i == limit.Index ? p with { Units = p.Units + by } : p)] }
        : problem with { Capacity = [.. problem.Capacity.Select((c, i) => i == limit.Index ? c + by : c)] };

    private sealed class Stopping(int after) : IWork
    {
        private int _asked;

        public int Threads => 1;
        public ulong Seed => 0;
        public bool StopRequested => Interlocked.Increment(ref _asked) > after;
        public void Report(double? fraction, string phase, string? detail = null) { }
        public void Log<T>(string series, T row) { }
        public T? Checkpoint<T>() where T : class => null;
        public void Save<T>(T checkpoint) where T : class { }
    }

    /// <summary>Cancels as a phase begins, on the test's own thread.</summary>
    private sealed class Cancelling(CancellationTokenSource cancel, string phase) : IWork
    {
        public int Threads => 1;
        public ulong Seed => 0;
        public bool StopRequested => false;

        public void Report(double? fraction, string name, string? detail = null)
        {
            if (name == phase) cancel.Cancel();
        }

        public void Log<T>(string series, T row) { }
        public T? Checkpoint<T>() where T : class => null;
        public void Save<T>(T checkpoint) where T : class { }
    }
}
