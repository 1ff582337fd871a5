using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Reasons;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Rules;

namespace RetailOpt.Tests.Core.Pricing.Reasons;

/// <summary>Reasons where markdowns come out of a list: the next best is another step, for a group it is the whole group's.</summary>
public sealed class StepReasonTests : IDisposable
{
    private const string Groups = "SKU,GROUP\nA,g\nC,g\n";
    private readonly RuleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private static SkuReason[] Reasons(PricingResult result, Scenario scenario) =>
        [.. Enumerable.Range(0, result.Model.Data.Count).Select(i => SkuReason.Of(result, scenario, i)!)];

    private static bool IsStep(double md, double step) => Math.Abs(md / step - Math.Round(md / step)) < 1e-9;

    [Fact]
    public async Task Of_Ladder_NextBestIsTheBestOtherStepAtThePlansPrices()
    {
        var model = await _rig.LoadAsync();
        foreach (var md in new[] { .12, .2, .31 })
        {
            var result = RuleRig.Solve(model, new() { Ladder = .05, TargetMd = md });
            foreach (var scenario in ScenarioNames.All.Where(s => result.Solution[s].Md.Length > 0))
            {
                var money = PlanPrices.Of(result.Solution[scenario], result.Problem.Inventory).Weights;
                foreach (var (reason, sku) in Reasons(result, scenario).Select((r, i) => (r, i)))
                {
                    double Value(double at) => money.Of(result.Problem.SumsAt(sku, at));
                    var others = Enumerable.Range(0, 11).Select(k => Math.Round(k * .05, 12)).Where(s => Math.Abs(s - reason.Md) > 1e-9).ToArray();
                    if (double.IsNaN(Value(0))) { Assert.Null(reason.Regret); continue; }
                    Assert.Equal(Value(reason.Md) - others.Max(Value), reason.Regret!.Value, 1e-6);
                    Assert.Contains(others, o => Math.Abs(o - reason.NextMd!.Value) < 1e-12);
                    Assert.True(reason.Regret > -1e-6 || reason.Binding == Binding.Steps, $"{scenario.Key()}: {reason}");
                }
            }
        }
    }

