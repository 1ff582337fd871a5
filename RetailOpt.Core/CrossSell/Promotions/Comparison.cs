using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>Gross values of baskets, and the means of resamples of them; the resamples are drawn once, whatever they are compared with.</summary>
internal sealed class ValueSample(double[] values, int resamples, RandomStream stream)
{
    private double[]? _means;

    public int Count => values.Length;

    public double Mean { get; } = values.Length == 0 ? double.NaN : Neumaier.Sum(values) / values.Length;

    /// <summary>Means of resamples with replacement.</summary>
    public double[] Means => _means ??= Draw();

    private double[] Draw()
    {
        var random = stream;
        var means = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++) sum += values[random.Below(values.Length)];
            means[r] = sum / values.Length;
        }
        return means;
    }
}

/// <summary>What campaign baskets brought beyond others: the difference of the means times the campaign's baskets.</summary>
internal static class Comparison
{
    private const double Coverage = .9;

    /// <summary>With the percentile interval of a bootstrap that draws both samples anew; null without others, and without an interval for a single basket on either side.</summary>
    public static Estimate? Impact(ValueSample campaign, ValueSample others)
    {
        if (campaign.Count == 0 || others.Count == 0) return null;
        var value = (campaign.Mean - others.Mean) * campaign.Count;
        return campaign.Count == 1 || others.Count == 1 ? new(value, double.NaN, double.NaN)
            : Interval(value, [.. campaign.Means.Zip(others.Means, (c, o) => (c - o) * campaign.Count)]);
    }

    /// <summary>The sum of independent impacts.</summary>
    public static Estimate? Sum(IReadOnlyList<(ValueSample Campaign, ValueSample Others)> parts)
    {
        var known = parts.Where(p => p.Campaign.Count > 0 && p.Others.Count > 0).ToArray();
        if (known.Length == 0) return null;
        var value = known.Sum(p => (p.Campaign.Mean - p.Others.Mean) * p.Campaign.Count);
        if (known.All(p => p.Campaign.Count == 1 || p.Others.Count == 1)) return new(value, double.NaN, double.NaN);
        return Interval(value, [.. Enumerable.Range(0, known[0].Campaign.Means.Length).Select(r => known.Sum(p => (p.Campaign.Means[r] - p.Others.Means[r]) * p.Campaign.Count))]);
    }

    private static Estimate Interval(double value, double[] draws)
    {
        Array.Sort(draws);
        return new(value, At((1 - Coverage) / 2), At((1 + Coverage) / 2));

        double At(double p)
        {
            var at = p * (draws.Length - 1);
            var low = (int)at;
            return low + 1 == draws.Length ? draws[low] : draws[low] + (at - low) * (draws[low + 1] - draws[low]);
        }
    }
}
