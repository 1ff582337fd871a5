using CsCheck;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Reasons;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Rules;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Reasons;

/// <summary>Reasons against their meaning: multipliers against plans at the next target, regrets against the plan itself.</summary>
public sealed class SkuReasonTests : IDisposable
{
    private readonly RuleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    /// <summary>A point's worth is the slope of the best demand at each weighted markdown.</summary>
    [Fact]
    public void PointWorth_OfTargetMd_IsTheSlopeOfDemand() => Gen.Select(Instances.Plain(20, 40), Gen.Double[.2, .8]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        const double h = 1e-5;
        double DemandAt(double x) => problem.Solve(Scenario.TargetMd, targets with { WeightedMd = x }).Totals.Demand;
        var worth = PlanPrices.Of(problem.Solve(Scenario.TargetMd, targets), problem.Inventory).PointWorth!.Value;
        var (below, above) = ((DemandAt(targets.WeightedMd) - DemandAt(targets.WeightedMd - h)) / h * .01, (DemandAt(targets.WeightedMd + h) - DemandAt(targets.WeightedMd)) / h * .01);
        Assert.InRange(worth, above - .02 * Math.Abs(above), below + .02 * Math.Abs(below));
    }, iter: 50);

    /// <summary>TGT_DEMAND trades along the same curve, asked the other way round.</summary>
    [Fact]
    public void PointWorth_OfTargetDemand_IsThatOfTheSamePlanAsTargetMd() => Gen.Select(Instances.Plain(20, 40), Gen.Double[.2, .8]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var byMd = problem.Solve(Scenario.TargetMd, problem.Natural(share));
        var byDemand = problem.Solve(Scenario.TargetDemand, new(.2, byMd.Totals.Demand, 0));
        var (a, b) = (PlanPrices.Of(byMd, problem.Inventory), PlanPrices.Of(byDemand, problem.Inventory));
        Assert.Equal(1, b.PointWorth!.Value / a.PointWorth!.Value, 1e-5);
        Assert.Equal(1, b.Weights.Demand / a.Weights.Demand, 1e-5);
    }, iter: 50);

    /// <summary>Of TGT_INV, one percent of the inventory more to be left saves markdown money at the plan's own paid share.</summary>
    [Fact]
    public void PointWorth_OfTargetInventory_IsTheSlopeOfMarkdownMoney() => Gen.Select(Instances.Plain(20, 40), Gen.Double[.2, .8]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        var h = 1e-6 * problem.Inventory;
        var plan = problem.Solve(Scenario.TargetInventory, targets);
        var more = problem.Solve(Scenario.TargetInventory, targets with { Inventory = targets.Inventory + h });
        var paid = plan.Totals.Demand / plan.Totals.ListSales;
        var slope = (more.Totals.Demand - paid * more.Totals.ListSales - (plan.Totals.Demand - paid * plan.Totals.ListSales)) / h;
        Assert.Equal(slope * .01 * problem.Inventory, PlanPrices.Of(plan, problem.Inventory).PointWorth!.Value, .02 * Math.Abs(slope) * .01 * problem.Inventory);
    }, iter: 50);

    [Fact]
    public void PointWorth_WhereMarkdownDoesNotTradeForDemand_IsNothingOrUndefined() => Instances.Plain(5, 20).Sample(skus =>
    {
        var problem = skus.Problem();
        Assert.Equal(0, PlanPrices.Of(problem.Solve(Scenario.MaxDemand), problem.Inventory).PointWorth);
        Assert.Null(PlanPrices.Of(problem.Solve(Scenario.MinWeightedMd), problem.Inventory).PointWorth);
        Assert.Null(PlanPrices.Of(problem.Solve(Scenario.MaxWeightedMd), problem.Inventory).PointWorth);
    }, iter: 50);

    /// <summary>No SKU would gain by another markdown at the plan's prices but the one that meets the target.</summary>
    [Fact]
    public async Task Regret_InEveryScenario_IsNoGainButWhereTheTargetIsMet()
    {
        var model = await _rig.LoadAsync();
        Gen.Select(Gen.Double[.05, .35], Gen.Double[.2, .8]).Sample((md, share) =>
        {
            var result = Solve(model, md, share);
            foreach (var scenario in ScenarioNames.All.Where(s => result.Solution[s].Md.Length > 0))
            {
                var reasons = Enumerable.Range(0, model.Data.Count).Select(i => SkuReason.Of(result, scenario, i)!).ToArray();
                Assert.All(reasons, r => Assert.True(r.Regret is null or > -1e-6 || r.Binding == Binding.Target, $"{scenario.Key()}: {r}"));
                Assert.True(reasons.Count(r => r.Binding == Binding.Target) <= 1);
                Assert.All(reasons, r => Assert.EndsWith(".", r.Why, StringComparison.Ordinal));
            }
        }, iter: 20, threads: 1);
    }

    /// <summary>Once the other SKUs have made up for a move's markdown, the demand lost is never less than its regret.</summary>
    [Fact]
    public void Regret_OfTargetMd_BoundsTheDemandLostFromBelow() => Gen.Select(Instances.Plain(2, 60), Gen.Double[.3, .7], Gen.Int[0, 59]).Sample((skus, share, place) =>
    {
        var (problem, targets) = (skus.Problem(), skus.Problem().Natural(share));
        var plan = problem.Solve(Scenario.TargetMd, targets);
        if (RegretAndLoss(skus, plan, targets, place % skus.Length) is not { } both) return;
        Assert.True(both.Lost >= both.Regret - 1e-9 * plan.Totals.Demand, $"{both}");
    }, iter: 200);

    /// <summary>Among many SKUs of a size it is hardly more: a regret is the demand lost at the same weighted markdown.</summary>
    [Fact]
    public void Regret_AmongManySkus_IsTheDemandLostAtTheSameMarkdown()
    {
        var random = new Random(11);
        Sku[] skus = [.. Enumerable.Range(0, 400).Select(i => new Sku(10 + 10 * random.NextDouble(), 0, .6, 1000, new((CurveMethod)(i % 3), 10 + i % 3, i % 3 == 1 ? 1.5 + random.NextDouble() : 20 + 10 * random.NextDouble())))];
        skus = [.. skus.Select(s => s.Curve.Method == CurveMethod.Linear ? s with { Curve = new(CurveMethod.Linear, s.Curve.B, s.Curve.A) } : s)];
        var targets = skus.Problem().Natural(.5);
        var plan = skus.Problem().Solve(Scenario.TargetMd, targets);
        for (var moved = 0; moved < 30; moved++)
        {
            var (regret, lost) = RegretAndLoss(skus, plan, targets, moved)!.Value;
            Assert.InRange(lost, .999 * regret, 1.05 * regret);
        }
    }

    /// <summary>Moves one SKU: what the plan's multipliers say it costs, and what it costs when all is planned anew; null where no plan is left.</summary>
    private static (double Regret, double Lost)? RegretAndLoss(Sku[] skus, ScenarioResult plan, PricingTargets targets, int moved)
    {
        var problem = skus.Problem();
        var md = plan.Md[moved] > skus[moved].Lower + .05 ? plan.Md[moved] - .05 : problem.FeasibleMd(moved).High;
        var weights = PlanPrices.Of(plan, 0).Weights;
        var anew = skus.Select((s, i) => i == moved ? s with { Lower = md, Upper = md } : s).ToArray().Problem().Solve(Scenario.TargetMd, targets);
        return anew.Md.Length == 0 ? null : (weights.Of(Sums(plan.Md[moved])) - weights.Of(Sums(md)), plan.Totals.Demand - anew.Totals.Demand);

        Totals Sums(double at)
        {
            double sold = problem.SoldAt(moved, at), list = skus[moved].Msrp * sold;
            return new(list * (1 - at), sold, list);
        }
    }

    [Fact]
    public async Task Of_LockedSkus_TellsWhatTheLockCosts()
    {
        var model = await _rig.LoadAsync(("lock", "SKU,MD\nA,.45\nB,\n"));
        var result = RuleRig.Solve(model, new() { TargetMd = .2 });
        var (locked, kept) = (SkuReason.Of(result, Scenario.TargetMd, 0)!, SkuReason.Of(result, Scenario.TargetMd, 1)!);
        Assert.Equal((Binding.Locked, Binding.AsIs), (locked.Binding, kept.Binding));
        Assert.True(locked.Regret < 0);
        Assert.StartsWith("Locked at 45% off; one point ", locked.Why, StringComparison.Ordinal);
        Assert.Contains("without the lock it would be ", locked.Why, StringComparison.Ordinal);
        var free = RuleRig.Solve(model, new() { TargetMd = .2, Locks = "A=" + locked.NextMd!.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) });
        Assert.True(free.Solution[Scenario.TargetMd].Totals.Demand > result.Solution[Scenario.TargetMd].Totals.Demand);
    }

    [Theory]
    [InlineData("A=.1", .1, "LOCKED")]
    [InlineData(null, .5, "UPPER_BOUND")]
    public async Task Of_MaxDemand_NamesWhatBinds(string? locks, double md, string binding)
    {
        var result = RuleRig.Solve(await _rig.LoadAsync(), new() { Locks = locks });
        var reason = SkuReason.Of(result, Scenario.MaxWeightedMd, 0)!;
        Assert.Equal((md, binding), (reason.Md, reason.Binding.Key()));
    }

    [Fact]
    public async Task Of_InfeasibleScenario_IsNull() =>
        Assert.Null(SkuReason.Of(RuleRig.Solve(await _rig.LoadAsync(), new() { TargetMd = .9 }), Scenario.TargetMd, 0));

    [Theory]
    [InlineData(Binding.Upper, 1240.0, .25, 310.0, "30% off, the most its bound allows; one point more over all would bring 1,240; at 25% the plan would lose 310.")]
    [InlineData(Binding.Inner, -12.5, .31, .001, "30% off, the best within its bounds; one point less over all would bring 12.50; 31% off would be as good.")]
    [InlineData(Binding.Stock, 0.0, null, null, "30% off, where its stock ends; more markdown over all would bring nothing.")]
    [InlineData(Binding.Target, null, .4, -3.0, "30% off, where the plan meets its target exactly; at 40% it would gain 3.00 and miss the target.")]
    [InlineData(Binding.Locked, null, .4, -300.0, "Locked at 30% off; without the lock it would be 40% off and the plan would gain 300.")]
    public void Why_ReadsAsOneSentence(Binding binding, double? worth, double? next, double? regret, string sentence) =>
        Assert.Equal(sentence, ReasonText.Of(Scenario.TargetMd, .3, binding, worth, next, regret));

    private static PricingResult Solve(PricingModel model, double md, double share)
    {
        var first = RuleRig.Solve(model, new() { TargetMd = md });
        var (low, high) = (first.Solution[Scenario.MinWeightedMd], first.Solution[Scenario.MaxDemand]);
        return RuleRig.Solve(model, new()
        {
            TargetMd = md,
            TargetDemand = low.Totals.Demand + share * (high.Totals.Demand - low.Totals.Demand),
            TargetInventory = low.Inventory + share * (high.Inventory - low.Inventory),
        });
    }
}
