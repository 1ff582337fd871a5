using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>A cell of the gap map that was clicked.</summary>
public sealed record GapCell(string Cluster, string Segment);

/// <summary>The pictures of one answer that do not depend on what is looked at.</summary>
public sealed class SellThroughCharts
{
    private static readonly string[] Segments = ["CORE", "SEASONAL", "FILLER", "CLEARANCE", "ECONOMY", "VALUE", "PREMIUM", "LUXURY"];

    public SellThroughCharts(Report report, Func<string, string> store)
    {
        var clusters = Rows(report, "by_cluster").ToArray();
        Clusters = Dumbbell(clusters);
        Moves = [.. Rows(report, "moves")];
        Flow = FlowOf(Moves, store);
        Gap = GapOf(report, [.. clusters.Select(c => c.Text("cluster"))]);
        Best = clusters.MaxBy(c => Gain(c));
        Worst = Rows(report, "supply_demand_gap").Where(g => g.Number("gap") is not null && g.Text("dimension") != "category").MaxBy(g => Math.Abs(g.Number("gap")!.Value));
    }

    /// <summary>Before and after by cluster.</summary>
    public ChartSpec Clusters { get; }
    /// <summary>The largest flows between stores; null where nothing moves.</summary>
    public ChartSpec? Flow { get; }
    /// <summary>Their rows.</summary>
    public IReadOnlyList<GridRow> Moves { get; }
    /// <summary>Points missing by cluster and role or band.</summary>
    public ChartSpec Gap { get; }
    /// <summary>The cluster that gains most, or null.</summary>
    public GridRow? Best { get; }
    /// <summary>The largest gap, or null.</summary>
    public GridRow? Worst { get; }

    /// <summary>Expected units sold more of a row with both.</summary>
    public static double Gain(GridRow row) => (row.Number("expected_sold_after") ?? 0) - (row.Number("expected_sold_before") ?? 0);

    private static ChartSpec Dumbbell(GridRow[] clusters)
    {
        string[] names = [.. clusters.Select(c => c.Text("cluster"))];
        ChartSeries Rates(string name, string key, int entity, bool quiet = false) => new()
        {
            Name = name,
            Kind = SeriesKind.Points,
            Entity = entity,
            Size = quiet ? 9 : 13,
            Quiet = quiet,
            X = names,
            Y = [.. clusters.Select(c => c.Number(key))],
            Hover = [.. clusters.Select(c => $"{c.Text("cluster")}, {name.ToLowerInvariant()}: {Cells.Full(c.Number(key), ColumnType.Percent)}")],
        };
        var line = new ChartSeries
        {
            Name = "From baseline to plan",
            Unlisted = true,
            Entity = 2,
            Strong = true,
            X = [.. names.SelectMany(n => new object?[] { n, n, n })],
            Y = [.. clusters.SelectMany(c => new[] { c.Number("baseline_sellthrough_rate"), c.Number("optimized_sellthrough_rate"), null })],
            Hover = [.. clusters.SelectMany(c => Enumerable.Repeat(string.Create(CultureInfo.CurrentCulture, $"{c.Text("cluster")}: {Gain(c):N0} units sold more"), 3))],
        };
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new("Sell-through", ColumnType.Percent),
            Series = [line, Rates("Observed", "observed_sellthrough_rate", 3, quiet: true), Rates("Baseline, modelled", "baseline_sellthrough_rate", 1), Rates("Plan, modelled", "optimized_sellthrough_rate", 0)],
            Legend = true,
        };
    }

    private static ChartSpec? FlowOf(IReadOnlyList<GridRow> moves, Func<string, string> store) => moves.Count == 0 ? null : new()
    {
        X = new("", ColumnType.Text),
        Y = new("", ColumnType.Text),
        Flow = new([.. moves.Select(m => store(m.Text("from")))], [.. moves.Select(m => store(m.Text("to")))], [.. moves.Select(m => m.Number("units") ?? 0)], "units",
            [.. moves.Select(m => string.Create(CultureInfo.CurrentCulture, $"{store(m.Text("from"))} to {store(m.Text("to"))}: {m.Number("units"):N0} units of {m.Number("products"):N0} products"))]),
    };

    private static ChartSpec GapOf(Report report, string[] clusters)
    {
        var gaps = Rows(report, "supply_demand_gap").Where(g => g.Text("dimension") != "category").ToDictionary(g => (g.Text("cluster"), g.Text("segment")), g => g.Number("gap"));
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new("", ColumnType.Text),
            Heat = new(Segments, clusters, [.. clusters.Select(c => (IReadOnlyList<double?>)[.. Segments.Select(s => gaps.GetValueOrDefault((c, s)))])], ColumnType.Number, Diverging: true),
        };
    }

    internal static IEnumerable<GridRow> Rows(Report report, string table) => report.Table(table) is { } found ? found.Read().Select(cells => new GridRow(found.Schema, cells)) : [];
}
