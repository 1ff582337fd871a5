using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>The ten scenarios where markdowns come out of a list.</summary>
internal static class StepSolver
{
    public static ScenarioResult Solve(PricingProblem problem, Scenario scenario, PricingTargets t, SolverSettings settings, CancellationToken cancel, Proof? proof = null)
    {
        var desk = new StepDesk(problem, settings, cancel, proof);
        return scenario switch
        {
            Scenario.MaxDemand or Scenario.MinWeightedMd or Scenario.MaxWeightedMd => new StepTargets(desk).Alone(scenario),
            Scenario.TargetMd => new StepTargets(desk).WeightedMd(t.WeightedMd, t.Mode),
            Scenario.TargetDemand => new StepTargets(desk).Demand(t.Demand, t.Mode),
            Scenario.TargetInventory => new StepTargets(desk).Inventory(t.Inventory, t.Mode),
            Scenario.MdAndDemand => new StepCompromises(desk).MdAndDemand(t.Inventory),
            Scenario.DemandAndInventory => new StepCompromises(desk).DemandAndInventory(t.WeightedMd),
            Scenario.MdAndInventory => new StepCompromises(desk).MdAndInventory(t.Demand),
            _ => new StepCompromises(desk).All(),
        };
    }
}
