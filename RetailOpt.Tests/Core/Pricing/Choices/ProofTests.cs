using System.Diagnostics;
using CsCheck;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>What CBC adds to a plan: on small problems the best of all plans, and never a claim that is not so.</summary>
public sealed class ProofTests
{
    private static readonly Gen<Sku[]> Small = Gen.OneOf(Instances.Plain(1, 6), Instances.Wild(1, 6));
    // so long that another test's CBC, for which the next one waits, never uses it up
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Improve_FromAPoorPlan_FindsTheBestSumOfAllPlans() => Gen.Select(Small, Gen.Double[.02, .98], Gen.Double[0, 2]).Sample((skus, share, price) =>
        Check(skus, share, row => new SumGoal(new(1, 0, 0), row, price), t => t.Demand), iter: 40, threads: 1);

    [Fact]
    public void Improve_FromAPoorPlan_FindsTheBestPaidShareOfAllPlans() => Gen.Select(Small, Gen.Double[.02, .98], Gen.Double[0, 2]).Sample((skus, share, price) =>
    {
        var floor = new ChoicePasses(skus.Problem().OnSteps(new() { Step = .12 }).Table!, 1, default).Floor.ListSales;
        Check(skus, share, row => new PaidGoal(1, row, price, floor), t => t.ListSales > 0 ? t.Demand / t.ListSales : double.NegativeInfinity);
    }, iter: 40, threads: 1);

    [Fact]
    public void Improve_ChangesAndBudgets_FindsTheBestPlanThatKeepsThem() => Gen.Select(Instances.Plain(2, 7), Gen.Int[1, 6], Gen.Double[.1, .9]).Sample((skus, most, share) =>
    {
        var free = skus.Problem().OnSteps(new() { Step = .12 }).Solve(Scenario.MaxDemand).Totals;
        var plain = skus.Problem();
        var problem = plain.OnSteps(new()
        {
            Step = .12,
            Current = [.. skus.Select((_, i) => plain.FeasibleMd(i).Low)],
            Budgets = [.. skus.Select((_, i) => i % 2)],
            Limits = new(most, [share * .6 * (free.ListSales - free.Demand), 1e12], ["A", "B"]),
        });
        if (problem.Table!.Impossible is not null) return;
        var passes = new ChoicePasses(problem.Table, 1, default);
        var goal = new SumGoal(new(1, 0, 0));
        var found = new Proof(Long, () => false, TestContext.Current.CancellationToken).Improve(passes, goal, Known(passes, goal, problem.Table.First), plan => Known(passes, goal, plan));
        var best = problem.Solve(Scenario.MaxDemand).Totals.Demand;
        Assert.Equal(0, SideUse.Of(problem.Table, found.Plan).Broken(problem.Table));
        Assert.InRange(found.Merit, best * (1 - 1e-5), best * (1 + 1e-12));
        Assert.True(found.Merit + found.Excess >= best * (1 - 1e-12), $"{found.Merit + found.Excess} claimed, {best} is best");
    }, iter: 40, threads: 1);

    /// <summary>Sales must reach a level; the plan known is the one that sells most.</summary>
    private static void Check(Sku[] skus, double share, Func<Row, Goal> goalOf, Func<Totals, double> merit)
    {
        var problem = skus.Problem().OnSteps(new() { Step = .12 });
        var passes = new ChoicePasses(problem.Table!, 1, default);
        if (passes.Scale.Sales <= 0) return;
        var row = new Row(new(0, 1, 0), passes.Floor.Sales + share * (passes.Scale.Sales - passes.Floor.Sales) - 1e-9 * passes.Scale.Sales);
        var goal = goalOf(row);
        var known = Known(passes, goal, passes.Plan(new(0, 1, 0)));
        var proof = new Proof(Long, () => false, TestContext.Current.CancellationToken);
        var found = proof.Improve(passes, goal, known, plan => Known(passes, goal, plan));
        var best = merit(new BestPlans(StepBruteForceTests.Choices(problem), problem.Inventory).ArgBest(merit, t => row.Keeps(t)));
        Assert.True(proof.Trouble is null or "The gap is within the tolerances of CBC", proof.Trouble);
        Assert.True(row.Keeps(found.Totals) && found.Merit >= known.Merit, "worse than what was known");
        Assert.Equal(merit(passes.TotalsOf(found.Plan)), found.Merit);
        var bound = goal.Above(found.Merit, found.Excess);
        Assert.True(bound >= best - 1e-12 * Math.Abs(best), $"{bound} claimed, {best} is best");
        Assert.True(found.Merit >= best - 1e-5 * Math.Abs(best), $"{found.Merit} found, {best} is best: {proof.Trouble}");
    }

    private static Found Known(ChoicePasses passes, Goal goal, int[] plan) => new(plan, passes.TotalsOf(plan), goal.MeritOf(passes.TotalsOf(plan)));

