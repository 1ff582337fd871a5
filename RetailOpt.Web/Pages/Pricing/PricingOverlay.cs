using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>Several runs of pricing in one picture: demand against weighted markdown, made of the stored tables FRONTS and SUMMARY.</summary>
internal static class PricingOverlay
{
    /// <summary>Scenario 10 trades three goals: its front is a surface, of which this picture shows no line.</summary>
    private static readonly string Surface = Scenario.MdDemandAndInventory.Key();

    /// <summary>Sizes of the first run's points, and how much smaller those of each run after it are.</summary>
    private const double Outer = 26, Ring = 4;

    /// <summary>The chart; null where no run has a plan.</summary>
    public static ChartSpec? Chart(IReadOnlyList<OverlaidRun> runs)
    {
        ChartSeries[] series = [.. runs.SelectMany(Fronts), .. runs.SelectMany(Scenarios)];
        return series.Length == 0 ? null : new()
        {
            X = new("Weighted markdown", ColumnType.Percent),
            Y = new("Demand", ColumnType.Money),
            Series = series,
            Legend = true,
        };
    }

    /// <summary>"4 Markdown target" for TGT_MD.</summary>
    public static string RowName(string key) => ScenarioWords.Of(key) is { } scenario ? $"{ScenarioWords.Number(scenario)} {ScenarioWords.Name(scenario)}" : key;

    private static IEnumerable<ChartSeries> Fronts(OverlaidRun run) => Points(run, "FRONTS").Where(p => p.Key != Surface).GroupBy(p => p.Key).Where(g => g.Count() > 1).Select((front, i) =>
        Of(run, [.. front.OrderBy(p => p.Md)], $"{run.Name}: front of {RowName(front.Key)}") with { Unlisted = i > 0, Name = i == 0 ? run.Name : $"{run.Name}, {RowName(front.Key)}", Dashed = run.Place > 0 });

    private static IEnumerable<ChartSeries> Scenarios(OverlaidRun run)
    {
        Point[] plans = [.. Points(run, "SUMMARY")];
        if (plans.Length == 0) yield break;
        yield return Of(run, plans, run.Name) with
        {
            Name = $"{run.Name}, scenarios",
            Kind = SeriesKind.Points,
            Inside = true,
            Unlisted = true,
            Size = Outer - Ring * run.Place, // where runs agree, each shows as a ring
            Labels = [.. plans.Select(p => ScenarioWords.Of(p.Key) is { } s ? $"{ScenarioWords.Number(s)}" : "")],
            Hover = [.. plans.Select(p => Words($"{run.Name}: {RowName(p.Key)}", p))],
        };
    }

    private static ChartSeries Of(OverlaidRun run, IReadOnlyList<Point> points, string what) => new()
    {
        Name = what,
        Entity = run.Place,
        X = [.. points.Select(p => (object?)p.Md)],
        Y = [.. points.Select(p => (double?)p.Demand)],
        Hover = [.. points.Select(p => Words(what, p))],
    };

    private static string Words(string what, Point p) => $"{what}\n{Cells.Full(p.Md, ColumnType.Percent)} off over all, demand {Cells.Headline(p.Demand, ColumnType.Money)}, {Cells.Headline(p.Left, ColumnType.Integer)} units left";

    // an infeasible scenario has no plan, and so no point
    private static IEnumerable<Point> Points(OverlaidRun run, string table) => (run.Table(table) ?? [])
        .Select(r => (Key: r.Text("SCENARIO"), Md: r.Number("WEIGHTED_MD"), Demand: r.Number("DEMAND"), Left: r.Number("INVENTORY")))
        .Where(p => p is { Md: not null, Demand: not null }).Select(p => new Point(p.Key, p.Md!.Value, p.Demand!.Value, p.Left));

    private readonly record struct Point(string Key, double Md, double Demand, double? Left);
}
