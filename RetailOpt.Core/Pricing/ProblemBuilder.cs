using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>Makes of a model and the standing options the problem that the scenarios are solved on: which curve is planned on, over which horizon, within which bounds.</summary>
internal static class ProblemBuilder
{
    public static PricingProblem Build(PricingModel model, PricingOptions options) => Build(model, options, model.RulesFor(options));

    /// <summary>The same under other rules.</summary>
    public static PricingProblem Build(PricingModel model, PricingOptions options, PlanRules rules)
    {
        var data = model.Data;
        var stock = new double[data.Count];
        for (var i = 0; i < stock.Length; i++) stock[i] = data.StockOver(i, options.Periods);
        var (lower, upper) = Bounds(data, rules);
        var problem = PricingProblem.Create(data.Msrp, lower, upper, stock, Curves(model, options), options.Periods, mayRunOut: options.Weeks > 1);
        return StepRules.Of(options, rules, data) is { } steps ? problem.OnSteps(steps) : problem;
    }

    /// <summary>The curves that plans and targets are on: what is believed, or its pessimistic side.</summary>
    private static DemandCurve[] Curves(PricingModel model, PricingOptions options)
    {
        var beliefs = model.BeliefsFor(options);
        var curves = new DemandCurve[beliefs.Count];
        for (var i = 0; i < curves.Length; i++) curves[i] = options.Robust ? beliefs.Pessimistic(i) : options.Shrink ? beliefs[i].Curve : model.Fits[i].Curve;
        return curves;
    }

    /// <summary>The bounds with the locks in them; a lock holds whatever the bounds say.</summary>
    private static (double[] Lower, double[] Upper) Bounds(PricingData data, PlanRules rules)
    {
        if (rules.Locks is not { } locks) return (data.Lower, data.Upper);
        return ([.. data.Lower.Select((md, i) => rules.IsLocked(i) ? locks[i] : md)], [.. data.Upper.Select((md, i) => rules.IsLocked(i) ? locks[i] : md)]);
    }
}
