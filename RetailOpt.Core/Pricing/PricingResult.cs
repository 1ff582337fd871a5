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
    /// <summary>Units left when nothing sells: the sum of all inventories.</summary>
    public double Stock => Problem.Inventory;

    /// <summary>The markdown of a SKU in a scenario; null where the scenario is infeasible.</summary>
    public double? MdOf(Scenario scenario, int sku) => Solution[scenario].Md is { Length: > 0 } plan ? plan[sku] : null;

    /// <summary>Units of a SKU over the horizon in a scenario.</summary>
    public double? SoldOf(Scenario scenario, int sku) => MdOf(scenario, sku) is { } md ? Problem.SoldAt(sku, md) : null;

    /// <summary>Net sales of a SKU over the horizon in a scenario.</summary>
    public double? DemandOf(Scenario scenario, int sku) => MdOf(scenario, sku) is { } md ? Model.Data.Msrp[sku] * (1 - md) * Problem.SoldAt(sku, md) : null;
}
