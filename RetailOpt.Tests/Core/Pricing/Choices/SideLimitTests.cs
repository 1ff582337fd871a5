using CsCheck;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>A number of changes and budgets of markdown money, against every plan of small problems.</summary>
public sealed class SideLimitTests
{
    private const double Step = .12;

    /// <summary>A small problem whose SKUs alternate between two categories.</summary>
    private static PricingProblem Problem(Sku[] skus, int most, double[] money, double today = .24)
    {
        var problem = skus.Problem();
        double[] current = [.. Enumerable.Range(0, skus.Length).Select(i => Math.Clamp(today, problem.FeasibleMd(i).Low, problem.FeasibleMd(i).High))];
        return problem.OnSteps(new()
        {
            Step = Step,
            Current = current,
            Budgets = money.Length == 0 ? null : [.. skus.Select((_, i) => i % money.Length)],
            Limits = new(most, money, [.. money.Select((_, k) => $"C{k}")]),
        });
    }

    /// <summary>The sums of every plan that keeps the side limits.</summary>
    private static IEnumerable<Totals> Plans(ChoiceTable t)
    {
        IEnumerable<(Totals Sums, int Changes, double[] Spent)> plans = [(default, 0, new double[t.Limits.Allowed.Length])];
        for (var block = 0; block < t.Blocks; block++)
        {
            var b = block;
            plans = plans.SelectMany(p => Enumerable.Range(t.Starts[b], t.Starts[b + 1] - t.Starts[b]).Select(c => (
                new Totals(p.Sums.Demand + t.Demand[c], p.Sums.Sales + t.Sales[c], p.Sums.ListSales + t.ListSales[c]), p.Changes + t.Changes[c],
                p.Spent.Select((s, k) => k == t.Budgets[b] ? s + t.Spend[c] : s).ToArray())));
        }
        return plans.Where(p => p.Changes <= t.Limits.MostChanges && p.Spent.Zip(t.Ceilings).All(x => x.First <= x.Second)).Select(p => p.Sums);
    }

    private static readonly Gen<Sku[]> Small = Instances.Plain(1, 5);

