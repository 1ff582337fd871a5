using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Reasons;
using RetailOpt.Core.Pricing.Reporting;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Rules;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>Plans on steps through the analysis: what is believed of them, their reasons, and the locks that stand in the way.</summary>
public sealed class StepPlanTests : IDisposable
{
    private readonly RuleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Solve_WeeksOnRawCurves_RawDemandIsTheDemandAndLiesInItsInterval()
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(), new() { Weeks = 3, Ladder = .1, Shrink = false });
        foreach (var s in result.Solution.Scenarios.Where(s => s.Md.Length > 0))
        {
            Assert.Equal(3, s.Weeks!.Count);
            Assert.Equal(s.Totals.Demand, result.RawDemandOf(s.Scenario)!.Value, 1e-9 * s.Totals.Demand);
            var interval = result.IntervalOf(s.Scenario)!.Value;
            Assert.True(interval.Low < interval.Expected && interval.Expected < interval.High);
            Assert.Equal(s.Totals.Demand, interval.Expected, 1e-6 * s.Totals.Demand);
            Assert.Equal(s.Totals.Demand, Enumerable.Range(0, 4).Sum(i => result.DemandOf(s.Scenario, i)!.Value), 1e-9 * s.Totals.Demand);
        }
        Assert.Equal(Enumerable.Range(0, 4).Sum(i => result.Model.Data.StockOver(i, 3)), result.Stock);
    }

    [Fact]
    public async Task Solve_ThreeWeeksOfPlentyOfStock_AreThreeTimesOne()
    {
        var model = await _rig.LoadAsync();
        var (one, three) = (RuleRig.Solve(model, new() { Ladder = .1 }), RuleRig.Solve(model, new() { Ladder = .1, Weeks = 3 }));
        Assert.Equal(3 * one.Solution[Scenario.MaxDemand].Totals.Demand, three.Solution[Scenario.MaxDemand].Totals.Demand, 1e-8);
        Assert.Equal(one.Solution[Scenario.MaxDemand].Md, three.Solution[Scenario.MaxDemand].Md, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [InlineData("SKU,GROUP\nA,g\nB,g\n", 1)]
    [InlineData("SKU,GROUP\nA,g\n", 1)]
    [InlineData("SKU,GROUP\nA,g\nB,g\n", 3)]
    public async Task Reason_OnSteps_NamesAnotherChoiceAndWhatItCostsTheGroup(string groups, int weeks)
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(("groups", groups)), new() { Ladder = .1, Weeks = weeks });
        var members = groups.Contains('B', StringComparison.Ordinal) ? 2 : 1;
        var (reason, md) = (SkuReason.Of(result, Scenario.MaxDemand, 0)!, result.Solution[Scenario.MaxDemand].Md[0]);
        double Worth(double at) => Enumerable.Range(0, members).Sum(i => result.Problem.SumsAt(i, at).Demand);
        double[] others = [.. Enumerable.Range(0, 6).Select(k => k / 10.0).Where(at => Math.Abs(at - md) > 1e-6)];
        Assert.Equal(others.MaxBy(Worth), reason.NextMd!.Value, 1e-12);
        Assert.Equal(Worth(md) - others.Max(Worth), reason.Regret!.Value, 1e-8);
    }

    [Fact]
    public async Task Reason_OfALockedSkuOnSteps_NamesAStep()
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(("lock", "SKU,MD\nA,.23\n")), new() { Ladder = .1 });
        var reason = SkuReason.Of(result, Scenario.MaxDemand, 0)!;
        Assert.Equal(.23, reason.Md);
        Assert.Contains(reason.NextMd!.Value, new[] { 0, .1, .2, .3, .4, .5 });
    }

    [Fact]
    public async Task Solve_LockOfAGroupOutOfReachOnSteps_TellsTheRangeWithoutIt()
    {
        var model = await _rig.LoadAsync(("groups", "SKU,GROUP\nA,g\nB,g\n"), ("lock", "SKU,MD\nA,.1\nC,.1\n"));
        var options = new PricingOptions { Ladder = .1, TargetMd = .45 };
        var reason = RuleRig.Solve(model, options).Solution[Scenario.TargetMd].Reason!;
        var (withoutA, withoutC) = (await Most("C"), await Most("A"));
        var (name, most) = withoutA > withoutC ? ("A", withoutA) : ("C", withoutC);
        Assert.Contains(FormattableString.Invariant($"Without the lock on SKU {name} (MD 0.1) it could be up to {Math.Floor(most * 1e4) / 1e4:0.####}; without any lock, 0.5."), reason, StringComparison.Ordinal);

        async Task<double> Most(string locked)
        {
            var other = await _rig.LoadAsync(("groups", "SKU,GROUP\nA,g\nB,g\n"), ("lock", $"SKU,MD\n{locked},.1\n"));
            return RuleRig.Solve(other, options).Solution[Scenario.TargetMd].Attainable!.Value.High;
        }
    }

    [Fact]
    public async Task Report_LadderOutsideASkusBounds_IsFlaggedAndCounted()
    {
        var model = await _rig.LoadAsync();
        var report = RuleRig.Report(model, new() { Ladder = .3, Endings = "9.99" });
        // prices of 5 to 13 hold 9.99 for list prices of 10 and more: every SKU has one
        Assert.DoesNotContain(report.Notices, n => n.Text.Contains("OFF_LADDER", StringComparison.Ordinal));
        var off = RuleRig.Report(model, new() { Endings = "99.99" });
        Assert.Contains(off.Notices, n => n.Count == 4 && n.Text.Contains(SkuRemarks.OffLadder, StringComparison.Ordinal));
    }
}
