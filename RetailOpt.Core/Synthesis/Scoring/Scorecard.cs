using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Core.Synthesis.Scoring;

/// <summary>A metric of two logs: its value, or why there is none.</summary>
internal sealed record Scored(Metric Metric, double? Value, string? Missing, Empirical Synthetic, Empirical Target);

/// <summary>All metrics of a synthetic log against a target.</summary>
internal sealed record Scorecard(IReadOnlyList<Scored> Metrics, TieredScore Tiered)
{
    /// <summary>The balanced score over all metrics with a tier that could be computed; null of none.</summary>
    public double? Balanced { get; } = Metrics.Where(m => m.Metric.Tier > 0).Select(m => m.Value).OfType<double>().ToArray() is { Length: > 0 } known ? BalancedScore.Of(known) : null;

    /// <summary>Compares two logs.</summary>
    public static Scorecard Of(ShoppingLog synthetic, ShoppingLog target) => Of(Samples(synthetic), Samples(target));

    /// <summary>Compares samples that were taken before: a target is compared many times.</summary>
    public static Scorecard Of(LogSamples synthetic, LogSamples target)
    {
        Scored[] metrics = [.. MetricList.All.Select((metric, i) =>
        {
            var (one, other) = (synthetic.Samples[i], target.Samples[i]);
            var missing = target.Missing[i] is { } t ? $"in the target {t}" : synthetic.Missing[i] is { } s ? $"in the synthetic data {s}" : null;
            return new Scored(metric, missing is null ? metric.Compare(one, other) : null, missing, one, other);
        })];
        return new(metrics, TieredScore.Of(metrics.ToDictionary(m => m.Metric.Key, m => m.Value)));
    }

    /// <summary>The samples of a log for all metrics.</summary>
    public static LogSamples Samples(ShoppingLog log)
    {
        Empirical[] samples = [.. MetricList.All.Select(m => m.MissingIn(log) is null ? m.Sample(log) : Empirical.Of([]))];
        return new(samples, [.. MetricList.All.Select((m, i) => m.MissingIn(log) ?? (samples[i].Count == 0 ? "there is nothing to observe" : null))]);
    }
}

/// <summary>The samples of a log in the order of the metrics, and why one is missing.</summary>
internal sealed record LogSamples(IReadOnlyList<Empirical> Samples, IReadOnlyList<string?> Missing);
