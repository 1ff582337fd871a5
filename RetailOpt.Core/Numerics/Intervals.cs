using MathNet.Numerics.Distributions;

namespace RetailOpt.Core.Numerics;

/// <summary>A figure with an interval; all NaN where there is none.</summary>
internal readonly record struct Estimate(double Value, double Low, double High);

/// <summary>Intervals of figures that were drawn or resampled.</summary>
internal static class Intervals
{
    /// <summary>The mean of independent draws with Student's interval of that coverage; one draw has no interval.</summary>
    public static Estimate OfMean(IReadOnlyList<double> draws, double coverage)
    {
        if (draws.Count == 0) return new(double.NaN, double.NaN, double.NaN);
        var mean = Neumaier.Sum([.. draws]) / draws.Count;
        if (draws.Count == 1) return new(mean, double.NaN, double.NaN);
        var variance = Neumaier.Sum([.. draws.Select(d => (d - mean) * (d - mean))]) / (draws.Count - 1);
        var half = StudentT.InvCDF(0, 1, draws.Count - 1, (1 + coverage) / 2) * Math.Sqrt(variance / draws.Count);
        return new(mean, mean - half, mean + half);
    }

    /// <summary>
    /// A ratio of sums over units (stores), with the percentile interval of a bootstrap that draws units with replacement. Resamples whose denominator
    /// is 0 are left out.
    /// </summary>
    public static Estimate OfRatio(IReadOnlyList<double> above, IReadOnlyList<double> below, double coverage, int resamples, ulong seed)
    {
        var (all, whole) = (above.Sum(), below.Sum());
        if (whole == 0) return new(double.NaN, double.NaN, double.NaN);
        var ratios = new List<double>(resamples);
        for (var r = 0; r < resamples; r++)
        {
            var stream = RandomStream.Of(seed, r);
            var (a, b) = (0.0, 0.0);
            for (var i = 0; i < above.Count; i++)
            {
                var unit = stream.Below(above.Count);
                a += above[unit];
                b += below[unit];
            }
            if (b != 0) ratios.Add(a / b);
        }
        ratios.Sort();
        return new(all / whole, Quantile(ratios, (1 - coverage) / 2), Quantile(ratios, (1 + coverage) / 2));
    }

    // by linear interpolation
    private static double Quantile(List<double> ascending, double p)
    {
        if (ascending.Count == 0) return double.NaN;
        var at = p * (ascending.Count - 1);
        var low = (int)at;
        return low + 1 == ascending.Count ? ascending[low] : ascending[low] + (at - low) * (ascending[low + 1] - ascending[low]);
    }
}
