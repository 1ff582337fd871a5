using CsCheck;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Choices;

/// <summary>Small problems on steps: the plan found is the best of all plans, in every scenario.</summary>
public sealed class StepBruteForceTests
{
    private static readonly Gen<Sku[]> Small = Gen.OneOf(Instances.Plain(1, 6), Instances.Wild(1, 6));

    internal static Totals[][] Choices(PricingProblem problem) => [.. Enumerable.Range(0, problem.Count).Select(i =>
        Enumerable.Range(0, problem.Table!.Blocks).Where(b => problem.Table.Skus[b] == i).SelectMany(b => Enumerable.Range(problem.Table.Starts[b], problem.Table.Starts[b + 1] - problem.Table.Starts[b]))
            .Select(problem.Table.Of).ToArray())];

    [Fact]
    public void Solve_SmallLadder_EqualsBruteForceInEveryScenario() => Gen.Select(Small, Gen.Double[-.2, 1.2]).Sample((skus, share) =>
    {
        var problem = skus.Problem().OnSteps(new() { Step = .12 });
        var targets = problem.Natural(share);
        if (double.IsNaN(targets.WeightedMd)) return;
        Check(problem, targets);
    }, iter: 150);

    [Fact]
    public void Solve_TenSkusOfFiveSteps_EqualsBruteForceInEveryScenario()
    {
        var random = new Random(31);
        Sku[] skus = [.. Enumerable.Range(0, 10).Select(k => new Sku(5 + 40 * random.NextDouble(), .1, .5, 1e6, new((CurveMethod)(k % 3), 10 + 20 * random.NextDouble(), 2 + 20 * random.NextDouble() / (1 + 9 * (k % 3 & 1)))))];
        var problem = skus.Problem().OnSteps(new() { Step = .1 });
        var choices = Choices(problem);
        Assert.All(choices, c => Assert.Equal(5, c.Length));
        Check(problem, problem.Natural(.4));
    }

    private static void Check(PricingProblem problem, PricingTargets targets) => Check(problem, new BestPlans(Choices(problem), problem.Inventory), targets);

    /// <summary>Every scenario that can be solved has the value of the best of all plans.</summary>
    internal static void Check(PricingProblem problem, BestPlans brute, PricingTargets targets)
    {
        foreach (var scenario in ScenarioNames.All)
        {
            var r = problem.Solve(scenario, targets);
            // an end of the range stands for a target beyond it within the tolerance of the specification, and for no other
            var (beyond, allowed, nearest) = brute.Reach(scenario, targets);
            if (r.Status == ScenarioStatus.Infeasible)
            {
                Assert.True(beyond >= .999 * allowed, $"{scenario} can be met: {r.Reason}");
                continue;
            }
            Assert.True(beyond <= 1.001 * allowed, $"{scenario} is {beyond} out of reach and {r.Status}");
            Assert.True(r.Status is ScenarioStatus.Optimal or ScenarioStatus.Degenerate, $"{scenario} {r.Status} {r.Gap}");
            // where a plan lies on the limit to the last bits it may be taken or left
            if (Off(brute, scenario, nearest, r) is { } off && Off(brute.Strict(), scenario, nearest, r) is not null) Assert.Fail(off);
        }
    }

    private static string? Off(BestPlans brute, Scenario scenario, PricingTargets targets, ScenarioResult r)
    {
        if (scenario >= Scenario.MdAndDemand)
        {
            var losses = brute.Compromises(scenario, targets).Select(c => (Ours: c.LossOf(r.Totals), c.Least));
            return losses.Any(l => Math.Abs(l.Ours - l.Least) <= 1e-7) ? null : $"{scenario} {r.Status}: {losses.First()} is ours and the best, {r.Reason}";
        }
        var best = brute.Of(scenario, targets);
        var ours = scenario is Scenario.MaxDemand or Scenario.TargetMd ? r.Totals.Demand : r.Totals.WeightedMd;
        return Math.Abs(ours - best) <= 1e-10 * Math.Abs(best) + 1e-12 ? null : $"{scenario} {r.Status}: {ours} but {best} is best, {r.Reason}";
    }
}
