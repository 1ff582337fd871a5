using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Reasons;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>The ten plans of a model at its targets, with what the page needs to move on from them.</summary>
/// <param name="Model">SKUs, curves and observations.</param>
/// <param name="Options">The options asked for.</param>
/// <param name="Problem">The problem over the options' horizon.</param>
/// <param name="Targets">The targets used, the empty ones filled in.</param>
/// <param name="Solution">Scenarios and fronts.</param>
public sealed record PricingResult(PricingModel Model, PricingOptions Options, PricingProblem Problem, PricingTargets Targets, PricingSolution Solution)
{
    /// <summary>What the plans keep, and what of the rules given is not used.</summary>
    internal GivenRules Given { get; } = Model.Given.With(Options.Locks, Model.Data);

    /// <summary>What the plans keep.</summary>
    public PlanRules Rules => Given.Rules;

    /// <summary>The scenario whose plan is exported to be edited: the one asked for, else that of the edited plan that was given, else TGT_MD.</summary>
    public Scenario PlanScenario => (Scenario?)Options.Plan ?? Model.Given.Edited?.Scenario ?? Scenario.TargetMd;

    /// <summary>Units left when nothing sells: the sum of all inventories.</summary>
    public double Stock => Problem.Inventory;

    /// <summary>What is believed of each SKU.</summary>
    public Beliefs Beliefs => Model.BeliefsFor(Options);

    /// <summary>What the plan of a scenario is expected to bring, with its 90% interval; null where it is infeasible.</summary>
    public DemandInterval? IntervalOf(Scenario scenario) => Solution[scenario] is { Md.Length: > 0 } plan ? Known(plan).Interval : null;

    /// <summary>The demand of the same plan on the raw curves; null where it is infeasible.</summary>
    public double? RawDemandOf(Scenario scenario) => Solution[scenario] is { Md.Length: > 0 } plan ? Known(plan).OnRawCurves : null;

    /// <summary>What one point more of weighted markdown would bring a plan in demand; null where that is not defined. See <see cref="SkuReason.PointWorth"/>.</summary>
    public double? PointWorthOf(Scenario scenario) => Solution[scenario] is { Md.Length: > 0 } plan ? PlanPrices.Of(plan, Problem.Inventory).PointWorth : null;

    /// <summary>The markdown of a SKU in a scenario; null where the scenario is infeasible.</summary>
    public double? MdOf(Scenario scenario, int sku) => Solution[scenario].Md is { Length: > 0 } plan ? plan[sku] : null;

    /// <summary>The markdowns of a SKU in a scenario: each week's, or the one; null where the scenario is infeasible.</summary>
    public double[]? PathOf(Scenario scenario, int sku) => Solution[scenario] is { Md.Length: > 0 } plan ? plan.PathOf(sku) : null;

    /// <summary>The weeks of a SKU's path in a scenario; empty where the plan has one period or is infeasible.</summary>
    public IReadOnlyList<PlannedWeek> WeeksOf(Scenario scenario, int sku) => Solution[scenario].Weeks is null || PathOf(scenario, sku) is not { } path ? []
        : [.. Weekly.Walk(Problem.CurveOf(sku), Model.Data.StockOver(sku, Options.Periods), path)];

    /// <summary>Units of a SKU over the horizon in a scenario.</summary>
    public double? SoldOf(Scenario scenario, int sku) => PathOf(scenario, sku) is { } path ? Problem.SumsAlong(sku, path).Sales : null;

    /// <summary>Net sales of a SKU over the horizon in a scenario.</summary>
    public double? DemandOf(Scenario scenario, int sku) => MdOf(scenario, sku) is { } md ? Model.Data.Msrp[sku] * (1 - md) * SoldOf(scenario, sku) : null;

    /// <summary>How far the plan of a scenario leaves what was observed; null where it is infeasible.</summary>
    public BeyondSeen? BeyondOf(Scenario scenario) => Solution[scenario] is { Md.Length: > 0 } plan ? Known(plan).Beyond : null;

    private PlanValue Known(ScenarioResult result) => Model.Valued(result, plan => new(Model, Problem, Beliefs, Options, plan));
}
