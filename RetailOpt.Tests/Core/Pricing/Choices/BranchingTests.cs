using CsCheck;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>Gaps closed by cases: bounds hold whatever is left open, and a large SKU on the target leaves none.</summary>
public sealed class BranchingTests
{
    [Fact]
    public void Improve_FewPlansSeen_BoundIsNeverBelowTheBestOfAllPlans()
    {
        var (better, closed) = (0, 0);
        Gen.Select(Instances.Plain(2, 5), Gen.Double[.02, .98], Gen.Int[1, 8]).Sample((skus, share, plans) =>
        {
            var table = skus.Problem().OnSteps(new() { Step = .1 }).Table!;
            var passes = new ChoicePasses(table, 1, default);
            Weights money = new(1, 0, 0), units = new(0, 1, 0);
            double Level(Weights w) => w.Of(passes.At(new(-w.Demand, -w.Sales, -w.ListSales)).Totals) * (1 - share) + w.Of(passes.At(w).Totals) * share - StepTargets.Near * w.Of(table.Scale);
            foreach (var row in new[] { new Row(units, Level(units)), new Row(money, Level(money)) })
                foreach (var ease in new[] { Easing.Most(row.Weights == units ? money : new(0, 0, -1), row), Easing.Paid(row, .8) })
                {
                    var root = ease(passes, 0, double.PositiveInfinity);
                    var start = new Nearby(passes, root.Goal, plans).From([passes.Plan(row.Weights)])!;
                    var (best, bound) = new Branching(passes, row, ease, plans).Improve(root, start);
                    var most = All(table).Max(p => root.Goal.MeritOf(passes.TotalsOf(p)));
                    var noise = 1e-12 * Math.Abs(most);
                    Assert.True(bound >= most - noise, $"bound {bound} is below {most}");
                    Assert.True(best.Merit >= start.Merit && best.Merit <= most + noise);
                    Assert.Equal(best.Merit, root.Goal.MeritOf(passes.TotalsOf(best.Plan)), noise);
                    if (best.Merit > start.Merit) Interlocked.Increment(ref better);
                    if (!start.IsProven && bound <= best.Merit + 1e-9 * Math.Abs(most)) Interlocked.Increment(ref closed);
                }
        }, iter: 300);
        Assert.True(better > 20 && closed > 100, $"{better} better, {closed} closed");
    }

    [Fact]
    public void Solve_LargeSkuOnTheTarget_LeavesNoGap()
    {
        var random = new Random(7);
        Sku Of(double size) => new(5 + 40 * random.NextDouble(), 0, .5, 1e9, new(CurveMethod.Exp, size * (10 + 20 * random.NextDouble()), 1 + 3 * random.NextDouble()));
        Sku[] skus = [.. Enumerable.Range(0, 300).Select(_ => Of(1)), Of(5_000)];
        var problem = skus.Problem().OnSteps(new() { Step = .025 });
        foreach (var share in new[] { .2, .45, .7 })
        {
            var targets = problem.Natural(share);
            foreach (var scenario in new[] { Scenario.TargetMd, Scenario.TargetDemand, Scenario.TargetInventory })
                Assert.True(problem.Solve(scenario, targets) is { Gap: <= 1e-9 } r, $"{scenario} at {share}: {problem.Solve(scenario, targets).Gap}");
        }
    }

    private static IEnumerable<int[]> All(ChoiceTable table)
    {
        IEnumerable<int[]> plans = [[]];
        for (var b = 0; b < table.Blocks; b++)
        {
            var (from, count) = (table.Starts[b], table.Starts[b + 1] - table.Starts[b]);
            plans = plans.SelectMany(p => Enumerable.Range(from, count).Select(c => (int[])[.. p, c]));
        }
        return plans;
    }
}
