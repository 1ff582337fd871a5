using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>A target that moves: only what reads it is solved again, and what comes out is what a fresh solve gives.</summary>
public sealed class MovedTargetTests
{
    private static PricingSolution Solve(PricingProblem problem, PricingTargets targets) =>
        ScenarioSolver.Solve(problem, targets, new() { FrontPoints = 5 }, TestContext.Current.CancellationToken);

    [Fact]
    public void Solve_MovedTarget_IsAFreshSolve()
    {
        var skus = Instances.Plain(300, 300).Single();
        var (warm, fresh) = (skus.Problem(), skus.Problem());
        Solve(warm, warm.Natural(.3));
        var targets = warm.Natural(.6);
        var (a, b) = (Solve(warm, targets), Solve(fresh, targets));
        foreach (var scenario in ScenarioNames.All)
        {
            Assert.Equal(b[scenario].Totals, a[scenario].Totals);
            Assert.Equal(b[scenario].Md, a[scenario].Md);
        }
        Assert.Equal(b.Fronts.SelectMany(f => f.Points), a.Fronts.SelectMany(f => f.Points));
    }

    [Fact]
    public void Solve_MovedMarkdown_SolvesOnlyWhatReadsIt()
    {
        var problem = Instances.Plain(300, 300).Single().Problem();
        var before = problem.Natural(.3);
        var (a, b) = (Solve(problem, before), Solve(problem, before with { WeightedMd = problem.Natural(.6).WeightedMd }));
        var solvedAgain = ScenarioNames.All.Where(s => !ReferenceEquals(a[s], b[s]));
        Assert.Equal([Scenario.TargetMd, Scenario.DemandAndInventory], solvedAgain);
    }
}
