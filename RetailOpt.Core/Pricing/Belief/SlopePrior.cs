using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>The slopes of a category's SKUs before any is looked at alone: normal with a mean and a spread, estimated from all of them.</summary>
/// <param name="Mean">Mean slope.</param>
/// <param name="Spread">Standard deviation of the true slopes.</param>
/// <param name="MeanVariance">Variance of the estimate of the mean.</param>
/// <param name="Skus">SKUs with a slope of their own.</param>
public readonly record struct SlopePrior(double Mean, double Spread, double MeanVariance, int Skus)
{
    /// <summary>Fewer slopes than this tell no spread.</summary>
    internal const int Fewest = 3;

    /// <summary>
    /// Paule and Mandel: the spread at which the slopes' weighted squares around their weighted mean are as many as expected.
    /// The sum falls as the spread grows, so its root is searched in a bracket.
    /// </summary>
    internal static SlopePrior Of(ReadOnlySpan<double> slopes, ReadOnlySpan<double> variances)
    {
        double largest = 0;
        foreach (var s in slopes) largest = Math.Max(largest, (s - slopes[0]) * (s - slopes[0]));
        var f = new Excess(slopes, variances);
        double top = slopes.Length * largest, atTop = f.At(top), atZero = f.At(0);
        var squared = atZero <= 0 ? 0 : atTop >= 0 ? top : Chandrupatla.Root(ref f, 0, atZero, top, atTop, 1e-12);
        var (mean, weight) = f.Mean(squared);
        return new(mean, Math.Sqrt(squared), 1 / weight, slopes.Length);
    }

    private readonly ref struct Excess(ReadOnlySpan<double> slopes, ReadOnlySpan<double> variances) : IFunction
    {
        private readonly ReadOnlySpan<double> slopes = slopes, variances = variances;

        public double At(double squared)
        {
            var (mean, _) = Mean(squared);
            Neumaier sum = default;
            for (var i = 0; i < slopes.Length; i++) sum.Add((slopes[i] - mean) * (slopes[i] - mean) / (variances[i] + squared));
            return sum.Value - (slopes.Length - 1);
        }

        public (double Mean, double Weight) Mean(double squared)
        {
            Neumaier weights = default, sum = default;
            for (var i = 0; i < slopes.Length; i++)
            {
                weights.Add(1 / (variances[i] + squared));
                sum.Add(slopes[i] / (variances[i] + squared));
            }
            return (sum.Value / weights.Value, weights.Value);
        }
    }
}