    [Fact]
    public void Solve_ChangesAndBudgets_EqualBruteForceInEveryScenario() => Gen.Select(Small, Gen.Int[0, 5], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 2]).Sample((skus, most, share, money, kind) =>
    {
        var free = skus.Problem().OnSteps(new() { Step = Step });
        var all = free.Solve(Scenario.MaxDemand).Totals;
        double[] budgets = kind == 0 ? [] : [money * .5 * (all.ListSales - all.Demand), (1 - money) * .5 * (all.ListSales - all.Demand)];
        var problem = Problem(skus, kind == 1 ? int.MaxValue : most, budgets);
        var plans = Plans(problem.Table!).ToArray();
        if (problem.Table!.Impossible is not null)
        {
            Assert.True(plans.Length == 0, problem.Table.Impossible);
            Assert.All(ScenarioNames.All, s => Assert.Equal(ScenarioStatus.Infeasible, problem.Solve(s).Status));
            return;
        }
        var brute = new BestPlans(plans, problem.Inventory);
        StepBruteForceTests.Check(problem, brute, problem.Natural(share));
    }, iter: 150);

    [Fact]
    public void Bound_AnyPrices_NoPlanPassesIt() => Gen.Select(Small, Gen.Int[0, 5], Gen.Double[-1, 1], Gen.Double[-9, 9], Gen.Double[-1, 1], Gen.Double[.2, .8]).Sample((skus, most, d, s, r, money) =>
    {
        var free = skus.Problem().OnSteps(new() { Step = Step }).Solve(Scenario.MaxDemand).Totals;
        var problem = Problem(skus, most, [money * (free.ListSales - free.Demand)]);
        if (problem.Table!.Impossible is not null) return;
        var w = new Weights(d, s, r);
        var pass = new ChoicePasses(problem.Table, 1, TestContext.Current.CancellationToken).At(w);
        var best = Plans(problem.Table).Max(p => w.Of(p));
        Assert.True(pass.Value >= best - 1e-9 * (1 + Math.Abs(best)), $"{pass.Value} < {best}");
    }, iter: 200);

    [Fact]
    public void Proof_FromThePoorestPlanAllowed_KeepsTheLimitsAndClaimsNoMoreThanIsSo() => Gen.Select(Small, Gen.Int[0, 4], Gen.Double[.1, .9]).Sample((skus, most, money) =>
    {
        var free = skus.Problem().OnSteps(new() { Step = Step }).Solve(Scenario.MaxDemand).Totals;
        var table = Problem(skus, most, [money * (free.ListSales - free.Demand)]).Table!;
        if (table.Impossible is not null) return;
        var passes = new ChoicePasses(table, 1, default);
        var goal = new SumGoal(new(1, 0, 0));
        Found Known(int[] plan) => new(plan, passes.TotalsOf(plan), goal.MeritOf(passes.TotalsOf(plan)));
        var found = new Proof(TimeSpan.FromSeconds(60), () => false, default).Improve(passes, goal, Known(table.First), Known);
        var best = Plans(table).Max(p => p.Demand);
        Assert.Equal(0, SideUse.Of(table, found.Plan).Broken(table));
        Assert.InRange(found.Merit, best * (1 - 1e-5), best * (1 + 1e-12));
        Assert.True(goal.Above(found.Merit, found.Excess) >= best * (1 - 1e-12), "more claimed than is so");
    }, iter: 40, threads: 1);

    [Fact]
    public void Bound_NoWeights_IsZero()
    {
        var table = Problem(Array.ConvertAll(Instances.Plain(3, 3).Single(), s => s with { Lower = 0, Upper = .5, Inventory = 1e9 }), 3, [0]).Table!;
        Assert.Equal(0, new ChoicePasses(table, 1, TestContext.Current.CancellationToken).At(default).Value);
    }

    [Fact]
    public void Ceilings_AreTheBudgetsButForTheLastBits()
    {
        var table = Problem(Instances.Plain(6, 6).Single(), 3, [0, 50]).Table!;
        Assert.Equal(table.Limits.Allowed[0], table.Ceilings[0], 1e-11 * table.Scale.ListSales);
        Assert.Equal(table.Limits.Allowed[1], table.Ceilings[1], 1e-11 * table.Scale.ListSales);
    }

    [Fact]
    public void Solve_AllMayChange_IsAsWithoutTheLimit()
    {
        var skus = Instances.Plain(30, 30).Single();
        var (limited, free) = (Problem(skus, 30, []), Problem(skus, int.MaxValue, []));
        foreach (var scenario in ScenarioNames.All)
            Assert.Equal(free.Solve(scenario, free.Natural(.5)).Totals, limited.Solve(scenario, limited.Natural(.5)).Totals);
    }

    [Fact]
    public void Solve_NoneMayChange_KeepsToday()
    {
        var problem = Problem(Instances.Plain(8, 8).Single(), 0, []);
        var most = problem.Solve(Scenario.MaxDemand);
        Assert.All(most.Md.Select((md, i) => (md, problem.FeasibleMd(i))), x => Assert.Equal(Math.Clamp(.24, x.Item2.Low, x.Item2.High), x.md, 1e-9));
        Assert.Equal(ScenarioStatus.Optimal, most.Status);
    }

    [Fact]
    public void Solve_MoreMustChangeThanMay_SaysHowMany()
    {
        var skus = Array.ConvertAll(Instances.Plain(4, 4).Single(), s => s with { Lower = .3, Upper = .5, Inventory = 1e9 });
        var problem = skus.Problem().OnSteps(new() { Step = .1, Current = [.1, .1, .3, .1], Limits = new(2, [], []) });
        var r = problem.Solve(Scenario.TargetMd, new(.4, 1, 1));
        Assert.Equal(ScenarioStatus.Infeasible, r.Status);
        Assert.Contains("At most 2 SKUs may change, but 3", r.Reason, StringComparison.Ordinal);
        Assert.Empty(ScenarioSolver.Front(problem, Scenario.MdAndDemand, new(.4, 1, 1), new(), TestContext.Current.CancellationToken).Points);
        Assert.Empty(MarkdownCurve.Of(problem, .3, 5, 1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Solve_BudgetOfZero_TakesNoMarkdownOrNamesTheCategory()
    {
        var skus = Array.ConvertAll(Instances.Plain(4, 4).Single(), s => s with { Lower = 0, Upper = .5, Inventory = 1e9 });
        var plan = Problem(skus, int.MaxValue, [0, 1e9], 0).Solve(Scenario.MaxDemand);
        Assert.Equal([0, 0], new[] { plan.Md[0], plan.Md[2] });
        var bound = Problem([skus[0] with { Lower = .2 }, .. skus[1..]], int.MaxValue, [0, 1e9], 0).Solve(Scenario.MaxDemand);
        Assert.Equal(ScenarioStatus.Infeasible, bound.Status);
        Assert.Contains("The budget of C0 is 0, but its markdowns cost at least", bound.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_CategoryOfOneSku_KeepsItsBudget() => Gen.Select(Instances.Plain(2, 6), Gen.Double[0, 1]).Sample((skus, share) =>
    {
        skus = Array.ConvertAll(skus, s => s with { Lower = 0, Upper = .6, Inventory = 1e9 });
        var dear = skus[0].Msrp * .6 * skus[0].Curve.Sold(.6) * share;
        var problem = skus.Problem().OnSteps(new() { Step = .05, Budgets = [0, .. Enumerable.Repeat(-1, skus.Length - 1)], Limits = new(int.MaxValue, [dear], ["only"]) });
        foreach (var scenario in ScenarioNames.All)
            if (problem.Solve(scenario, problem.Natural(.5)) is { Status: not ScenarioStatus.Infeasible } r)
                Assert.True(skus[0].Msrp * r.Md[0] * problem.SoldAt(0, r.Md[0]) <= dear * (1 + 1e-9) + 1e-9, $"{scenario}");
    }, iter: 60);
}
