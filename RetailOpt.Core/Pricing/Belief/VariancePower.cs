using System.Runtime.Intrinsics;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// How the noise grows with the level within a SKU: variance ~ level^power, 0 (the same everywhere) to 2 (in proportion), by pseudo-likelihood
/// over the residuals of each SKU's line (Davidian and Carroll 1987).
/// </summary>
internal static class VariancePower
{
    /// <summary>Powers tried: 0, 1/2, 1, 3/2, 2; between them a parabola.</summary>
    private const int Tried = 5;
    private const double Apart = .5;

    /// <summary>A SKU of fewer observations tells nothing.</summary>
    private const int Fewest = 4;

    public static double Of(BeliefData data, int[] category, double[] usual, int threads, CancellationToken cancel)
    {
        var sums = new double[Chunks.Count(data.Count)][];
        Chunks.For(data.Count, threads, cancel, (c, from, to) =>
        {
            var (o, sum) = (new Observations(), new double[Tried]);
            for (var i = from; i < to; i++) Add(o.Load(data, i, Apart * usual[category[i]]), sum);
            sums[c] = sum;
        });
        return Peak([.. Enumerable.Range(0, Tried).Select(j => Neumaier.Sum(Array.ConvertAll(sums, s => s[j])))]);
    }

    private static double Peak(double[] likelihood)
    {
        var best = Array.IndexOf(likelihood, likelihood.Max());
        if (best is 0 or Tried - 1) return best * Apart;
        double low = likelihood[best - 1], mid = likelihood[best], high = likelihood[best + 1], bend = low - 2 * mid + high;
        return Apart * (best + (bend < 0 ? .5 * (low - high) / bend : 0));
    }

    /// <summary>Adds a SKU's part; its weights are those of half a power, so each further power multiplies by them once more.</summary>
    private static void Add(Observations o, double[] sum)
    {
        var n = o.Count;
        if (n < Fewest) return;
        Vector256<double> sum0 = default, sumXx = default, sumXy = default, s0 = default, s1 = default, s2 = default, s3 = default, s4 = default;
        ReadOnlySpan<Vector256<double>> near = o.Near, sold = o.Sold, weight = o.Weight;
        for (var k = 0; k < near.Length; k++)
        {
            sum0 += sold[k];
            sumXx += near[k] * near[k];
            sumXy += near[k] * sold[k];
        }
        double mean = Vector256.Sum(sum0) / n, xx = Vector256.Sum(sumXx), rise = Vector256.Sum(sumXy) / xx;
        if (!(xx > 1e-8)) return;
        for (var k = 0; k < near.Length; k++)
        {
            var residual = sold[k] - rise * near[k] - Vector256.Create(mean);
            var free = Vector256.Max(Vector256.Create(1e-3), Vector256.Create(1 - 1.0 / n) - near[k] * near[k] / xx);
            // what fills up the last vector has no weight
            var s = Vector256.ConditionalSelect(Vector256.Equals(weight[k], default), default, residual * residual / free);
            s0 += s;
            s1 += s *= weight[k];
            s2 += s *= weight[k];
            s3 += s *= weight[k];
            s4 += s * weight[k];
        }
        // residuals that are rounding tell nothing; the distances sum to nothing, so the weights' logarithms do
        ReadOnlySpan<double> squares = [Vector256.Sum(s0), Vector256.Sum(s1), Vector256.Sum(s2), Vector256.Sum(s3), Vector256.Sum(s4)];
        if (squares[0] <= 1e-20 * n * mean * mean) return;
        for (var j = 0; j < Tried; j++) sum[j] -= .5 * n * Math.Log(squares[j]);
    }
}
