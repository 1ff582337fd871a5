using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Scoring;

/// <summary>What is shown of a scorecard.</summary>
internal static class ScoreReport
{
    private const int Places = 40;

    private sealed record Point(string Metric, double Value, double Synthetic, double Target);

    private static readonly TableLayout<Reading> Metrics = new TableLayout<Reading>("METRICS", "Metrics")
        .Text("metric", "Metric", r => r.Scored.Metric.Key).Text("title", "Title", r => r.Scored.Metric.Title).Integer("tier", "Tier", r => r.Scored.Metric.Tier)
        .Number("score", "1 - KS", r => r.Scored.Value).Number("null", "Floor", r => r.Null, help: "Every field of the target drawn independently.")
        .Number("ceiling", "Ceiling", r => r.Ceiling, help: "Real against real: two halves of the target's customers.").Number("ceiling_spread", "Spread of the ceiling", r => r.CeilingSpread)
        .Number("skill", "Skill", r => r.Skill, help: "(score - floor) / (ceiling - floor); none where the floor reaches the ceiling.")
        .Number("synthetic_mean", "Mean, synthetic", r => r.Scored.Synthetic.Mean).Number("target_mean", "Mean, target", r => r.Scored.Target.Mean)
        .Text("one_observation", "One observation", r => r.Scored.Metric.Meaning).Text("missing", "Missing because", r => r.Scored.Missing)
        .OrderBy("tier", "metric").IdentifiedBy("metric");

    private static readonly TableLayout<TierScore> Tiers = new TableLayout<TierScore>("TIERS", "Tiers")
        .Integer("tier", "Tier", t => t.Tier).Percent("weight", "Weight", t => t.Weight).Number("score", "Balanced score", t => t.Score)
        .Text("missing", "Missing metrics", t => string.Join(", ", t.Missing)).OrderBy("tier").IdentifiedBy("tier");

    private static readonly TableLayout<Point> Distributions = new TableLayout<Point>("DISTRIBUTIONS", "Distributions")
        .Text("metric", "Metric", p => p.Metric).Number("value", "Value", p => p.Value).Percent("synthetic", "Synthetic, at most this", p => p.Synthetic)
        .Percent("target", "Target, at most this", p => p.Target).OrderBy("metric", "value");

    /// <summary>The report of a scorecard, with what else there is to say.</summary>
    public static Report Of(Readings readings, IReadOnlyList<Notice> notices, IReadOnlyList<IResultTable>? more = null)
    {
        var (card, tiered) = (readings.Card, readings.Card.Tiered);
        List<Notice> told = [.. notices];
        if (tiered.IsPartial) told.Add(new(NoticeLevel.Warning, $"The score is partial: {string.Join("; ", card.Metrics.Where(m => m.Missing is not null).Select(m => $"{m.Metric.Title} ({m.Missing})"))}."));
        var low = readings.Metrics.Where(r => r.Skill < .5).ToArray();
        if (low.Length > 0) told.Add(new(NoticeLevel.Warning, $"Below half way between floor and ceiling: {string.Join(", ", low.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Scored.Metric.Title} ({r.Skill:0.00})")))}."));
        return new(
            [
                Figure("tiered", "Tiered score", tiered.Score), Figure("of_ceiling", "Of the ceiling's", tiered.Score / readings.CeilingScore), Figure("ceiling", "Ceiling's tiered score", readings.CeilingScore),
                Figure("null", "Floor's tiered score", readings.NullScore), Figure("balanced", "Balanced score", card.Balanced),
                Figure("balanced_of_best", "Balanced, of its best .91", card.Balanced / BalancedScore.Ceiling), Figure("least_skill", "Least skill", readings.Metrics.Min(r => r.Skill)),
            ],
            [Metrics.Of([.. readings.Metrics.OrderBy(r => r.Scored.Metric.Tier).ThenBy(r => r.Scored.Metric.Key, StringComparer.Ordinal)]), Tiers.Of(tiered.Tiers),
                Distributions.Of([.. card.Metrics.OrderBy(m => m.Metric.Key, StringComparer.Ordinal).SelectMany(Points)]), .. more ?? []],
            Text(readings), told);
    }

    private static Kpi Figure(string key, string label, double? value) => new(key, label, value, null, null, ColumnType.Number, null, Better.Higher);

    private static IEnumerable<Point> Points(Scored scored)
    {
        if (scored.Missing is not null) return [];
        double[] all = [.. scored.Synthetic.Values.Concat(scored.Target.Values).Distinct().Order()];
        double[] places = all.Length <= Places ? all : [.. Enumerable.Range(0, Places).Select(i => all[(int)((long)i * (all.Length - 1) / (Places - 1))])];
        var (one, other) = (scored.Synthetic.At(places), scored.Target.At(places));
        return places.Select((p, i) => new Point(scored.Metric.Key, p, one[i], other[i]));
    }

    private static string Text(Readings readings)
    {
        string Row(Reading r) => string.Create(CultureInfo.InvariantCulture, $"| {r.Scored.Metric.Title} | {r.Scored.Metric.Tier} | {r.Scored.Value:0.000} | {r.Null:0.000} | {r.Ceiling:0.000} | {r.Skill:0.00} | {r.Scored.Missing} |");
        return $"""
            # Likeness

            Tiered score {readings.Card.Tiered.Score?.ToString("0.000", CultureInfo.InvariantCulture) ?? "none"}; real against real {readings.CeilingScore?.ToString("0.000", CultureInfo.InvariantCulture) ?? "none"}.

            | metric | tier | 1 - KS | floor | ceiling | skill | missing |
            |---|---|---|---|---|---|---|
            {string.Join("\n", readings.Metrics.Select(Row))}
            """;
    }
}
