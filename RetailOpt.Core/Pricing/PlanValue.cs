using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>What a plan is worth beside the figures it was solved on, each found when it is first asked for.</summary>
internal sealed class PlanValue(PricingModel model, PricingProblem problem, Beliefs beliefs, PricingOptions options, ScenarioResult plan)
{
    private readonly Lazy<DemandInterval> interval = new(() =>
    {
        var believed = DemandInterval.Of(model.Data, beliefs, options.Periods, Stages(options, plan));
        // a plan for the worst may lie below all that is believed
        return options.Robust ? believed : believed.Holding(plan.Totals.Demand);
    });
    private readonly Lazy<double> onRawCurves = new(() => RawDemand(model, options.Periods, plan));
    private readonly Lazy<BeyondSeen> beyond = new(() => BeyondSeen.Of(model, problem, plan));

    public DemandInterval Interval => interval.Value;

    public double OnRawCurves => onRawCurves.Value;

    public BeyondSeen Beyond => beyond.Value;

    private static (double[] Md, double Periods)[] Stages(PricingOptions options, ScenarioResult plan) =>
        plan.Weeks is { } weeks ? [.. weeks.Select(week => (week, 1.0))] : [(plan.Md, options.Horizon)];

    private static double RawDemand(PricingModel model, int periods, ScenarioResult plan)
    {
        Neumaier sum = default;
        for (var i = 0; i < plan.Md.Length; i++)
            sum.Add(Weekly.Sums(model.Fits[i].Curve.Over(periods), model.Data.Msrp[i], model.Data.StockOver(i, periods), plan.PathOf(i)).Demand);
        return sum.Value;
    }
}
