using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Proof;

/// <summary>Draws of demand that give each cell and draw a stream of its own.</summary>
internal static class DemandDraws
{
    /// <summary>A gamma variable of mean 1 and this variance (Marsaglia and Tsang 2000); 1 where the variance is 0.</summary>
    public static double Factor(ref RandomStream stream, double variance)
    {
        if (variance <= 0) return 1;
        var shape = 1 / variance;
        // below a shape of 1 that of shape + 1 is drawn and turned down by a power of a uniform variable
        var lift = shape < 1 ? Math.Pow(1 - stream.Next(), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.Normal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - stream.Next()) < .5 * x * x + d - d * v + d * Math.Log(v)) return lift * d * v / shape;
        }
    }

    /// <summary>Values of <see cref="Factors"/>.</summary>
    public const int Levels = 16;

    private static readonly double[] Normals = [.. Enumerable.Range(0, Levels).Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + .5) / Levels))];

    /// <summary>Equally likely values that stand for a gamma variable of mean 1 and this variance: its quantiles by Wilson and Hilferty, with mean and variance set right.</summary>
    public static void Factors(double variance, Span<double> factors)
    {
        var (mean, square) = (0.0, 0.0);
        for (var i = 0; i < Levels; i++)
        {
            var root = Math.Max(0, 1 - variance / 9 + Normals[i] * Math.Sqrt(variance) / 3);
            factors[i] = root * root * root;
            mean += factors[i] / Levels;
        }
        foreach (var f in factors) square += (f / mean - 1) * (f / mean - 1) / Levels;
        var wider = square > 0 ? Math.Sqrt(variance / square) : 1;
        for (var i = 0; i < Levels; i++) factors[i] = Math.Max(0, 1 + (factors[i] / mean - 1) * wider);
    }

    /// <summary>A Poisson count; beyond a mean of 100 a rounded normal one with the skew of a Poisson count (Cornish and Fisher).</summary>
    public static long Count(ref RandomStream stream, double mean)
    {
        if (mean <= 100) return stream.Poisson(mean);
        var z = stream.Normal();
        return (long)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * z + (z * z - 1) / 6));
    }
}