    [Fact]
    public void Prove_GapLeftBySearch_ClosesItAndKeepsTheTarget()
    {
        var (problem, targets, settings) = Open(40, 3);
        var before = ScenarioSolver.Solve(problem, targets, settings, TestContext.Current.CancellationToken);
        var after = Prove(problem, targets, settings, before, () => false, TestContext.Current.CancellationToken);
        var open = before.Scenarios.Where(s => s.Gap > Desk.Optimal && s.Scenario < Scenario.MdAndDemand).Select(s => s.Scenario).ToArray();
        Assert.NotEmpty(open);
        foreach (var s in open)
        {
            var full = problem.Solve(s, targets);
            var (ours, best) = s == Scenario.TargetMd ? (-after[s].Totals.Demand, -full.Totals.Demand) : (after[s].Totals.WeightedMd, full.Totals.WeightedMd);
            Assert.InRange(after[s].Gap, 0, 1e-7);
            Assert.True(ours <= best + 1e-7 * Math.Abs(best), $"{s}: {ours} but {best} is best");
            Assert.Contains("CBC", after[s].Proof, StringComparison.Ordinal);
        }
        Assert.All(before.Scenarios.Where(s => s.Gap <= Desk.Optimal), s => Assert.Same(s, after[s.Scenario]));
    }

    [Fact]
    public void Prove_TwoAtOnce_GiveWhatEachGivesAlone()
    {
        var (problem, targets, settings) = Open(30, 5);
        var solution = ScenarioSolver.Solve(problem, targets, settings, TestContext.Current.CancellationToken);
        var alone = Prove(problem, targets, settings, solution, () => false, TestContext.Current.CancellationToken);
        var both = new PricingSolution[2];
        Parallel.For(0, 2, i => both[i] = Prove(problem, targets, settings, solution, () => false, TestContext.Current.CancellationToken));
        foreach (var one in both)
            foreach (var s in ScenarioNames.All) Assert.Equal((alone[s].Totals, alone[s].Gap), (one[s].Totals, one[s].Gap));
    }

    [Fact]
    public void Prove_Stopped_KeepsWhatIsKnown()
    {
        var (problem, targets, settings) = Open(30, 5);
        var before = ScenarioSolver.Solve(problem, targets, settings, TestContext.Current.CancellationToken);
        var after = Prove(problem, targets, settings, before, () => true, TestContext.Current.CancellationToken);
        foreach (var s in ScenarioNames.All) Assert.Equal((before[s].Totals, before[s].Gap), (after[s].Totals, after[s].Gap));
    }

    [Fact]
    public void Solve_TimeIsUp_ReturnsSoonAndSaysSo()
    {
        var clock = Stopwatch.StartNew();
        var answer = CbcWorker.Solve(Hard(), TimeSpan.FromSeconds(.2), () => false, TestContext.Current.CancellationToken);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
        Assert.NotNull(answer.Trouble);
        Assert.True(answer.LeastCost < 1);
    }

    [Fact]
    public void Solve_Cancelled_ReturnsSoon()
    {
        var clock = Stopwatch.StartNew();
        using var cancel = new CancellationTokenSource();
        var looks = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => CbcWorker.Solve(Hard(), TimeSpan.FromSeconds(3), CancelOnThirdLook, cancel.Token));
        Assert.True(looks >= 3);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");

        // by the caller's own thread: a timer waits for the pool, which a busy machine may keep longer than CBC needs
        bool CancelOnThirdLook()
        {
            if (++looks == 3) cancel.Cancel();
            return false;
        }
    }

    /// <summary>A sum of irrational numbers that must be met to the last digits: no bound helps.</summary>
    private static ChoiceMip Hard()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 60).Select(_ => .5 + random.NextDouble())];
        var known = Enumerable.Range(0, 60).Select(i => i < 30).ToArray();
        return new([.. Enumerable.Range(0, 60)], new double[60], [new(-values.Take(30).Sum() + 1e-9, values, 2, 1)], known);
    }

    private static PricingSolution Prove(PricingProblem problem, PricingTargets targets, SolverSettings settings, PricingSolution solution, Func<bool> stop, CancellationToken cancel) =>
        new ScenarioProofs(problem, targets, settings, Long, stop).Prove(solution, _ => { }, cancel);

    /// <summary>A problem with settings under which our own search leaves gaps.</summary>
    private static (PricingProblem, PricingTargets, SolverSettings) Open(int count, int seed)
    {
        var random = new Random(seed);
        Sku[] skus = [.. Enumerable.Range(0, count).Select(_ => new Sku(5 + 40 * random.NextDouble(), 0, .5, 1e6, new(RetailOpt.Core.Pricing.Curves.CurveMethod.Exp, 10 + 20 * random.NextDouble(), 1 + 3 * random.NextDouble())))];
        var problem = skus.Problem().OnSteps(new() { Step = .025 });
        return (problem, problem.Natural(.4), Instances.Settings with { StepPlans = 30 });
    }
}
