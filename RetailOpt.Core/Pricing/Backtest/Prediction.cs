using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Backtest;

/// <summary>What each method says of one observation, and what came.</summary>
internal readonly record struct Prediction(double Actual, double Believed, double Fitted, double Category, double Last)
{
    /// <param name="md">Markdowns known, and after them the one of the next observation.</param>
    /// <param name="sold">Units known, and after them those of the next observation.</param>
    /// <param name="known">How many are known.</param>
    /// <param name="fit">The curve through the known ones.</param>
    /// <param name="belief">What is believed at that moment.</param>
    /// <param name="slope">Mean slope of the category at that moment.</param>
    public static Prediction Of(ReadOnlySpan<double> md, ReadOnlySpan<double> sold, int known, in CurveFit fit, in SkuBelief belief, double slope)
    {
        var next = md[known];
        return new(sold[known], Math.Max(0, belief.Curve.Sold(next)), Math.Max(0, fit.Curve.Sold(next)), OnSlope(md[..known], sold[..known], slope, next), sold[known - 1]);
    }

    /// <summary>Units at a markdown on the exponential curve of a slope that sells as many as were sold.</summary>
    private static double OnSlope(ReadOnlySpan<double> md, ReadOnlySpan<double> sold, double slope, double at)
    {
        double units = 0, curve = 0;
        for (var i = 0; i < md.Length; i++)
        {
            units += sold[i];
            curve += Math.Exp(slope * (md[i] - at));
        }
        return units / curve;
    }
}
