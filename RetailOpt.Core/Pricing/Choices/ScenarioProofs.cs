using System.Diagnostics;
using RetailOpt.Core.Pricing.Scenarios;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Hands the scenarios whose gap our own search leaves open to CBC, one after another, within one time limit.</summary>
/// <param name="problem">The SKUs.</param>
/// <param name="targets">x, y and z.</param>
/// <param name="settings">As they were solved with.</param>
/// <param name="limit">Time for all scenarios; each has an even share of what is left.</param>
/// <param name="stop">True once the user has enough: what is known by then is kept.</param>
internal sealed class ScenarioProofs(PricingProblem problem, PricingTargets targets, SolverSettings settings, TimeSpan limit, Func<bool> stop)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>The same solution with narrower gaps, and better plans where there are; each scenario that was open says what came of it.</summary>
    /// <param name="solution">What was solved.</param>
    /// <param name="tell">Told the scenario that is next.</param>
    /// <param name="cancel">Ends it at once.</param>
    public PricingSolution Prove(PricingSolution solution, Action<Scenario> tell, CancellationToken cancel)
    {
        if (problem.Table is null) return solution;
        var left = solution.Scenarios.Count(s => IsOpen(s) && IsSum(s.Scenario));
        var results = new List<ScenarioResult>();
        foreach (var result in solution.Scenarios)
        {
            if (!IsOpen(result)) results.Add(result);
            else if (!IsSum(result.Scenario)) results.Add(result with { Proof = "Not tried: the worst of several shortfalls is no sum that CBC could be asked for." });
            else
            {
                tell(result.Scenario);
                results.Add(Proven(result, (limit - clock.Elapsed) / left--, cancel));
            }
        }
        return solution with { Scenarios = results };
    }

    private static bool IsOpen(ScenarioResult result) => result.Gap > Desk.Optimal && result.Status == ScenarioStatus.Feasible;

    private static bool IsSum(Scenario scenario) => scenario < Scenario.MdAndDemand;

    private ScenarioResult Proven(ScenarioResult result, TimeSpan share, CancellationToken cancel)
    {
        if (stop()) return result with { Proof = "Not tried: it was stopped." };
        if (share <= TimeSpan.Zero) return result with { Proof = "Not tried: no time was left." };
        var proof = new Proof(share, stop, cancel);
        var proven = StepSolver.Solve(problem, result.Scenario, targets, settings, cancel, proof);
        return proven with { Proof = Invariant($"{proof.Trouble ?? (proven.Gap <= Desk.Optimal ? "Proven with CBC" : "Proven with CBC as far as its tolerances go")}, after {proof.Took.TotalSeconds:0.0} s: {Change(result, proven)}.") };
    }

    private static string Change(ScenarioResult before, ScenarioResult after) =>
        (after.Totals == before.Totals ? "the plan stays" : "a better plan was found") + (after.Gap < before.Gap ? $", gap {before.GapText} to {after.GapText}" : $", gap {after.GapText}");
}
