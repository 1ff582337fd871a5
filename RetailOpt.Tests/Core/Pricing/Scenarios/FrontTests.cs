using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

public sealed class FrontTests
{
    private static readonly Scenario[] Compromises = [Scenario.MdAndDemand, Scenario.DemandAndInventory, Scenario.MdAndInventory, Scenario.MdDemandAndInventory];

    private static ParetoFront Front(PricingProblem problem, Scenario scenario, PricingTargets targets, int points = 41) =>
        ScenarioSolver.Front(problem, scenario, targets, new() { FrontPoints = points }, TestContext.Current.CancellationToken);

    [Fact]
    public void Front_PlainProblems_PointsKeepTheLimitAndNoneIsBetterInAll() => Gen.Select(Instances.Plain(2, 40), Gen.Double[.1, .9]).Sample((skus, share) =>
    {
        var problem = skus.Problem();
        var targets = problem.Natural(share);
        foreach (var scenario in Compromises)
        {
            var front = Front(problem, scenario, targets);
            Assert.NotEmpty(front.Points);
            Assert.All(front.Points, p => Assert.True(scenario switch
            {
                Scenario.MdAndDemand => p.Inventory <= targets.Inventory + 1e-6 * (1 + problem.Inventory),
                Scenario.DemandAndInventory => p.Totals.WeightedMd <= targets.WeightedMd + 1e-6,
                Scenario.MdAndInventory => p.Totals.Demand >= targets.Demand * (1 - 1e-6),
                _ => true,
            }));
            foreach (var p in front.Points)
                Assert.DoesNotContain(front.Points, q => q.Totals.Demand > p.Totals.Demand * (1 + 1e-5) && q.Totals.WeightedMd < p.Totals.WeightedMd - 1e-5 && q.Inventory < p.Inventory - 1e-5 * problem.Inventory);
        }
    }, iter: 40);

    [Fact]
    public void Front_Points_AreThePlansOfTheirWeights() => Instances.Plain(2, 30).Sample(skus =>
    {
        var problem = skus.Problem();
        foreach (var scenario in Compromises)
            foreach (var p in Front(problem, scenario, problem.Natural(.5), 9).Points)
            {
                var totals = problem.TotalsOf(problem.PlanAt(p.Weights));
                Assert.Equal(p.Totals.Demand, totals.Demand, 1e-9 * totals.Demand);
                Assert.Equal(p.Totals.Sales, totals.Sales, 1e-9 * totals.Sales);
            }
    }, iter: 20);

    [Fact]
    public void Front_ReportedCompromise_DoesNotDependOnItsSampling()
    {
        var problem = Instances.Plain(200, 200).Single().Problem();
        var targets = problem.Natural(.5);
        var (few, many) = (Solve(5), Solve(81));
        foreach (var scenario in Compromises)
        {
            Assert.Equal(few[scenario].Md, many[scenario].Md);
            Assert.Equal(few[scenario].Totals, many[scenario].Totals);
        }
        Assert.All(many.Fronts.Take(3), f => Assert.InRange(f.Points.Count, 70, 81));

        PricingSolution Solve(int points) => ScenarioSolver.Solve(problem, targets, new() { FrontPoints = points }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Front_TwoObjectives_LiesEvenly()
    {
        var problem = Instances.Plain(500, 500).Single().Problem();
        var front = Front(problem, Scenario.MdAndDemand, problem.Natural(0));
        var (first, last) = (front.Points[0].Totals, front.Points[^1].Totals);
        var longest = front.Points.Zip(front.Points.Skip(1), (a, b) => Math.Max(
            Math.Abs(b.Totals.WeightedMd - a.Totals.WeightedMd) / Math.Abs(last.WeightedMd - first.WeightedMd), Math.Abs(b.Totals.Demand - a.Totals.Demand) / Math.Abs(last.Demand - first.Demand))).Max();
        Assert.InRange(longest, 0, .12);
    }

    [Fact]
    public void Front_ScenarioWithoutOne_Throws() =>
        Assert.Throws<ArgumentException>(() => Front(Instances.Plain(2, 2).Single().Problem(), Scenario.TargetMd, default));
}
