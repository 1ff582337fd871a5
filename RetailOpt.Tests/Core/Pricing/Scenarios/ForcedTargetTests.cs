using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>Targets forced beyond the natural range, where a plan may have to be worse than it could be and the problem is not convex.</summary>
public sealed class ForcedTargetTests
{
    private static readonly Scenario[] Targets = [Scenario.TargetMd, Scenario.TargetDemand, Scenario.TargetInventory];

    private static PricingTargets Anywhere(PricingProblem problem, double share)
    {
        var (least, most) = (problem.Solve(Scenario.MinWeightedMd).Totals, problem.Solve(Scenario.MaxWeightedMd).Totals);
        double Between(double a, double b) => a + share * (b - a);
        var floor = problem.Skus.Floor;
        return new(Between(least.WeightedMd, most.WeightedMd), Between(floor.Demand, problem.Solve(Scenario.MaxDemand).Totals.Demand), problem.Inventory - Between(floor.Sales, problem.Skus.Scale.Sales));
    }

    [Fact]
    public void Solve_ForcedTarget_IsMetAndItsGapCertifiedByBranchAndBound() => Gen.Select(Gen.OneOf(Instances.Plain(1, 12), Instances.Wild(1, 12)), Gen.Double[.02, .98]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        if (problem.Skus.Floor.ListSales <= 0) return;
        var targets = Anywhere(problem, share);
        foreach (var scenario in Targets)
        {
            var r = problem.Solve(scenario, targets);
            if (r.Status == ScenarioStatus.Degenerate) continue;
            Assert.NotEqual(ScenarioStatus.Infeasible, r.Status);
            Assert.True(r.Gap <= 1e-6, $"{scenario}: gap {r.Gap} after {r.Passes} passes");
            if (scenario == Scenario.TargetMd) Assert.Equal(targets.WeightedMd, r.Totals.WeightedMd, 1e-9);
            if (scenario == Scenario.TargetDemand) Assert.Equal(targets.Demand, r.Totals.Demand, 1e-9 * targets.Demand);
            if (scenario == Scenario.TargetInventory) Assert.Equal(targets.Inventory, r.Inventory, Math.Max(1e-6, 1e-9 * problem.Inventory));
        }
    }, iter: 150);

    [Fact]
    public void Solve_ForcedTargetOfTwoSkus_NoPlanOnTheTargetIsBetter() => Gen.Select(Instances.Wild(2, 2), Gen.Double[.05, .95]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        if (problem.Skus.Floor.ListSales <= 0) return;
        var targets = Anywhere(problem, share);
        foreach (var scenario in Targets)
        {
            var r = problem.Solve(scenario, targets);
            foreach (var t in OnTarget(problem, skus, scenario, targets))
            {
                if (scenario == Scenario.TargetMd) Assert.True(t.Demand <= r.Totals.Demand * (1 + 2e-6) + 1e-9 * problem.Skus.Scale.Demand, $"{t.Demand} > {r.Totals.Demand}");
                else Assert.True(t.WeightedMd >= r.Totals.WeightedMd - 2e-6, $"{scenario}: {t.WeightedMd} < {r.Totals.WeightedMd}");
            }
        }
    }, iter: 100);

    /// <summary>Plans that meet the target: one markdown on a grid, the other by bisection of every change of sign.</summary>
    private static IEnumerable<Totals> OnTarget(PricingProblem problem, Sku[] skus, Scenario scenario, PricingTargets targets)
    {
        double Off(Totals t) => scenario switch
        {
            Scenario.TargetMd => t.Demand - (1 - targets.WeightedMd) * t.ListSales,
            Scenario.TargetDemand => t.Demand - targets.Demand,
            _ => t.Sales - (problem.Inventory - targets.Inventory),
        };
        Totals Of(double a, double b) => Part(0, a) is var x && Part(1, b) is var y ? new(x.Demand + y.Demand, x.Sales + y.Sales, x.ListSales + y.ListSales) : default;
        Totals Part(int i, double md) => problem.SoldAt(i, md) is var sold ? new(skus[i].Msrp * (1 - md) * sold, sold, skus[i].Msrp * sold) : default;
        Span first = problem.FeasibleMd(0), second = problem.FeasibleMd(1);
        double At(Span s, int k, int n) => s.Low + (s.High - s.Low) * k / n;
        for (var i = 0; i <= 60; i++)
        {
            var a = At(first, i, 60);
            for (var k = 0; k < 40; k++)
            {
                double low = At(second, k, 40), high = At(second, k + 1, 40);
                if (Math.Sign(Off(Of(a, low))) * Math.Sign(Off(Of(a, high))) >= 0) continue;
                for (var step = 0; step < 60; step++)
                {
                    var middle = .5 * (low + high);
                    if (Math.Sign(Off(Of(a, middle))) == Math.Sign(Off(Of(a, low)))) low = middle; else high = middle;
                }
                yield return Of(a, low);
            }
        }
    }

    [Fact]
    public void Solve_UnattainableTargets_TellTheRange() => Instances.Plain(1, 20).Sample(skus =>
    {
        var problem = skus.Problem();
        var beyond = new PricingTargets(problem.Solve(Scenario.MinWeightedMd).Totals.WeightedMd - .01, problem.Solve(Scenario.MaxDemand).Totals.Demand * 1.01, problem.Inventory - problem.Skus.Scale.Sales * 1.01);
        foreach (var scenario in ScenarioNames.All.Where(s => s is >= Scenario.TargetMd and not Scenario.MdDemandAndInventory))
        {
            var r = problem.Solve(scenario, beyond);
            Assert.Equal(ScenarioStatus.Infeasible, r.Status);
            Assert.Empty(r.Md);
            Assert.True(double.IsNaN(r.Totals.Demand) && r.Attainable is { } range && range.Low <= range.High && r.Reason is not null);
            Assert.Empty(scenario >= Scenario.MdAndDemand ? ScenarioSolver.Front(problem, scenario, beyond, new(), TestContext.Current.CancellationToken).Points : []);
        }
    }, iter: 20);

    [Fact]
    public void Solve_TargetsAtTheEndsOfTheRange_AreMet() => Instances.Plain(1, 20).Sample(skus =>
    {
        var problem = skus.Problem();
        foreach (var share in new[] { 0.0, 1 })
        {
            var targets = Anywhere(problem, share);
            foreach (var scenario in Targets)
            {
                var r = problem.Solve(scenario, targets);
                Assert.Equal(ScenarioStatus.Optimal, r.Status);
                if (scenario == Scenario.TargetMd) Assert.Equal(targets.WeightedMd, r.Totals.WeightedMd, 1e-9);
                if (scenario == Scenario.TargetDemand) Assert.Equal(targets.Demand, r.Totals.Demand, 1e-9 * targets.Demand);
                if (scenario == Scenario.TargetInventory) Assert.Equal(targets.Inventory, r.Inventory, Math.Max(1e-6, 1e-9 * problem.Inventory));
            }
        }
    }, iter: 50);
}
