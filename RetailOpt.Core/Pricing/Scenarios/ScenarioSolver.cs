using RetailOpt.Core.Pricing.Choices;

namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>Solves the ten scenarios of a problem, each with a certificate.</summary>
public static class ScenarioSolver
{
    /// <summary>All ten scenarios and the four fronts; those whose target has not moved since the problem was last solved are taken from then.</summary>
    /// <param name="problem">The SKUs.</param>
    /// <param name="targets">x, y and z.</param>
    /// <param name="settings">Threads, points of a front, limits.</param>
    /// <param name="cancel">Checked in every pass.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    public static PricingSolution Solve(PricingProblem problem, PricingTargets targets, SolverSettings settings, CancellationToken cancel = default, IProgress<double>? progress = null)
    {
        var results = new List<ScenarioResult>();
        var fronts = new List<ParetoFront>();
        foreach (var scenario in ScenarioNames.All)
        {
            var (result, front) = problem.Solved.Of(scenario, targets, settings, () => (SolveOne(problem, scenario, targets, settings, cancel),
                scenario >= Scenario.MdAndDemand && settings.FrontPoints > 0 ? Front(problem, scenario, targets, settings, cancel) : null));
            results.Add(result);
            if (front is not null) fronts.Add(front);
            progress?.Report(results.Count / (double)ScenarioNames.All.Count);
        }
        return new(results, fronts);
    }

    /// <summary>The efficient points of scenario 7, 8, 9 or 10; none where its target cannot be met.</summary>
    /// <exception cref="ArgumentException">The scenario has no front.</exception>
    public static ParetoFront Front(PricingProblem problem, Scenario scenario, PricingTargets targets, SolverSettings settings, CancellationToken cancel = default)
    {
        if (scenario < Scenario.MdAndDemand) throw new ArgumentException($"{scenario.Key()} has no front.", nameof(scenario));
        var passes = problem.OracleFor(settings.Threads, cancel);
        if (passes.Scale.Sales <= 0 || problem.Table?.Impossible is not null) return new(scenario, [], 0);
        var layers = problem.LayersBy(problem.OracleFor(settings.Threads, cancel));
        var front = new Fronts(passes, layers, problem.Inventory, settings.FrontPoints).Of(scenario, targets);
        return problem.Table is { Limits.IsNone: false } ? StepFronts.Of(problem, front, targets, cancel) : front;
    }

    /// <summary>One scenario alone, for a target that moves: reuses what the problem already knows.</summary>
    /// <exception cref="ArgumentException">A target is not a number.</exception>
    public static ScenarioResult SolveOne(PricingProblem problem, Scenario scenario, PricingTargets targets, SolverSettings settings, CancellationToken cancel = default)
    {
        if (!double.IsFinite(targets.WeightedMd + targets.Demand + targets.Inventory)) throw new ArgumentException("Targets must be finite numbers.", nameof(targets));
        if (problem.Table?.Impossible is { } reason) return new Frame(scenario).Infeasible(0) with { Reason = reason };
        if (problem.OracleFor(1, cancel).Scale.Sales <= 0) return NoSales(problem, scenario, settings, cancel);
        if (problem.Table is not null) return StepSolver.Solve(problem, scenario, targets, settings, cancel);
        var desk = new Desk(problem, settings, cancel);
        var (least, most) = (desk.Layers.LeastMd, desk.Layers.MostMd);
        return scenario switch
        {
            Scenario.MaxDemand => desk.At(new(scenario), desk.Layers.MostDemand, desk.Layers.MostDemand.Value, 0) with { Passes = 1 },
            Scenario.MinWeightedMd => desk.At(new(scenario), least.Pass, least.Bound, least.WeightedMd - least.Bound) with { Passes = least.Passes },
            Scenario.MaxWeightedMd => desk.At(new(scenario), most.Pass, most.Bound, most.Bound - most.WeightedMd) with { Passes = most.Passes },
            Scenario.TargetMd => new TargetScenarios(desk).WeightedMd(targets),
            Scenario.TargetDemand => new TargetScenarios(desk).Demand(targets),
            Scenario.TargetInventory => new TargetScenarios(desk).Inventory(targets),
            Scenario.MdAndDemand => new Compromises(desk).MdAndDemand(targets.Inventory),
            Scenario.DemandAndInventory => new Compromises(desk).DemandAndInventory(targets.WeightedMd),
            Scenario.MdAndInventory => new Compromises(desk).MdAndInventory(targets.Demand),
            _ => new Compromises(desk).All(),
        };
    }

    private static ScenarioResult NoSales(PricingProblem problem, Scenario scenario, SolverSettings settings, CancellationToken cancel)
    {
        var passes = problem.OracleFor(settings.Threads, cancel);
        var pass = passes.At(new(1, 0, 0));
        return new()
        {
            Scenario = scenario,
            Status = ScenarioStatus.Degenerate,
            Md = problem.PlanAt(pass.Weights),
            Weeks = problem.WeeksAt(pass.Weights),
            Totals = pass.Totals,
            Inventory = problem.Inventory - pass.Totals.Sales,
            Passes = passes.Count,
            Weights = pass.Weights,
            Reason = "No sales are possible.",
        };
    }
}
