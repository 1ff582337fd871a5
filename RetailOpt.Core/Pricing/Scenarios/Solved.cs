using System.Collections.Concurrent;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>
/// The newest answer of each scenario of a problem, kept with what it was an answer to. A target that moves leaves the scenarios
/// that do not read it as they are; what is found here is what solving would give, for no result depends on threads.
/// </summary>
internal sealed class Solved
{
    private readonly ConcurrentDictionary<Scenario, (Question Question, ScenarioResult Result, ParetoFront? Front)> _newest = new();

    /// <summary>Answers from memory, or solves and remembers.</summary>
    public (ScenarioResult Result, ParetoFront? Front) Of(Scenario scenario, PricingTargets targets, SolverSettings settings, Func<(ScenarioResult, ParetoFront?)> solve)
    {
        var question = new Question(Read(scenario, targets), targets.Mode, settings with { Threads = 1 });
        if (_newest.TryGetValue(scenario, out var known) && known.Question == question) return (known.Result, known.Front);
        var (result, front) = solve();
        _newest[scenario] = (question, result, front);
        return (result, front);
    }

    /// <summary>The target that a scenario reads; 0 for those that read none.</summary>
    private static double Read(Scenario scenario, PricingTargets targets) => scenario switch
    {
        Scenario.TargetMd or Scenario.DemandAndInventory => targets.WeightedMd,
        Scenario.TargetDemand or Scenario.MdAndInventory => targets.Demand,
        Scenario.TargetInventory or Scenario.MdAndDemand => targets.Inventory,
        _ => 0,
    };

    private sealed record Question(double Target, TargetMode Mode, SolverSettings Settings);
}
