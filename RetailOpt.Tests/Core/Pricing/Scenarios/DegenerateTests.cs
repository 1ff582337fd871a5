using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

public sealed class DegenerateTests
{
    private static readonly DemandCurve Curve = new(CurveMethod.Linear, 40, 10);

    private static PricingSolution Solve(PricingProblem problem, PricingTargets targets) =>
        ScenarioSolver.Solve(problem, targets, new() { FrontPoints = 5 }, TestContext.Current.CancellationToken);

    [Fact]
    public void Solve_NoStockAtAll_IsDegenerateEverywhere()
    {
        var problem = PricingProblem.Create([10, 20], [0, .1], [.5, .5], [0, 0], [Curve, Curve]);
        var solution = Solve(problem, new(.3, 100, 0));
        Assert.All(solution.Scenarios, r =>
        {
            Assert.Equal(ScenarioStatus.Degenerate, r.Status);
            Assert.Equal([0, .1], r.Md);
            Assert.Equal(0, r.Totals.Sales);
            Assert.NotNull(r.Reason);
        });
        Assert.All(solution.Fronts, f => Assert.Empty(f.Points));
    }

    [Fact]
    public void Solve_OneSku_SolvesWhatItCan()
    {
        var problem = PricingProblem.Create([10], [.1], [.6], [100], [Curve]);
        var solution = Solve(problem, new(.25, 150, 80));
        Assert.Equal(.375, solution[Scenario.MaxDemand].Md[0], 1e-12);
        Assert.Equal(.1, solution[Scenario.MinWeightedMd].Md[0]);
        Assert.Equal(.6, solution[Scenario.MaxWeightedMd].Md[0]);
        Assert.Equal(.25, solution[Scenario.TargetMd].Md[0], 1e-9);
        Assert.Equal(150, solution[Scenario.TargetDemand].Totals.Demand, 1e-6);
        Assert.Equal(.25, solution[Scenario.TargetInventory].Md[0], 1e-9);
        Assert.All(solution.Scenarios, r => Assert.True(r.Gap <= 1e-9));
    }

    [Fact]
    public void Solve_EverySkuLocked_IsOnePlan()
    {
        var problem = PricingProblem.Create([10, 20], [.2, .3], [.2, .3], [100, 100], [Curve, Curve]);
        var only = problem.TotalsOf([.2, .3]);
        var solution = Solve(problem, new(only.WeightedMd, only.Demand, problem.Inventory - only.Sales));
        Assert.All(solution.Scenarios, r =>
        {
            Assert.Equal([.2, .3], r.Md);
            Assert.True(r.Status is ScenarioStatus.Optimal or ScenarioStatus.Degenerate, $"{r.Scenario} {r.Status}");
        });
        Assert.All(solution.Fronts, f => Assert.Single(f.Points));
    }

    [Fact]
    public void Solve_ConstantCurves_KeepTheLowestMarkdown()
    {
        var problem = PricingProblem.Create([10, 20], [.1, 0], [.5, .5], [100, 100], [DemandCurve.Constant(5), DemandCurve.Constant(7)]);
        var solution = Solve(problem, new(.1, 150, 188));
        Assert.Equal([.1, 0], solution[Scenario.MaxDemand].Md);
        Assert.Equal([.1, 0], solution[Scenario.MinWeightedMd].Md);
        Assert.Equal([.5, .5], solution[Scenario.MaxWeightedMd].Md);
        Assert.Equal(.1, solution[Scenario.TargetMd].Totals.WeightedMd, 1e-9);
        Assert.Equal(150, solution[Scenario.TargetDemand].Totals.Demand, 1e-6);
        Assert.Equal(188, solution[Scenario.TargetInventory].Inventory, 1e-9);
    }

    [Fact]
    public void Solve_CurvesThatReachZero_FindTheInfimumOfTheMarkdown()
    {
        // as sales vanish the weighted markdown nears .2 and is never less
        var problem = PricingProblem.Create([10], [0], [.6], [100], [new DemandCurve(CurveMethod.Linear, 50, -10)]);
        var least = Solve(problem, new(.3, 50, 90))[Scenario.MinWeightedMd];
        Assert.Equal(.2, least.Totals.WeightedMd, 1e-8);
        Assert.True(least.Gap <= 1e-9, $"{least.Gap}");
    }

    [Fact]
    public void Solve_PricesOverNineDecades_StaysExact()
    {
        double[] msrp = [.001, .1, 10, 1e3, 1e6];
        var problem = PricingProblem.Create(msrp, [0, 0, 0, 0, 0], [.999999, .9, .6, .5, .4], [1e6, 60, 60, 60, 60], [.. msrp.Select((_, i) => i % 2 == 0 ? Curve : new DemandCurve(CurveMethod.Exp, 10, 3))]);
        var solution = Solve(problem, problem.Natural(.5));
        Assert.All(solution.Scenarios, r => Assert.True(r.Gap <= 1e-9, $"{r.Scenario} {r.Gap}"));
        Assert.Equal(problem.Natural(.5).Inventory, solution[Scenario.TargetInventory].Inventory, 1e-6);
    }

    [Fact]
    public void Solve_TargetNotANumber_Throws()
    {
        var problem = PricingProblem.Create([10], [.1], [.6], [100], [Curve]);
        Assert.Throws<ArgumentException>(() => Solve(problem, new(double.NaN, 1, 1)));
    }
}
