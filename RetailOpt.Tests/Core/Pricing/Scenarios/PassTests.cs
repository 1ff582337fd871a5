using CsCheck;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

/// <summary>How often the SKUs are passed over: what a million SKUs cost is this number.</summary>
public sealed class PassTests
{
    private static readonly double[] Places = [.001, .25, .5, .75, .999];

    private static int Most(Scenario scenario) => scenario switch
    {
        Scenario.TargetMd or Scenario.TargetDemand => 20,
        Scenario.TargetInventory => 90,
        _ => 80,
    };

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Solve_TargetsBetweenTheNaturalEnds_KeepTheLimitOfPasses(int count)
    {
        var problem = Instances.Plain(count, count).Single().Problem();
        foreach (var targets in Places.Select(problem.Natural))
            foreach (var scenario in ScenarioNames.All.Skip(3))
            {
                var result = problem.Solve(scenario, targets);
                Assert.InRange(result.Passes, 1, Most(scenario));
                Assert.InRange(result.Gap, 0, 1e-9);
            }
    }

    [Fact]
    public void Front_FortyOnePoints_TakesAtMostFourPassesEach()
    {
        var problem = Instances.Plain(10_000, 10_000).Single().Problem();
        foreach (var targets in Places.Select(problem.Natural))
            foreach (var scenario in ScenarioNames.All.Skip(6))
                Assert.InRange(ScenarioSolver.Front(problem, scenario, targets, new(), TestContext.Current.CancellationToken).Passes, 2, 4 * 41);
    }
}
