using RetailOpt.Core.Analyses;
using RetailOpt.Core.Synthesis.Scoring;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>What is shown of a calibration.</summary>
internal static class CalibrateReport
{
    private sealed record Ablated(string Metric, string Without, double? Score, double? Whole);

    private static readonly TableLayout<(Dial Dial, double Value)> Settings = new TableLayout<(Dial Dial, double Value)>("SETTINGS", "Settings")
        .Text("setting", "Setting", d => d.Dial.Key).Number("value", "Value", d => d.Value).Number("least", "Least", d => d.Dial.Least).Number("most", "Most", d => d.Dial.Most)
        .OrderBy("setting").IdentifiedBy("setting");

    private static readonly TableLayout<Trial> Trials = new TableLayout<Trial>("TRIALS", "Trials")
        .Integer("number", "Number", t => t.Number).Text("kind", "Kind", t => t.Search ? "search" : "random").Number("score", "Tiered score", t => t.Score)
        .Number("best", "Best so far", t => t.Best).Flag("given_up", "Not finished", t => t.GivenUp).OrderBy("number");

    private static readonly TableLayout<Ablated> Ablation = new TableLayout<Ablated>("ABLATION", "Ablation")
        .Text("without", "Without", a => a.Without).Text("metric", "Metric", a => a.Metric).Number("score", "Score without", a => a.Score).Number("whole", "Score of the whole", a => a.Whole)
        .Number("worth", "Worth", a => a.Whole - a.Score).OrderBy("without", "metric").IdentifiedBy("without", "metric");

    private static readonly TableLayout<Reading> Before = new TableLayout<Reading>("UNCALIBRATED", "Before calibration")
        .Text("metric", "Metric", r => r.Scored.Metric.Key).Number("score", "1 - KS", r => r.Scored.Value).Number("skill", "Skill", r => r.Skill).OrderBy("metric").IdentifiedBy("metric");

    /// <summary>The report of a calibration.</summary>
    public static Report Of(CalibrateResult result)
    {
        var report = ScoreReport.Of(result.Readings, result.Notices,
        [
            Settings.Of([.. Dials.All.Select(d => (Dial: d, Value: d.Get(result.Settings))).OrderBy(d => d.Dial.Key, StringComparer.Ordinal)]), Trials.Of(result.Trials),
            Before.Of([.. result.Before.Metrics.OrderBy(r => r.Scored.Metric.Key, StringComparer.Ordinal)]),
            Ablation.Of([.. result.Without.SelectMany(w => Rows(w.Name, w.Card, result.Readings.Card)).OrderBy(a => a.Without, StringComparer.Ordinal).ThenBy(a => a.Metric, StringComparer.Ordinal)]),
        ]);
        double Best(bool search) => result.Trials.Where(t => t.Search == search && !t.GivenUp).Select(t => t.Score).DefaultIfEmpty(double.NaN).Max();
        return report with
        {
            Kpis =
            [
                .. report.Kpis, Figure("before", "Before calibration", result.Before.Card.Tiered.Score), Figure("search", "Best of the search, weeks learned from", Best(true)),
                Figure("random", "Best at random, weeks learned from", Best(false)),
            ],
            Documents = [new("settings.json", "application/json", _ => SettingsFile.Text(result.Settings))],
        };
    }

    private static IEnumerable<Ablated> Rows(string name, Scorecard card, Scorecard whole) => card.Metrics.Zip(whole.Metrics, (w, a) => new Ablated(w.Metric.Key, name, w.Value, a.Value))
        .Append(new("tiered", name, card.Tiered.Score, whole.Tiered.Score));

    private static Kpi Figure(string key, string label, double? value) => new(key, label, value is { } v && double.IsNaN(v) ? null : value, null, null, ColumnType.Number, null, Better.Higher);
}
