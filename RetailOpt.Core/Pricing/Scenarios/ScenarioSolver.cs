namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Solves the ten scenarios of a problem, each with a certificate.</summary>
public static class ScenarioSolver
{
    /// <summary>All ten scenarios and the four fronts.</summary>
    /// <param name="problem">The SKUs.</param>
    /// <param name="targets">x, y and z.</param>
    /// <param name="settings">Threads, points of a front, limits.</param>
    /// <param name="cancel">Checked in every pass.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    public static PricingSolution Solve(PricingProblem problem, PricingTargets targets, SolverSettings settings, CancellationToken cancel = default, IProgress<double>? progress = null) =>
        throw new NotImplementedException();

    /// <summary>One scenario alone, for a target that moves: reuses what the problem already knows.</summary>
    public static ScenarioResult SolveOne(PricingProblem problem, Scenario scenario, PricingTargets targets, SolverSettings settings, CancellationToken cancel = default) =>
        throw new NotImplementedException();
}
