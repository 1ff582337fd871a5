using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Synthesis;

/// <summary>A metric between its floor and its ceiling; nulls where there is nothing to tell.</summary>
public sealed record MetricLine(string Key, string Title, double? Tier, double? Floor, double? Score, double? Ceiling, double? Skill, double? Before, string Observation, string Missing);

/// <summary>How like its target a synthetic dataset is, made of the stored tables of a run of calibrate or score.</summary>
public sealed class LikenessShown
{
    private readonly ILookup<string, GridRow> distributions;

    public LikenessShown(RunRecord run, IRunStore store)
    {
        IEnumerable<GridRow> Rows(string table)
        {
            if (run.Tables.All(t => t.Schema.Name != table)) return [];
            var found = store.Read(run.Id, table);
            return found.Read().Select(cells => new GridRow(found.Schema, cells));
        }
        var before = Rows("UNCALIBRATED").ToDictionary(r => r.Text("metric"), r => r.Number("score"));
        IsCalibration = before.Count > 0;
        Metrics = [.. Rows("METRICS").Select(r => new MetricLine(r.Text("metric"), r.Text("title"), r.Number("tier"), r.Number("null"), r.Number("score"), r.Number("ceiling"), r.Number("skill"),
            before.GetValueOrDefault(r.Text("metric")), r.Text("one_observation"), r.Text("missing"))).OrderBy(m => m.Tier == 0).ThenBy(m => m.Tier).ThenBy(m => m.Skill ?? double.MaxValue)];
        distributions = Rows("DISTRIBUTIONS").ToLookup(r => r.Text("metric"));
        Trials = TrialsChart.Of([.. Rows("TRIALS").Select(r => new TrialPoint((int)r.Number("number")!, r.Text("kind") == "search", r.Number("score") ?? 0, r.Number("best") ?? 0, r["given_up"] is true))]);
        Ablation = AblationOf([.. Rows("ABLATION")]);
    }

    /// <summary>Tier by tier, in each the least skill first.</summary>
    public IReadOnlyList<MetricLine> Metrics { get; }
    /// <summary>Whether there are settings that were searched.</summary>
    public bool IsCalibration { get; }
    /// <summary>How the search went; null for a score.</summary>
    public ChartSpec? Trials { get; }
    /// <summary>What each metric loses without each part; null where it was not asked for.</summary>
    public ChartSpec? Ablation { get; }

    /// <summary>The metric of a key that has distributions, else the one of least skill that has.</summary>
    public MetricLine? Of(string? key) => Metrics.FirstOrDefault(m => m.Key == key && distributions.Contains(m.Key)) ?? Metrics.Where(m => distributions.Contains(m.Key)).OrderBy(m => m.Skill ?? double.MaxValue).FirstOrDefault();

    /// <summary>Both distributions of a metric, as shares of observations at most a value.</summary>
    public ChartSpec Distribution(MetricLine metric)
    {
        GridRow[] points = [.. distributions[metric.Key]];
        object?[] at = [.. points.Select(p => (object?)p.Number("value"))];
        return new()
        {
            X = new("Value of an observation"),
            Y = new("Share at most this", ColumnType.Percent),
            Series =
            [
                new() { Name = "Target", Entity = 1, Strong = true, X = at, Y = [.. points.Select(p => p.Number("target"))] },
                new() { Name = "Synthetic", Entity = 0, Strong = true, X = at, Y = [.. points.Select(p => p.Number("synthetic"))] },
            ],
        };
    }

    private ChartSpec? AblationOf(GridRow[] rows)
    {
        if (rows.Length == 0) return null;
        var names = Metrics.ToDictionary(m => m.Key, m => m.Title);
        string[] without = [.. rows.Select(r => r.Text("without")).Distinct()];
        string[] metrics = ["tiered", .. Metrics.Select(m => m.Key)];
        var worth = rows.ToDictionary(r => (r.Text("without"), r.Text("metric")), r => r.Number("worth"));
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new("", ColumnType.Text),
            Heat = new(without, [.. metrics.Select(m => names.GetValueOrDefault(m, "Tiered score"))], [.. metrics.Select(m => (IReadOnlyList<double?>)[.. without.Select(w => worth.GetValueOrDefault((w, m)))])], ColumnType.Number, Diverging: true),
        };
    }
}
