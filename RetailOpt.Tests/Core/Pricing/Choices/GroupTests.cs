using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>SKUs that share a markdown, and those that cannot.</summary>
public sealed class GroupTests
{
    private static Sku Of(double msrp, double lower, double upper, double lift = 3) => new(msrp, lower, upper, 1000, new(CurveMethod.Exp, 20, lift));

    private static readonly Sku[] Three = [Of(10, 0, .5, 2), Of(20, .1, .4), Of(15, 0, .6, 4)];

    [Fact]
    public void OnSteps_Group_SharesOneMarkdownInEveryScenario()
    {
        var problem = Three.Problem().OnSteps(new() { Step = .05, Groups = [0, 0, -1] });
        var targets = problem.Natural(.5);
        foreach (var scenario in ScenarioNames.All)
        {
            var r = problem.Solve(scenario, targets);
            Assert.Equal(r.Md[0], r.Md[1]);
            Assert.InRange(r.Md[0], .1, .4);
            Assert.Equal(Enumerable.Range(0, 3).Sum(i => problem.SoldAt(i, r.Md[i])), r.Totals.Sales, 1e-9);
        }
        Assert.Empty(problem.Notes.Groups);
    }

    [Fact]
    public void OnSteps_Group_IsTheBestOfAllSharedPlans()
    {
        var problem = Three.Problem().OnSteps(new() { Step = .05, Groups = [0, 0, 0] });
        var best = Enumerable.Range(2, 7).Max(k => Enumerable.Range(0, 3).Sum(i => problem.SumsAt(i, .05 * k).Demand));
        Assert.Equal(best, problem.Solve(Scenario.MaxDemand).Totals.Demand, 1e-9);
    }

    [Fact]
    public void OnSteps_GroupWithoutACommonMarkdown_IsToldAndPlannedAlone()
    {
        Sku[] skus = [Of(10, 0, .2), Of(10, .3, .5), Of(10, 0, .5)];
        var problem = skus.Problem().OnSteps(new() { Step = .1, Groups = [0, 0, -1] });
        var note = Assert.Single(problem.Notes.Groups);
        Assert.Equal(GroupFault.NothingCommon, note.Fault);
        Assert.Equal([0, 1], note.Skus);
        Assert.True(problem.FlagsOf(0).HasFlag(SkuFlags.GroupSplit) && problem.FlagsOf(1).HasFlag(SkuFlags.GroupSplit));
        Assert.Equal(SkuFlags.None, problem.FlagsOf(2));
        Assert.Equal([.2, .5, .5], problem.Solve(Scenario.MaxDemand).Md);
    }

    [Fact]
    public void OnSteps_GroupWithALockedMember_TakesTheLock()
    {
        Sku[] skus = [Of(10, .23, .23), Of(10, .1, .5), Of(10, 0, .3)];
        var problem = skus.Problem().OnSteps(new() { Step = .1, Groups = [0, 0, 0], IsLocked = i => i == 0 });
        Assert.Equal([.23, .23, .23], problem.Solve(Scenario.MaxDemand).Md);
        Assert.Empty(problem.Notes.Groups);
        Assert.Equal(SkuFlags.None, problem.FlagsOf(1));
    }

    [Fact]
    public void OnSteps_LockOutOfReachOfTheGroup_IsToldAndTheOthersShare()
    {
        Sku[] skus = [Of(10, .6, .6), Of(10, .1, .5), Of(10, 0, .3)];
        var problem = skus.Problem().OnSteps(new() { Step = .1, Groups = [0, 0, 0], IsLocked = i => i == 0 });
        Assert.Equal(GroupFault.LockApart, Assert.Single(problem.Notes.Groups).Fault);
        Assert.Equal([.6, .3, .3], problem.Solve(Scenario.MaxDemand).Md);
    }

