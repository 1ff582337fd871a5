using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.Clusters;

/// <summary>A cluster as a card shows it.</summary>
/// <param name="Entity">Its place in the palette.</param>
/// <param name="Name">Name.</param>
/// <param name="Members">How many stores or accounts.</param>
/// <param name="SalesShare">Share of the chain's sales.</param>
/// <param name="MeanSales">Mean sales of a member.</param>
/// <param name="Silhouette">Mean silhouette, or null.</param>
/// <param name="Reason">What sets it apart, in a sentence.</param>
public sealed record ClusterCard(int Entity, string Name, long Members, double SalesShare, double MeanSales, double? Silhouette, string Reason);

/// <summary>A store in the list, with why it is where it is.</summary>
internal sealed record StoreRow(string Id, string? Name, string Cluster, double Sales, double? Silhouette, string Reason);

/// <summary>Everything that the page shows of one answer, made of the report's tables.</summary>
public sealed class ClustersShown : IShown<ClustersShown, ClustersView>
{
    private const double Clear = .5, Fair = .25;

    private readonly List<string> _names;

    private ClustersShown(Answered answered, ClustersView view)
    {
        (Answered, View) = (answered, view);
        var (report, accounts) = (answered.Report, ((ClustersOptions)answered.Options).Entity == ClusterEntity.Account);
        Many = accounts ? "accounts" : "stores";
        Cards = [.. Rows(report, "cluster_summary").Select((r, i) => new ClusterCard(i, r.Text("cluster"), (long)r["members"]!, r.Number("sales_share") ?? 0, r.Number("mean_sales") ?? 0, r.Number("silhouette"), r.Text("reason")))];
        _names = [.. Cards.Select(c => c.Name)];
        Map = MapOf(report);
        Trials = TrialsOf(report);
        Profile = ProfileOf(report);
        Stores = new(StoresOf(report, accounts));
        LeftOut = report.Table("clusters_left_out") is { Count: > 0 } left ? [new(left)] : [];
    }

    /// <inheritdoc/>
    public Answered Answered { get; }
    /// <inheritdoc/>
    public ClustersView View { get; }
    /// <summary>"stores" or "accounts".</summary>
    public string Many { get; }
    public IReadOnlyList<ClusterCard> Cards { get; }
    public ChartSpec Map { get; }
    /// <summary>Silhouette by number of clusters; null where one number only was tried.</summary>
    public ChartSpec? Trials { get; }
    /// <summary>The number that was chosen.</summary>
    public long Chosen => Cards.Count;
    public ChartSpec Profile { get; }
    public MemoryTable Stores { get; }
    /// <summary>Those without a cluster, where there are some.</summary>
    public IReadOnlyList<MemoryTable> LeftOut { get; }

    /// <inheritdoc/>
    public static ClustersShown Of(Answered answered, ClustersView view, ClustersShown? before) => new(answered, view);

    /// <summary>The answer in a sentence.</summary>
    public string Sentence
    {
        get
        {
            var members = Cards.Sum(c => c.Members);
            var width = Answered.Report.Kpis.FirstOrDefault(k => k.Key == "silhouette")?.Value;
            var fit = width is not { } w ? "" : w >= Clear ? ", clearly apart" : w >= Fair ? ", fairly apart" : ", with soft borders";
            return Cards.Count == 1 ? $"All {members:N0} {Many} are one cluster." : $"{members.ToString("N0", CultureInfo.CurrentCulture)} {Many} fall into {Cards.Count} clusters{fit}.";
        }
    }

    private ChartSpec MapOf(Report report)
    {
        var table = report.Table("cluster_map")!;
        var points = Rows(report, "cluster_map").GroupBy(r => r.Text("cluster")).ToDictionary(g => g.Key, g => g.ToArray());
        return new()
        {
            X = new(table.Schema["x"].Label),
            Y = new(table.Schema["y"].Label),
            Series = [.. Cards.Where(c => points.ContainsKey(c.Name)).Select(c => new ChartSeries
            {
                Name = c.Name, Kind = SeriesKind.Points, Entity = c.Entity, Size = 11,
                X = [.. points[c.Name].Select(r => r["x"])], Y = [.. points[c.Name].Select(r => r.Number("y"))],
                Hover = [.. points[c.Name].Select(r => $"{r.Text("store")}\n{c.Name}")],
            })],
        };
    }

    private static ChartSpec? TrialsOf(Report report)
    {
        var trials = Rows(report, "cluster_trials").Where(r => r.Number("silhouette") is not null).ToArray();
        if (trials.Length < 2) return null;
        var chosen = trials.Where(r => r["chosen"] is true).ToArray();
        return new()
        {
            X = new("Number of clusters", ColumnType.Text),
            Y = new("Mean silhouette"),
            Legend = false,
            Series = [Series("Tried", trials, quiet: true), Series("Chosen", chosen, quiet: false)],
        };

        static ChartSeries Series(string name, GridRow[] rows, bool quiet) => new()
        {
            Name = name,
            Kind = quiet ? SeriesKind.Line : SeriesKind.Points,
            Quiet = quiet,
            Entity = 0,
            Size = 12,
            X = [.. rows.Select(r => (object?)((long)r["k"]!).ToString(CultureInfo.CurrentCulture))],
            Y = [.. rows.Select(r => r.Number("silhouette"))],
            Hover = [.. rows.Select(r => $"{r["k"]} clusters: {Cells.Headline(r.Number("silhouette"), ColumnType.Number)}{(r["chosen"] is true ? ", chosen" : "")}")],
        };
    }

    private ChartSpec ProfileOf(Report report)
    {
        var cells = Rows(report, "cluster_profiles").ToDictionary(r => (r.Text("cluster"), r.Text("category")), r => r.Number("index"));
        var categories = cells.Keys.Select(k => k.Item2).Distinct().Order(StringComparer.CurrentCulture).ToArray();
        return new()
        {
            X = new("", ColumnType.Text),
            Y = new("", ColumnType.Text),
            Heat = new(_names, categories, [.. categories.Select(c => (IReadOnlyList<double?>)[.. _names.Select(n => cells.GetValueOrDefault((n, c)) - 1)])], ColumnType.Percent, Diverging: true),
        };
    }

    private IResultTable StoresOf(Report report, bool accounts)
    {
        var reasons = Cards.ToDictionary(c => c.Name, c => c.Reason);
        var rows = Rows(report, "clusters").Select(r => new StoreRow(r.Text("store"), r["name"] as string, r.Text("cluster"), r.Number("sales") ?? 0, r.Number("silhouette"), $"{Fit(r.Number("silhouette"))}{reasons.GetValueOrDefault(r.Text("cluster"))}")).ToArray();
        var layout = new TableLayout<StoreRow>("stores", accounts ? "Accounts" : "Stores").Text("store", accounts ? "Account" : "Store", r => r.Id);
        if (Array.Exists(rows, r => r.Name is not null)) layout = layout.Text("name", "Name", r => r.Name);
        return layout.Text("cluster", "Cluster", r => r.Cluster).Money("sales", "Sales", r => r.Sales).Number("silhouette", "Silhouette", r => r.Silhouette)
            .Text("reason", "Why", r => r.Reason).OrderBy("store").IdentifiedBy("store").Of(rows);
    }

    private static string Fit(double? silhouette) => silhouette switch
    {
        null => "",
        < 0 => "Nearer to another cluster. ",
        < Fair => "On the border. ",
        _ => "",
    };

    private static IEnumerable<GridRow> Rows(Report report, string table) =>
        report.Table(table) is { } found ? found.Read().Select(cells => new GridRow(found.Schema, cells)) : [];
}
