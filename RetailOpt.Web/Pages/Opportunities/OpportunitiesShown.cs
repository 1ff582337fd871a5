using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>Everything that the page shows of one answer and one view: made whole, off the page's thread, then swapped in.</summary>
public sealed class OpportunitiesShown : IShown<OpportunitiesShown, OpportunitiesView>
{
    /// <summary>Products that the panel of a store lists; all of them are in the list beside it.</summary>
    public const int StoreProducts = 30;

    private static readonly string[] Headline = ["opportunities", "flagged", "potential_sales", "removed"];

    private OpportunitiesShown(Answered answered, OpportunitiesView view, OpportunitiesShown? before)
    {
        (Answered, View) = (answered, view);
        var answer = answered.Answer;
        Result = (OpportunitiesResult)answer.Result;
        Many = Options.Entity == StoreEntity.Store ? "stores" : "accounts";
        var same = before is not null && ReferenceEquals(before.Answered, answered) ? before : null;
        Charts = same?.Charts ?? new(answer.Report, Many);
        Scarcity = same is not null ? same.Scarcity : Result.Scarcity();
        Removed = same is not null ? same.Removed : RemovedOf(answer.Report);
        LeftOut = same is not null ? same.LeftOut : answer.Report.Table("stores_without_cluster") is { Count: > 0 } left ? [new(left)] : [];
        StoreTable = same?.StoreTable ?? new(StoresOf(answer.Report));
        Ranges = before is not null && ReferenceEquals(before.Result.Model, Result.Model) ? before.Ranges : RangesOf();
        Kpis = answered.Kpis(Headline);
        Rows = same is not null && (same.View.Cluster, same.View.Category) == (view.Cluster, view.Category) ? same.Rows : new(Result.Ranked(view.Cluster, view.Category));
        Store = view.Store is null ? null : Result.Store(view.Store);
        var missed = Store is null ? null : Result.RankedOf(Store.Store);
        StoreMisses = missed is null ? [] : [.. missed.Read().Take(StoreProducts).Select(cells => new GridRow(missed.Schema, cells))];
        Scatter = ScatterOf(same);
    }

    /// <inheritdoc/>
    public Answered Answered { get; }
    public Answer Answer => Answered.Answer;
    public OpportunitiesResult Result { get; }
    public RuleOptions Options => Result.Options;
    /// <inheritdoc/>
    public OpportunitiesView View { get; }
    public string Currency => Answered.Currency;
    /// <summary>"stores" or "accounts".</summary>
    public string Many { get; }
    /// <summary>"store" or "account".</summary>
    public string One => Many[..^1];
    public OpportunitiesCharts Charts { get; }
    public IReadOnlyList<Kpi> Kpis { get; }
    /// <summary>Why little was found; null where there is enough.</summary>
    public Scarcity? Scarcity { get; }
    /// <summary>The opportunities that are listed, best score first.</summary>
    public MemoryTable Rows { get; }
    /// <summary>All stores, the largest potential first.</summary>
    public MemoryTable StoreTable { get; }
    /// <summary>What the adoption removed, the nearest to the threshold first; null where nothing.</summary>
    public MemoryTable? Removed { get; }
    /// <summary>Stores without a cluster, where there are some.</summary>
    public IReadOnlyList<MemoryTable> LeftOut { get; }
    /// <summary>The store that is looked into; null where none is, or it has no cluster.</summary>
    public StoreFigures? Store { get; }
    /// <summary>The best of what it misses.</summary>
    public IReadOnlyList<GridRow> StoreMisses { get; }
    /// <summary>The category on show; null where there is none.</summary>
    public CategoryScatter? Scatter { get; }
    public IReadOnlyDictionary<string, OptionRange> Ranges { get; }

    /// <inheritdoc/>
    public static OpportunitiesShown Of(Answered answered, OpportunitiesView view, OpportunitiesShown? before) => new(answered, view, before);

