using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The slopes of all SKUs as three levels: a SKU's about its category's mean, a category's about that of all. Both spreads are those of Paule and
/// Mandel (1982): at which the weighted squares about the weighted means are as many as expected.
/// </summary>
/// <param name="Means">Mean slope of each category, drawn towards all.</param>
/// <param name="OwnVariances">Variance of each mean, that of all given.</param>
/// <param name="FromAll">Share of each mean that comes from all categories, 0 to 1.</param>
/// <param name="All">Mean slope of all categories.</param>
/// <param name="AllVariance">Its variance.</param>
/// <param name="Spread">Variance of the SKUs' true slopes about their category's mean.</param>
/// <param name="SpreadVariance">Variance of that.</param>
internal sealed record CategorySlopes(double[] Means, double[] OwnVariances, double[] FromAll, double All, double AllVariance, double Spread, double SpreadVariance)
{
    /// <summary>Slopes beyond their categories' means that it takes to tell a spread within categories; with fewer, all SKUs are one category.</summary>
    internal const int FewestFreedom = 8;

    private const double LeastSpread = 1e-6;

    /// <param name="slopes">Slopes of the SKUs that have one.</param>
    /// <param name="variances">Their variances.</param>
    /// <param name="category">Their categories.</param>
    /// <param name="categories">Number of categories.</param>
    public static CategorySlopes Of(double[] slopes, double[] variances, int[] category, int categories)
    {
        var none = new double[categories];
        if (slopes.Length == 0) return new(none, none, [.. none.Select(_ => 1.0)], 0, 0, LeastSpread, 0);
        var counts = new int[categories];
        foreach (var c in category) counts[c]++;
        var together = slopes.Length - counts.Count(n => n > 0) < Math.Min(FewestFreedom, slopes.Length - 1);
        var within = new Pooled(slopes, variances, together ? new int[slopes.Length] : category, together ? 1 : categories);
        var spread = Math.Max(LeastSpread, within.Spread());
        var (means, precisions, squares) = within.Means(spread);
        var (own, fromAll, all, allVariance) = together
            ? (none, none.Select(_ => 1.0).ToArray(), means[0], 1 / precisions[0])
            : Draw(means, precisions);
        if (together) means = [.. none.Select(_ => all)];
        return new(means, own, fromAll, all, allVariance, spread, 2 / squares);
    }

    /// <summary>Draws the categories' means, in place, towards the mean of all.</summary>
    private static (double[] Own, double[] FromAll, double All, double AllVariance) Draw(double[] means, double[] precisions)
    {
        var seen = Enumerable.Range(0, means.Length).Where(c => precisions[c] > 0).ToArray();
        var between = new Pooled(Array.ConvertAll(seen, c => means[c]), Array.ConvertAll(seen, c => 1 / precisions[c]), new int[seen.Length], 1);
        var spread = Math.Max(0, between.Spread());
        var (alls, allPrecisions, _) = between.Means(spread);
        double[] own = new double[means.Length], fromAll = new double[means.Length];
        for (var c = 0; c < means.Length; c++)
        {
            fromAll[c] = precisions[c] > 0 ? 1 / (1 + precisions[c] * spread) : 1;
            own[c] = precisions[c] > 0 ? (1 - fromAll[c]) / precisions[c] : spread;
            means[c] = precisions[c] > 0 ? means[c] + fromAll[c] * (alls[0] - means[c]) : alls[0];
        }
        return (own, fromAll, alls[0], 1 / allPrecisions[0]);
    }

    /// <summary>Values about the means of their groups, with a common spread beyond their variances.</summary>
    private readonly struct Pooled(double[] values, double[] variances, int[] group, int groups) : IFunction
    {
        /// <summary>A value further out than so many deviations counts as if it were there: one wild fit must not make the spread.</summary>
        private const double Outlier = 4;

        private const int Rounds = 3;

        /// <summary>Root of squares less expected squares, which fall as the spread grows; below 0 where the values lie closer than chance has them.</summary>
        public double Spread()
        {
            if (values.Length < 2) return 0;
            double smallest = variances.Min(), largest = 0;
            foreach (var v in values) largest = Math.Max(largest, (v - values[0]) * (v - values[0]));
            double low = -.5 * smallest, high = 4 * largest + smallest, atLow = At(low), atHigh = At(high);
            if (atLow <= 0) return low;
            if (atHigh >= 0) return high;
            var f = this;
            return Chandrupatla.Root(ref f, low, atLow, high, atHigh, 1e-7 * high);
        }

        public double At(double spread)
        {
            var (means, precisions, _) = Means(spread);
            Neumaier squares = default;
            for (var i = 0; i < values.Length; i++)
                squares.Add(Math.Min(Outlier * Outlier, (values[i] - means[group[i]]) * (values[i] - means[group[i]]) / (variances[i] + spread)));
            return squares.Value - (values.Length - precisions.Count(p => p > 0));
        }

        /// <summary>Means, their precisions, and the sum of all squared weights.</summary>
        public (double[] Means, double[] Precisions, double Squares) Means(double spread)
        {
            double[] means = new double[groups], precisions = new double[groups];
            Neumaier squares = default;
            for (var round = 0; round < Rounds; round++)
            {
                double[] sums = new double[groups], weights = new double[groups];
                for (var i = 0; i < values.Length; i++)
                {
                    double variance = variances[i] + spread, weight = 1 / variance, value = values[i], off = value - means[group[i]];
                    if (round > 0 && off * off > Outlier * Outlier * variance) value = means[group[i]] + Math.Sign(off) * Outlier * Math.Sqrt(variance);
                    sums[group[i]] += value * weight;
                    weights[group[i]] += weight;
                    if (round == 0) squares.Add(weight * weight);
                }
                for (var g = 0; g < groups; g++) means[g] = weights[g] > 0 ? sums[g] / weights[g] : 0;
                precisions = weights;
            }
            return (means, precisions, squares.Value);
        }
    }
}
