using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>What a plan is worth beside the figures it was solved on, each found when it is first asked for.</summary>
internal sealed class PlanValue(PricingModel model, PricingProblem problem, Beliefs beliefs, int horizon, double[] plan)
{
    private readonly Lazy<DemandInterval> interval = new(() => DemandInterval.Of(model.Data, beliefs, horizon, (plan, horizon)));
    private readonly Lazy<double> onRawCurves = new(() => RawDemand(model, horizon, plan));
    private readonly Lazy<BeyondSeen> beyond = new(() => BeyondSeen.Of(model, problem, plan));

    public DemandInterval Interval => interval.Value;

    public double OnRawCurves => onRawCurves.Value;

    public BeyondSeen Beyond => beyond.Value;

    private static double RawDemand(PricingModel model, int horizon, double[] plan)
    {
        Neumaier sum = default;
        for (var i = 0; i < plan.Length; i++)
            sum.Add(model.Data.Msrp[i] * (1 - plan[i]) * Math.Clamp(horizon * model.Fits[i].Curve.Sold(plan[i]), 0, model.Data.StockOver(i, horizon)));
        return sum.Value;
    }
}
