using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>No plan on a fine grid is better than ours, and one of them is nearly as good.</summary>
public sealed class BruteForceTests
{
    private static readonly int[] Steps = [0, 4000, 300, 50, 20];

    [Fact]
    public void Singles_WildProblems_GridIsNeverBetter() => Instances.Wild(1, 4).Sample(skus =>
    {
        var problem = skus.Problem();
        var plans = GridOracle.Plans(problem, skus, Steps[skus.Length]).Where(p => p.ListSales > 1e-9).ToList();
        if (plans.Count == 0) return;
        var demand = problem.Solve(Scenario.MaxDemand).Totals.Demand;
        Assert.InRange(plans.Max(p => p.Demand), .95 * demand, demand * (1 + 1e-12));
        var least = problem.Solve(Scenario.MinWeightedMd);
        Assert.InRange(least.Totals.WeightedMd, double.MinValue, plans.Min(p => p.WeightedMd) + 1e-9);
        Assert.True(least.Gap <= 1e-9, $"gap {least.Gap}");
        var most = problem.Solve(Scenario.MaxWeightedMd);
        Assert.InRange(most.Totals.WeightedMd, plans.Max(p => p.WeightedMd) - 1e-9, 1);
        Assert.True(most.Gap <= 1e-9, $"gap {most.Gap}");
    }, iter: 100);

    [Fact]
    public void Targets_PlainProblems_GridIsNeverBetter() => Gen.Select(Instances.Plain(1, 4), Gen.Double[.05, .95]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        if (problem.Solve(Scenario.MaxDemand).Totals.WeightedMd - problem.Solve(Scenario.MinWeightedMd).Totals.WeightedMd < .03) return;
        var plans = GridOracle.Plans(problem, skus, Steps[skus.Length]);
        var md = problem.Solve(Scenario.TargetMd, targets);
        Assert.True(plans.Where(p => p.WeightedMd <= targets.WeightedMd).Max(p => p.Demand) is var most && most <= md.Totals.Demand * (1 + 1e-9) && most > .9 * md.Totals.Demand);
        var demand = problem.Solve(Scenario.TargetDemand, targets);
        Assert.InRange(plans.Where(p => p.Demand >= targets.Demand).Min(p => p.WeightedMd), demand.Totals.WeightedMd - 1e-9, demand.Totals.WeightedMd + .05);
        var sales = problem.Inventory - targets.Inventory;
        var inventory = problem.Solve(Scenario.TargetInventory, targets);
        Assert.InRange(plans.Where(p => p.Sales >= sales).Min(p => p.WeightedMd), inventory.Totals.WeightedMd - 1e-9, inventory.Totals.WeightedMd + .05);
        Assert.All([md, demand, inventory], r => Assert.Equal(ScenarioStatus.Optimal, r.Status));
    }, iter: 150);

    [Fact]
    public void Compromises_PlainProblems_GridIsNeverBetter() => Gen.Select(Instances.Plain(1, 4), Gen.Double[.05, .95]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        var plans = GridOracle.Plans(problem, skus, Steps[skus.Length]);
        var sales = problem.Inventory - targets.Inventory;
        Check(Scenario.MdAndDemand, p => p.Sales >= sales * (1 - 1e-9), md: true, demand: true, units: false);
        Check(Scenario.DemandAndInventory, p => p.WeightedMd <= targets.WeightedMd + 1e-9, md: false, demand: true, units: true);
        Check(Scenario.MdAndInventory, p => p.Demand >= targets.Demand * (1 - 1e-9), md: true, demand: false, units: true);
        Check(Scenario.MdDemandAndInventory, _ => true, md: true, demand: true, units: true);

        void Check(Scenario scenario, Func<Totals, bool> keeps, bool md, bool demand, bool units)
        {
            var ours = problem.Solve(scenario, targets);
            var kept = plans.Where(keeps).ToList();
            if (ours.Status == ScenarioStatus.Degenerate) return;
            Assert.Equal(ScenarioStatus.Optimal, ours.Status);
            Assert.True(keeps(ours.Totals), $"{scenario} breaks its limit");
            Assert.DoesNotContain(kept, p => Dominates(p, ours.Totals, md, demand, units));
            var optima = new List<Totals>();
            if (md) optima.Add(kept.MinBy(p => p.WeightedMd));
            if (demand) optima.Add(kept.MaxBy(p => p.Demand));
            if (units) optima.Add(kept.MaxBy(p => p.Sales));
            double Worst(Totals p) => Math.Max(md ? Instances.Loss(p.WeightedMd, optima.Min(o => o.WeightedMd), optima.Max(o => o.WeightedMd)) : 0, Math.Max(
                demand ? Instances.Loss(p.Demand, optima.Max(o => o.Demand), optima.Min(o => o.Demand)) : 0,
                units ? Instances.Loss(p.Sales, optima.Max(o => o.Sales), optima.Min(o => o.Sales)) : 0));
            // the grid's own payoff table is coarse
            bool Wide(Func<Totals, double> of) => optima.Max(of) - optima.Min(of) > .02 * optima.Max(of);
            if (skus.Length <= 2 && Wide(o => o.WeightedMd) && Wide(o => o.Demand) && Wide(o => o.Sales))
                Assert.True(Worst(ours.Totals) <= kept.Min(Worst) + .05, $"{scenario}: {Worst(ours.Totals)} against {kept.Min(Worst)}");
        }
    }, iter: 100);

    private static bool Dominates(Totals p, Totals ours, bool md, bool demand, bool units) =>
        (!md || p.WeightedMd < ours.WeightedMd - 1e-8) && (!demand || p.Demand > ours.Demand * (1 + 1e-8)) && (!units || p.Sales > ours.Sales * (1 + 1e-8));
}