    [Fact]
    public void OnSteps_GroupAcrossBudgets_SharesWithinEach()
    {
        Sku[] skus = [Of(10, 0, .5), Of(10, 0, .2), Of(10, 0, .5), Of(10, 0, .4)];
        var problem = skus.Problem().OnSteps(new() { Step = .1, Groups = [0, 0, 0, 0], Budgets = [0, 0, 1, 1] });
        Assert.Equal(GroupFault.Budgets, Assert.Single(problem.Notes.Groups).Fault);
        Assert.Equal([.2, .2, .4, .4], problem.Solve(Scenario.MaxDemand).Md);
        var table = problem.Table!;
        for (var b = 0; b < table.Blocks; b++)
            for (var c = table.Starts[b]; c < table.Starts[b + 1]; c++) Assert.Equal(table.ListSales[c] - table.Demand[c], table.Spend[c]);
        Assert.Equal([0, 1], table.Budgets.Order());
    }

    [Fact]
    public void OnSteps_GroupOfOneListPrice_KeepsEndings_OfSeveral_TakesStepsAndIsTold()
    {
        Sku[] skus = [Of(12.5, 0, .5), Of(12.5, 0, .5, 2), Of(10, 0, .5), Of(20, 0, .5)];
        var problem = skus.Problem().OnSteps(new() { Step = .1, Groups = [0, 0, 1, 1], Endings = PriceEndings.Parse(".99") });
        var note = Assert.Single(problem.Notes.Groups);
        Assert.Equal((1, GroupFault.ListPrices), (note.Group, note.Fault));
        var md = problem.Solve(Scenario.MaxDemand).Md;
        Assert.Equal(.99m, Math.Round(12.5m * (1 - (decimal)md[0]), 10) % 1);
        Assert.Equal(md[0], md[1]);
        Assert.Equal(.5, md[2]);
    }

    [Fact]
    public void Changes_CountMembersThatLeaveTheirMarkdown_AndKeepingIsAChoice()
    {
        var problem = Three.Problem().OnSteps(new() { Step = .1, Groups = [0, 0, -1], Current = [.13, .2, .77] });
        var table = problem.Table!;
        var pair = Enumerable.Range(0, table.Blocks).Single(b => table.SkusOf(b).Length == 2);
        var choices = Enumerable.Range(table.Starts[pair], table.Starts[pair + 1] - table.Starts[pair]).ToDictionary(c => table.Md[c], c => table.Changes[c]);
        Assert.Equal([.1, .13, .2, .3, .4], choices.Keys);
        Assert.Equal([2, 1, 1, 2, 2], choices.Values);
        // beyond its bounds a SKU cannot stay
        Assert.All(Enumerable.Range(table.Starts[1 - pair], table.Starts[2 - pair] - table.Starts[1 - pair]), c => Assert.Equal(1, table.Changes[c]));
    }

    [Fact]
    public void OnSteps_OrderOfSkus_DoesNotMatter()
    {
        var random = new Random(3);
        Sku[] skus = [.. Enumerable.Range(0, 40).Select(_ => Of(5 + 40 * random.NextDouble(), .2 * random.NextDouble(), .3 + .3 * random.NextDouble(), 1 + 4 * random.NextDouble()))];
        int[] groups = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? -1 : i % 7)], order = [.. Enumerable.Range(0, 40).OrderBy(_ => random.Next())];
        Sku[] shuffled = [.. order.Select(i => skus[i])];
        var (a, b) = (skus.Problem().OnSteps(new() { Step = .05, Groups = groups }), shuffled.Problem().OnSteps(new() { Step = .05, Groups = [.. order.Select(i => groups[i])] }));
        foreach (var scenario in ScenarioNames.All)
        {
            var (ra, rb) = (a.Solve(scenario, a.Natural(.5)), b.Solve(scenario, b.Natural(.5)));
            Assert.Equal(ra.Totals, rb.Totals);
            Assert.Equal(order.Select(i => ra.Md[i]), rb.Md);
        }
    }
}
