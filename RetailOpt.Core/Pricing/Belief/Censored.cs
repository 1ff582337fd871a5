using MathNet.Numerics.Distributions;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>A normal quantity that can be neither below 0 nor above a limit: its mean and variance, and the chance that neither end holds it.</summary>
internal readonly record struct Censored(double Mean, double Variance, double Inside)
{
    /// <summary>Deviations beyond which an end is too far to matter.</summary>
    private const double Far = 8;

    public static Censored Of(double mean, double deviation, double limit)
    {
        if (!(deviation > 0)) return new(Math.Clamp(mean, 0, limit), 0, mean >= 0 && mean <= limit ? 1 : 0);
        double a = -mean / deviation, b = (limit - mean) / deviation;
        if (a < -Far && b > Far) return new(mean, deviation * deviation, 1);
        double below = Normal.CDF(0, 1, a), above = Normal.CDF(0, 1, -b), inside = Math.Max(0, 1 - below - above);
        double atA = Density(a), atB = Density(b);
        var first = mean * inside + deviation * (atA - atB) + limit * above;
        var second = (mean * mean + deviation * deviation) * inside + deviation * (2 * mean * (atA - atB) + deviation * (Times(a, atA) - Times(b, atB))) + limit * limit * above;
        return new(first, Math.Max(0, second - first * first), inside);
    }

    private static double Density(double z) => Math.Exp(-.5 * z * z) / Math.Sqrt(2 * Math.PI);

    private static double Times(double z, double density) => double.IsInfinity(z) ? 0 : z * density;
}
