using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Core.Synthesis.Scoring;

/// <summary>A tier's balanced score.</summary>
/// <param name="Tier">1 to 3.</param>
/// <param name="Weight">Its share of the whole.</param>
/// <param name="Score">The balanced score of its metrics that could be computed; null where there was none.</param>
/// <param name="Missing">Keys of its metrics that could not be computed.</param>
internal sealed record TierScore(int Tier, double Weight, double? Score, IReadOnlyList<string> Missing);

/// <summary>The weighted mean of the tiers that could be scored; partial where a metric is missing.</summary>
internal sealed record TieredScore(double? Score, IReadOnlyList<TierScore> Tiers)
{
    private static readonly double[] Weights = [.40, .35, .25];

    /// <summary>Whether any metric with a weight is missing.</summary>
    public bool IsPartial => Tiers.Any(t => t.Missing.Count > 0);

    /// <summary>The score of metrics by key; null for those that could not be computed. Null of nothing: an empty sample never scores 0.</summary>
    public static TieredScore Of(IReadOnlyDictionary<string, double?> metrics)
    {
        TierScore[] tiers = [.. Weights.Select((weight, i) =>
        {
            var keys = MetricList.All.Where(m => m.Tier == i + 1).Select(m => m.Key).ToArray();
            double[] known = [.. keys.Select(k => metrics.GetValueOrDefault(k)).OfType<double>()];
            return new TierScore(i + 1, weight, known.Length == 0 ? null : BalancedScore.Of(known), [.. keys.Where(k => metrics.GetValueOrDefault(k) is null)]);
        })];
        var scored = tiers.Where(t => t.Score is not null).ToArray();
        return new(scored.Length == 0 ? null : scored.Sum(t => t.Weight * t.Score!.Value) / scored.Sum(t => t.Weight), tiers);
    }
}