    [Fact]
    public async Task Of_Ladder_NamesStepsAndEnds()
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(), new() { Ladder = .1 });
        Assert.All(Reasons(result, Scenario.MaxWeightedMd), r => Assert.Equal((.5, "UPPER_BOUND"), (r.Md, r.Binding.Key())));
        Assert.All(Reasons(result, Scenario.MinWeightedMd), r => Assert.Equal((0, "LOWER_BOUND"), (r.Md, r.Binding.Key())));
        Assert.All(Reasons(result, Scenario.TargetMd).Where(r => r.Md is > .05 and < .45), r => Assert.True(r.Binding is Binding.Step or Binding.Steps));
    }

    [Fact]
    public async Task Of_Group_SpeaksForAllItsSkus()
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(("groups", Groups)), new() { TargetMd = .2 });
        var reasons = Reasons(result, Scenario.TargetMd);
        Assert.Equal((reasons[0].Md, reasons[0].NextMd, reasons[0].Regret), (reasons[2].Md, reasons[2].NextMd, reasons[2].Regret));
        Assert.All([reasons[0], reasons[2]], r => Assert.True(r.Binding is Binding.Group or Binding.Steps or Binding.Lower or Binding.Upper, $"{r}"));
        var money = PlanPrices.Of(result.Solution[Scenario.TargetMd], result.Problem.Inventory).Weights;
        double Value(double md) => money.Of(result.Problem.SumsAt(0, md)) + money.Of(result.Problem.SumsAt(2, md));
        Assert.Equal(Value(reasons[0].Md) - Value(reasons[0].NextMd!.Value), reasons[0].Regret!.Value, 1e-6);
    }

    [Fact]
    public async Task Of_LockOnSteps_TellsTheStepThatTheSkuWouldTakeWithoutIt()
    {
        var model = await _rig.LoadAsync(("lock", "SKU,MD\nA,.47\n"));
        var result = RuleRig.Solve(model, new() { Ladder = .05, TargetMd = .2 });
        var reason = SkuReason.Of(result, Scenario.TargetMd, 0)!;
        Assert.Equal((.47, Binding.Locked), (reason.Md, reason.Binding));
        Assert.True(IsStep(reason.NextMd!.Value, .05) && reason.Regret < 0, $"{reason}");
        var money = PlanPrices.Of(result.Solution[Scenario.TargetMd], result.Problem.Inventory).Weights;
        double Value(double md) => money.Of(result.Problem.SumsAt(0, md));
        Assert.Equal(Value(.47) - Enumerable.Range(0, 11).Max(k => Value(k * .05)), reason.Regret!.Value, 1e-6);
    }

    [Fact]
    public async Task Of_LockInAGroup_MovesTheWholeGroupWithoutIt()
    {
        var model = await _rig.LoadAsync(("groups", Groups), ("lock", "SKU,MD\nA,.47\n"));
        var result = RuleRig.Solve(model, new() { TargetMd = .35 });
        var reason = SkuReason.Of(result, Scenario.TargetMd, 0)!;
        var money = PlanPrices.Of(result.Solution[Scenario.TargetMd], result.Problem.Inventory).Weights;
        double Value(double md) => money.Of(result.Problem.SumsAt(0, md)) + money.Of(result.Problem.SumsAt(2, md));
        Assert.Equal((.47, .47), (result.MdOf(Scenario.TargetMd, 0), result.MdOf(Scenario.TargetMd, 2)));
        Assert.Equal(Value(.47) - Enumerable.Range(0, 51).Max(k => Value(k * .01)), reason.Regret!.Value, 1e-6);
    }

    [Fact]
    public async Task Of_Weeks_ComparesPaths()
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(), new() { Ladder = .1, Weeks = 3, TargetMd = .2 });
        var reasons = Reasons(result, Scenario.TargetMd);
        Assert.All(reasons, r => Assert.True(r.Binding is Binding.Path or Binding.Steps, $"{r}"));
        Assert.All(reasons, r => Assert.True(r.NextMd is not null && (r.Regret > -1e-6 || r.Binding == Binding.Steps)));
    }

    [Fact]
    public async Task Of_LimitsThatStandInTheWay_NamesThem()
    {
        var free = RuleRig.Solve(await _rig.LoadAsync(), new() { Ladder = .1 });
        var changes = Reasons(RuleRig.Solve(free.Model, new() { Ladder = .1, MaxChanges = 1 }), Scenario.MaxDemand);
        Assert.Contains(changes, r => r is { Binding: Binding.Changes, Regret: < 0 } && r.Why.EndsWith("and break that limit.", StringComparison.Ordinal));
        var budget = Reasons(RuleRig.Solve(await _rig.LoadAsync(("budget", "CATEGORY,BUDGET\nFood,0\n")), new() { Ladder = .1 }), Scenario.MaxDemand);
        Assert.All(budget[..2], r => Assert.Equal((0, Binding.Budget), (r.Md, r.Binding)));
        Assert.DoesNotContain(budget[2..], r => r.Binding == Binding.Budget);
    }

    [Theory]
    [InlineData(.1, null)]
    [InlineData(null, Groups)]
    public async Task Explain_OnSteps_NamesTheLockWhoseReleaseHelpsMost(double? ladder, string? groups)
    {
        const string Locks = "SKU,MD\nA,0\nB,.1\nD,.05\n";
        var model = groups is null ? await _rig.LoadAsync(("lock", Locks)) : await _rig.LoadAsync(("groups", groups), ("lock", Locks));
        var options = new PricingOptions { Ladder = ladder, TargetMd = .42 };
        var reason = RuleRig.Solve(model, options).Solution[Scenario.TargetMd].Reason!;
        var ends = new Dictionary<string, double>();
        foreach (var sku in new[] { "A", "B", "D" })
        {
            var left = "SKU,MD\n" + string.Concat(Locks.Split('\n').Skip(1).Where(l => l.Length > 0 && !l.StartsWith(sku, StringComparison.Ordinal)).Select(l => l + "\n"));
            var released = groups is null ? await _rig.LoadAsync(("lock", left)) : await _rig.LoadAsync(("groups", groups), ("lock", left));
            ends[sku] = RuleRig.Solve(released, options with { TargetMd = .9 }).Solution[Scenario.TargetMd].Attainable!.Value.High;
        }
        var dearest = ends.MaxBy(e => e.Value);
        Assert.Contains(FormattableString.Invariant($"Without the lock on SKU {dearest.Key} (MD "), reason, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"up to {Math.Floor(dearest.Value * 1e4) / 1e4:0.####}; without any lock, "), reason, StringComparison.Ordinal);
    }
}
