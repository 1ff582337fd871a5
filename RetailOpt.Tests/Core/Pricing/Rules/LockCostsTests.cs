using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Rules;

/// <summary>Locks that keep a target out of reach: the range that is left, and the lock that costs most.</summary>
public sealed partial class LockCostsTests : IDisposable
{
    private readonly RuleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [GeneratedRegex(@"Without the lock on SKU (\w+) \(MD ([\d.]+)\) it could be (up|down) to ([\d.,]+?)(; without any lock, ([\d.,]+?))?\.$")]
    private static partial Regex Told();

    [Fact]
    public async Task Solve_LocksThatMakeATargetUnattainable_NamesTheRangeAndTheDearestLock()
    {
        var model = await _rig.LoadAsync(("lock", "SKU,MD\nA,0\nB,0\nC,0\n"));
        var scenario = RuleRig.Solve(model, new() { TargetMd = .4 }).Solution[Scenario.TargetMd];
        Assert.Equal(ScenarioStatus.Infeasible, scenario.Status);
        Assert.StartsWith("No plan has this weighted markdown: it can be from 0 to ", scenario.Reason, StringComparison.Ordinal);
        Assert.Matches(Told(), scenario.Reason!);
        Assert.Contains("; without any lock, 0.5", scenario.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Solve_TargetOutOfReachWithoutLocksToo_BlamesNoLock()
    {
        var model = await _rig.LoadAsync(("lock", "SKU,MD\nA,0\n"));
        Assert.EndsWith(".", RuleRig.Solve(model, new() { TargetMd = .9 }).Solution[Scenario.TargetMd].Reason!, StringComparison.Ordinal);
        Assert.DoesNotContain("Without", RuleRig.Solve(model, new() { TargetMd = .9 }).Solution[Scenario.TargetMd].Reason!, StringComparison.Ordinal);
    }

    /// <summary>Every lock is let go in turn and the problem is solved anew: the lock named is the one that lets the target come nearest.</summary>
    [Theory]
    [InlineData(Scenario.TargetMd)]
    [InlineData(Scenario.TargetDemand)]
    [InlineData(Scenario.TargetInventory)]
    public async Task Explain_AgainstEveryReleaseInTurn_NamesTheLockThatCostsMost(Scenario scenario)
    {
        var model = await _rig.LoadAsync();
        var open = Attainable(model, null, scenario);
        var named = 0;
        Gen.Select(Gen.Double[0, .5].Array[4], Gen.Bool).Sample((mds, high) =>
        {
            (string Sku, double? Md)[] locks = [.. mds.Select((md, i) => (model.Data.Skus[i], (double?)md))];
            var target = high ? open.High - 1e-6 * (open.High - open.Low) : open.Low + 1e-6 * (open.High - open.Low);
            var result = RuleRig.Solve(model, Options(scenario, target) with { Locks = LockText.Format(locks) }).Solution[scenario];
            if (result.Status != ScenarioStatus.Infeasible) return;
            var told = Told().Match(result.Reason!);
            Assert.True(told.Success, result.Reason);
            var up = target > result.Attainable!.Value.High;
            Assert.Equal(up ? "up" : "down", told.Groups[3].Value);
            var ends = locks.Select(l => Attainable(model, LockText.Format(locks.Where(o => o != l)), scenario)).Select(r => up ? r.High : r.Low).ToArray();
            var best = up ? ends.Max() : ends.Min();
            Assert.Equal(best, double.Parse(told.Groups[4].Value, CultureInfo.InvariantCulture), scenario == Scenario.TargetMd ? 1.1e-4 : .011);
            Assert.Equal(best, ends[Array.IndexOf(model.Data.Skus, told.Groups[1].Value)], 1e-6 * Math.Abs(best));
            named++;
        }, iter: 100, threads: 1);
        Assert.True(named > 50);
    }

    private static PricingOptions Options(Scenario scenario, double target) => new()
    {
        TargetMd = scenario == Scenario.TargetMd ? target : .2,
        TargetDemand = scenario == Scenario.TargetDemand ? target : 1000,
        TargetInventory = scenario == Scenario.TargetInventory ? target : 1000,
    };

    private static Span Attainable(PricingModel model, string? locks, Scenario scenario) =>
        RuleRig.Solve(model, Options(scenario, scenario == Scenario.TargetMd ? .99 : 1e12) with { Locks = locks }).Solution[scenario].Attainable!.Value;
}
