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
        if (n < 4) return;
        double mean = 0, xx = 0, xy = 0, logs = 0;
        foreach (var y in o.Sold) mean += y / n;
        for (var k = 0; k < n; k++)
        {
            xx += o.Near[k] * o.Near[k];
            xy += o.Near[k] * o.Sold[k];
            logs -= Math.Log(o.Weight[k]);
        }
        if (!(xx > 1e-8)) return;
        Span<double> squares = stackalloc double[Tried];
        squares.Clear();
        for (var k = 0; k < n; k++)
        {
            double d = o.Near[k], r = o.Sold[k] - mean - xy / xx * d, free = Math.Max(1e-3, 1 - 1.0 / n - d * d / xx), s = r * r / free;
            for (var j = 0; j < Tried; j++, s *= o.Weight[k]) squares[j] += s;
        }
        // residuals that are rounding tell nothing
        if (squares[0] <= 1e-20 * n * mean * mean) return;
        for (var j = 0; j < Tried; j++) sum[j] -= .5 * (n * Math.Log(squares[j]) + j * logs);
    }
}