    /// <summary>The answer in a sentence.</summary>
    public string Sentence
    {
        get
        {
            if (Result.Opportunities == 0) return "No opportunity was found under these thresholds.";
            var (flagged, potential, stores) = ((long)(Kpis[1].Value ?? 0), Kpis[2].Value, Charts.Clusters.Sum(c => c.Stores));
            var most = Charts.Largest is not ({ } cluster, { } category) ? "" : Charts.Categories.Count == 1 ? $" Most of it is in {cluster}." : $" The largest part is {category} in {cluster}.";
            return string.Create(CultureInfo.CurrentCulture, $"{flagged:N0} of {stores:N0} {Many} {(flagged == 1 ? "misses" : "miss")} best sellers of {(flagged == 1 ? "its" : "their")} peers: {Result.Opportunities:N0} {(Result.Opportunities == 1 ? "gap" : "gaps")}, worth {Cells.Headline(potential, ColumnType.Money)}{(Currency.Length > 0 ? $" {Currency}" : "")} if each sold what it sells at peers.{most}");
        }
    }

    /// <summary>What is listed, in words.</summary>
    public string ListHeading => View.Stores ? Cells.Capital(Many)
        : (View.Cluster, View.Category) switch { (null, null) => "All opportunities", ({ } c, null) => c, (null, { } k) => k, ({ } c, { } k) => $"{k} in {c}" };

    private CategoryScatter? ScatterOf(OpportunitiesShown? same)
    {
        var (cluster, category) = View.Product is { } at ? (at.Cluster, at.Category) : (View.Cluster, View.Category) switch
        {
            ({ } c, { } k) => (c, k),
            ({ } c, null) => (c, Charts.Categories.FirstOrDefault(k => Result.CategoriesOf(c).Contains(k)) ?? Result.CategoriesOf(c).FirstOrDefault()),
            (null, { } k) => (Charts.Clusters.Where(c => Result.CategoriesOf(c.Name).Contains(k)).MaxBy(c => c.Potential)?.Name, k),
            _ => Charts.Largest.Cluster is null ? FirstCategory() : Charts.Largest,
        };
        if (cluster is null || category is null) return null;
        return same?.Scatter is { } old && (old.Cluster, old.Category) == (cluster, category) && same.View.Product?.Product == View.Product?.Product ? old : new(Result, cluster, category, View.Product?.Product);
    }

    private (string?, string?) FirstCategory() => Charts.Clusters.Select(c => ((string?)c.Name, Result.CategoriesOf(c.Name).FirstOrDefault())).FirstOrDefault(c => c.Item2 is not null);

    private Dictionary<string, OptionRange> RangesOf()
    {
        var (largest, sales) = (Math.Max(2, Charts.Clusters.Max(c => c.Stores)), Math.Max(100, Result.HighSales()));
        return new()
        {
            ["top-performer-threshold"] = new(.01, 1),
            ["min-product-sales"] = new(0, sales),
            ["min-stores-selling"] = new(1, largest),
            ["min-cluster-stores"] = new(1, largest),
        };
    }

    // sorted when it is read: a live answer does not wait for it
    private static MemoryTable? RemovedOf(Report report)
    {
        if (report.Table("removed_by_adoption") is not { Count: > 0 } removed) return null;
        var at = removed.Schema.IndexOf("adoption_rate");
        return new(new Reordered(removed, rows => rows.OrderByDescending(r => (double?)r[at])));
    }

    private static Reordered StoresOf(Report report)
    {
        var table = report.Table("stores")!;
        var at = table.Schema.IndexOf("potential_sales_increase");
        return new(table, rows => rows.OrderByDescending(r => (decimal?)r[at]));
    }

    /// <summary>A table of the report in another order.</summary>
    private sealed class Reordered(IResultTable table, Func<IEnumerable<object?[]>, IEnumerable<object?[]>> order) : IResultTable
    {
        public TableSchema Schema => table.Schema;
        public long? Count => table.Count;
        public IEnumerable<object?[]> Read() => order(table.Read());
    }
}
