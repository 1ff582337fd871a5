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
        return PricingProblem.Create(data.Msrp, data.Lower, data.Upper, stock, [.. model.Fits.Select(f => f.Curve)], options.Horizon);
    }
}
