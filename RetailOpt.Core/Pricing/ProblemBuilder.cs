using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>Makes of a model and the standing options the problem that the scenarios are solved on: which curve is planned on, over which horizon, within which bounds.</summary>
internal static class ProblemBuilder
{
    public static PricingProblem Build(PricingModel model, PricingOptions options)
    {
        var data = model.Data;
        var stock = new double[data.Count];
        for (var i = 0; i < stock.Length; i++) stock[i] = data.StockOver(i, options.Horizon);
        return PricingProblem.Create(data.Msrp, data.Lower, data.Upper, stock, Curves(model, options), options.Horizon);
    }

    /// <summary>The curves that plans and targets are on: what is believed, or its pessimistic side.</summary>
    private static DemandCurve[] Curves(PricingModel model, PricingOptions options)
    {
        var beliefs = model.BeliefsFor(options);
        var curves = new DemandCurve[beliefs.Count];
        for (var i = 0; i < curves.Length; i++) curves[i] = options.Robust ? beliefs.Pessimistic(i, model.Data.Upper[i]) : options.Shrink ? beliefs[i].Curve : model.Fits[i].Curve;
        return curves;
    }
}
