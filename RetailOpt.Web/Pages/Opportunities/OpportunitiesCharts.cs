using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>A cluster in figures.</summary>
public sealed record ClusterFigures(string Name, long Stores, long Flagged, long Ranked, long TopPerformers, long Opportunities, double Potential, string? Why);

/// <summary>The pictures of one answer that do not depend on what is looked at: heat map, scores, clusters.</summary>
public sealed class OpportunitiesCharts
{
    /// <summary>Categories of the heat map at most: more rows than this nobody reads.</summary>
    public const int MostCategories = 24;

    public OpportunitiesCharts(Report report, string many)
    {
        Clusters = [.. Rows(report, "by_cluster").Select(r => new ClusterFigures(r.Text("cluster"), Whole(r, "stores"), Whole(r, "flagged"), Whole(r, "ranked"), Whole(r, "top_performers"), Whole(r, "opportunities"), r.Number("potential_sales") ?? 0, r["why"] as string))];
        var cells = Rows(report, "heat_map").Select(r => (Cluster: r.Text("cluster"), Category: r.Text("category_key"), Potential: r.Number("potential_sales") ?? 0)).ToArray();
        var byCategory = cells.GroupBy(c => c.Category).OrderByDescending(g => g.Sum(c => c.Potential)).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        Categories = [.. byCategory.Select(g => g.Key)];
        Largest = cells.OrderByDescending(c => c.Potential).ThenBy(c => c.Category, StringComparer.Ordinal).Select(c => (c.Cluster, c.Category)).FirstOrDefault();
        Shown = [.. Categories.Take(MostCategories)];
        Heat = Shown.Count == 0 ? null : HeatOf(cells.ToDictionary(c => (c.Cluster, c.Category), c => c.Potential));
        Scores = ScoresOf(Rows(report, "scores"));
        ByCluster = ByClusterOf(many);
    }

    public IReadOnlyList<ClusterFigures> Clusters { get; }
    /// <summary>Categories with opportunities, the largest potential first.</summary>
    public IReadOnlyList<string> Categories { get; }
    /// <summary>Those that the heat map shows.</summary>
    public IReadOnlyList<string> Shown { get; }
    /// <summary>The cell with the largest potential; nulls where there is none.</summary>
    public (string? Cluster, string? Category) Largest { get; }
    /// <summary>Potential sales by cluster and category; null where there is none.</summary>
    public ChartSpec? Heat { get; }
    /// <summary>Opportunities by score; null where there are none.</summary>
    public ChartSpec? Scores { get; }
    public ChartSpec ByCluster { get; }

    /// <summary>The cluster and category of a cell that was clicked, or null.</summary>
    public (string Cluster, string Category)? At(ChartClick click) => Heat?.Heat is { } map && click.Series >= 0 && click.Series < map.Rows.Count && click.Point >= 0 && click.Point < map.Columns.Count
        ? (map.Columns[click.Point], map.Rows[click.Series]) : null;

    private ChartSpec HeatOf(Dictionary<(string, string), double> potential) => new()
    {
        X = new("", ColumnType.Text),
        Y = new("", ColumnType.Text),
        Heat = new([.. Clusters.Select(c => c.Name)], Shown, [.. Shown.Select(k => (IReadOnlyList<double?>)[.. Clusters.Select(c => potential.TryGetValue((c.Name, k), out var sum) ? sum : (double?)null)])], ColumnType.Money),
    };

    private static ChartSpec? ScoresOf(IEnumerable<GridRow> rows)
    {
        // the bars before the first with something in it say nothing
        var bars = rows.SkipWhile(r => r.Number("opportunities") == 0).ToArray();
        return bars.Length == 0 ? null : new()
        {
            X = new("Score"),
            Y = new("Opportunities", ColumnType.Integer),
            Legend = false,
            Series = [new()
            {
                Name = "Opportunities",
                Kind = SeriesKind.Bars,
                X = [.. bars.Select(r => (object?)((r.Number("from") + r.Number("to")) / 2))],
                Y = [.. bars.Select(r => r.Number("opportunities"))],
                Hover = [.. bars.Select(r => string.Create(CultureInfo.CurrentCulture, $"Score {r.Number("from"):0.00} to {r.Number("to"):0.00}: {r.Number("opportunities"):N0}"))],
            }],
        };
    }

    private ChartSpec ByClusterOf(string many)
    {
        ChartSeries Shares(string name, Func<ClusterFigures, double?> share, Func<ClusterFigures, string> words) => new()
        {
            Name = name,
            Kind = SeriesKind.Bars,
            X = [.. Clusters.Select(c => c.Name)],
            Y = [.. Clusters.Select(share)],
            Hover = [.. Clusters.Select(c => $"{c.Name}: {Cells.Full(share(c), ColumnType.Percent)}\n{words(c)}")],
        };
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new("", ColumnType.Percent),
            Series =
            [
                Shares("Products that are top performers", c => c.Ranked > 0 ? (double)c.TopPerformers / c.Ranked : null, c => string.Create(CultureInfo.CurrentCulture, $"{c.TopPerformers:N0} of {c.Ranked:N0}")),
                Shares($"{Cells.Capital(many)} that miss something", c => c.Stores > 0 ? (double)c.Flagged / c.Stores : null, c => string.Create(CultureInfo.CurrentCulture, $"{c.Flagged:N0} of {c.Stores:N0}")),
            ],
        };
    }

    internal static IEnumerable<GridRow> Rows(Report report, string table) =>
        report.Table(table) is { } found ? found.Read().Select(cells => new GridRow(found.Schema, cells)) : [];

    private static long Whole(GridRow row, string key) => (long)(row[key] ?? 0L);
}
