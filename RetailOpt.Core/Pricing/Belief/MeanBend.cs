using System.Runtime.Intrinsics;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The bend of a SKU's sales: the weighted contrast with the square of the markdown that no level and no slope can show. It is linear in the
/// sales, so whatever the noise is shaped like, its mean over SKUs is not biased.
/// </summary>
/// <param name="Seen">Contrast over the weighted mean of the sales.</param>
/// <param name="Precision">1 / its variance, times the relative noise; 0 where there is none.</param>
/// <param name="Exp">What exp would show at the usual slope.</param>
/// <param name="ExpSpread">How much more per variance of the slopes.</param>
/// <param name="Log">What log would show at the usual slope; linear shows nothing.</param>
internal readonly record struct MeanBend(float Seen, float Precision, float Exp, float ExpSpread, float Log)
{
    /// <summary>A SKU of fewer observations shows no bend.</summary>
    private const int Fewest = 4;

    /// <param name="o">The observations.</param>
    /// <param name="slope">The slope that is usual.</param>
    public static MeanBend Of(Observations o, double slope)
    {
        if (o.Count < Fewest) return default;
        var (mean, offset, rise) = Square(o);
        ReadOnlySpan<Vector256<double>> near = o.Near, log = o.Log, weight = o.Weight, sold = o.Sold;
        Vector256<double> size = default, seen = default, level = default, exp = default, expLevel = default, more = default, moreLevel = default, logs = default, logLevel = default;
        var w = 0.0;
        for (var k = 0; k < near.Length; k++)
        {
            var d = near[k] - Vector256.Create(mean);
            var square = d * d - rise * d - Vector256.Create(offset);
            var (ws, g) = (weight[k] * square, Vector256.Exp(slope * near[k]));
            var (g2, l) = (.5 * near[k] * near[k] * g, Vector256<double>.One + slope * log[k]);
            w += Vector256.Sum(weight[k]);
            size += ws * square;
            seen += ws * sold[k];
            level += weight[k] * sold[k];
            exp += ws * g;
            expLevel += weight[k] * g;
            more += ws * g2;
            moreLevel += weight[k] * g2;
            logs += ws * l;
            logLevel += weight[k] * l;
        }
        var precision = Vector256.Sum(size);
        if (!(precision > 1e-12)) return default;
        double unit = w / precision, expected = Vector256.Sum(exp) / Vector256.Sum(expLevel);
        return new((float)(unit * Vector256.Sum(seen) / Vector256.Sum(level)), (float)precision, (float)(unit * expected),
            (float)(unit * (Vector256.Sum(more) - expected * Vector256.Sum(moreLevel)) / Vector256.Sum(expLevel)), (float)(unit * Vector256.Sum(logs) / Vector256.Sum(logLevel)));
    }

    /// <summary>The tilt of the families that the mean bend of all SKUs asks for.</summary>
    /// <param name="bends">Each SKU's.</param>
    /// <param name="noise">Relative noise of each SKU.</param>
    /// <param name="spread">Variance of the slopes within a category.</param>
    public static FamilyTilt Tilt(MeanBend[] bends, double[] noise, double spread)
    {
        Neumaier precision = default, seen = default, exp = default, log = default;
        for (var i = 0; i < bends.Length; i++)
        {
            var p = bends[i].Precision / noise[i];
            precision.Add(p);
            seen.Add(p * bends[i].Seen);
            exp.Add(p * (bends[i].Exp + spread * bends[i].ExpSpread));
            log.Add(p * bends[i].Log);
        }
        var sum = precision.Value;
        return sum > 0 ? FamilyTilt.Of(seen.Value / sum, 1 / sum, [0, exp.Value / sum, log.Value / sum]) : FamilyTilt.Unseen;
    }

    /// <summary>Weighted mean of the distance, and what a line takes of the square of the distance from it.</summary>
    private static (double Mean, double Offset, double Rise) Square(Observations o)
    {
        Vector256<double> v0 = default, v1 = default, v2 = default, v3 = default;
        ReadOnlySpan<Vector256<double>> near = o.Near, weight = o.Weight;
        for (var k = 0; k < near.Length; k++)
        {
            var q = weight[k];
            v0 += q;
            v1 += q *= near[k];
            v2 += q *= near[k];
            v3 += q * near[k];
        }
        double w = Vector256.Sum(v0), w1 = Vector256.Sum(v1), w2 = Vector256.Sum(v2), w3 = Vector256.Sum(v3);
        double mean = w1 / w, second = w2 / w - mean * mean, third = w3 / w - 3 * mean * w2 / w + 2 * mean * mean * mean;
        return (mean, second, second > 0 ? third / second : 0);
    }
}
