namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// Demand as a count with mean m and variance m + s m^2: Poisson where the spread s is 0, else negative binomial with size 1/s.
/// </summary>
internal static class CountTail
{
    /// <summary>Mean and variance of D where D >= least: what was wanted where so much was sold and nothing was left.</summary>
    public static (double Mean, double Variance) Above(double least, double mean, double spread)
    {
        if (mean <= 0) return (Math.Max(least, 0), 0);
        var variance = mean + spread * mean * mean;
        if (least <= 0 || mean - least > 8 * Math.Sqrt(variance)) return (mean, variance);
        var (weight, weights, sum, squares) = (1.0, 0.0, 0.0, 0.0);
        for (var j = 0; weight > 1e-12 * weights || j < 2; j++)
        {
            weights += weight;
            sum += j * weight;
            squares += (double)j * j * weight;
            weight *= Step(least + j, mean, spread);
        }
        var more = sum / weights;
        return (least + more, Math.Max(0, squares / weights - more * more));
    }

    /// <summary>P(D = k + 1) / P(D = k).</summary>
    private static double Step(double k, double mean, double spread) => mean * (1 + spread * k) / ((1 + spread * mean) * (k + 1));
}
