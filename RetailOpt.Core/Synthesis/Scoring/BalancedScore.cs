namespace RetailOpt.Core.Synthesis.Scoring;

/// <summary>
/// One figure of several metrics that cannot be had by being good at most of them:
/// .7 harmonic mean + .2 (1 - min(sd / .3, 1)) + .1 [.1 if all are above .7] - .05 for each below .5, kept within 0 and 1.
/// </summary>
internal static class BalancedScore
{
    private const double Floor = .01, Spread = .3, High = .7, Low = .5;

    /// <summary>The score of metrics that are all 1.</summary>
    public const double Ceiling = .91;

    /// <summary>Harmonic mean of metrics, none taken below .01.</summary>
    public static double HarmonicMean(IReadOnlyList<double> metrics) => metrics.Count / metrics.Sum(m => 1 / Math.Max(m, Floor));

    /// <summary>The score, 0 to .91.</summary>
    /// <param name="metrics">Metrics in 0 to 1, at least one.</param>
    /// <exception cref="ArgumentException">There is no metric.</exception>
    public static double Of(IReadOnlyList<double> metrics)
    {
        if (metrics.Count == 0) throw new ArgumentException("There is no metric to score.", nameof(metrics));
        var mean = metrics.Average();
        var deviation = Math.Sqrt(metrics.Average(m => (m - mean) * (m - mean)));
        var bonus = metrics.All(m => m > High) ? .1 : 0;
        return Math.Clamp(.7 * HarmonicMean(metrics) + .2 * (1 - Math.Min(deviation / Spread, 1)) + .1 * bonus - .05 * metrics.Count(m => m < Low), 0, 1);
    }
}
