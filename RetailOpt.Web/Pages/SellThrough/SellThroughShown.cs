using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Views;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>Everything that the page shows of one answer and one view: made whole, off the page's thread, then swapped in.</summary>
public sealed class SellThroughShown : IShown<SellThroughShown, SellThroughView>
{
    /// <summary>Lines of what one more unit is worth.</summary>
    public const int WorthLines = 8;

    /// <summary>The derived tables, and the input that overrides each.</summary>
    public static readonly IReadOnlyList<(string Table, string Title, string? Input)> DerivedTables =
        [("store_attributes", "Store attributes", "stores"), ("product_roles", "Product roles", "roles"), ("price_bands", "Price bands", "bands"), ("supply_demand_gap", "Supply-demand gap", null), ("cluster_concentration", "Concentration", null), ("potential_estimate", "Potential estimate", null), ("demand", "Demand", null)];

    private static readonly string[] Headline = ["gain_units", "revenue_impact", "units_moved", "broken_limits"];

    private SellThroughShown(Answered answered, SellThroughView view, SellThroughShown? before)
    {
        (Answered, View) = (answered, view);
        var answer = answered.Answer;
        var same = before is not null && ReferenceEquals(before.Answered, answered) ? before : null;
        Plan = same?.Plan ?? new((SellThroughResult)answer.Result);
        Charts = same?.Charts ?? new(answer.Report, Store);
        Limits = same?.Limits ?? LimitLines.Of(answer.Report, Options);
        Changes = same?.Changes ?? new(new NamedTable((IIndexedTable)Plan.Changes, answered.Names, Plan.Many));
        Worth = same?.Worth ?? WorthOf(answer.Report);
        Kpis = answered.Kpis(Headline);
        Ladder = same is not null && same.View.Product == view.Product ? same.Ladder : LadderOf();
        (Steps, Next) = Ladder is null ? (null, null) : ReferenceEquals(Ladder, same?.Ladder) ? (same!.Steps, same.Next) : (LadderChart.Steps(Ladder, Store), LadderChart.Next(Ladder, Store));
        var derived = DerivedTables.FirstOrDefault(t => t.Table == view.Table);
        if (derived.Table is null) derived = DerivedTables[0];
        Derived = derived;
        Table = same is not null && same.Derived.Table == derived.Table ? same.Table : new(answer.Report.Table(derived.Table)!);
    }

    /// <inheritdoc/>
    public Answered Answered { get; }
    /// <inheritdoc/>
    public SellThroughView View { get; }
    public Answer Answer => Answered.Answer;
    public SellThroughOptions Options => (SellThroughOptions)Answered.Options;
    public string Currency => Answered.Currency;
    public PlanView Plan { get; }
    public SellThroughCharts Charts { get; }
    /// <summary>The constraint panel.</summary>
    public IReadOnlyList<LimitLine> Limits { get; }
    public IReadOnlyList<Kpi> Kpis { get; }
    /// <summary>The cells that change, the greatest gain first.</summary>
    public MemoryTable Changes { get; }
    /// <summary>What one more unit of supply and of room is worth, the most first.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<GridRow> Rows, Func<string, string> Name)> Worth { get; }
    /// <summary>The product that is looked into; null where nothing moves.</summary>
    public ProductLadder? Ladder { get; }
    public ChartSpec? Steps { get; }
    public ChartSpec? Next { get; }
    /// <summary>The derived table on show.</summary>
    public (string Table, string Title, string? Input) Derived { get; }
    public MemoryTable Table { get; }

    /// <inheritdoc/>
    public static SellThroughShown Of(Answered answered, SellThroughView view, SellThroughShown? before) => new(answered, view, before);

    /// <summary>What a store, or the account that stands for one, is called; its id where it has no name.</summary>
    public string Store(string id) => Answered.Names.Label(Plan.Many, id);

    /// <summary>What a product is called; its id where it has no name.</summary>
    public string Product(string id) => Answered.Names.Label("products", id);

    /// <summary>The name behind a cell of a grid that holds an id; null for others.</summary>
    public string? NameOf(GridCell cell) => cell.Column.Key switch
    {
        "str_code" => Answered.Names.Of(Plan.Many, cell.Row.Text("str_code")),
        "spu_code" => Answered.Names.Of("products", cell.Row.Text("spu_code")),
        _ => null,
    };

    /// <summary>A figure of the report.</summary>
    public Kpi Kpi(string key) => Answer.Report.Kpis.First(k => k.Key == key);

    /// <summary>The finding, in a merchandiser's words.</summary>
    public string Sentence
    {
        get
        {
            var (before, after) = Plan.Sold;
            if (before <= 0) return "Nothing was sold, so there is nothing to go by: every rate is 0.";
            if (Plan.Units.Moved == 0) return "Units stand where they sell best under these limits: no move would sell more.";
            var (gain, revenue) = (Kpi("gain_units"), Kpi("revenue_impact").Value ?? 0);
            var money = string.Create(CultureInfo.CurrentCulture, $"{Cells.Headline(Math.Abs(revenue), ColumnType.Money)}{(Currency.Length > 0 ? " " + Currency : "")} {(revenue < 0 ? "less" : "more")} revenue");
            return string.Create(CultureInfo.CurrentCulture, $"Move {Plan.Units.Moved:N0} of {Plan.Units.Supplied:N0} units to other {Plan.Many}, and {gain.Value:N0} more are expected to sell ({gain.Low:N0} to {gain.High:N0}): {money}.");
        }
    }

    /// <summary>What is proven of the plan, in plain words.</summary>
    public string Proof
    {
        get
        {
            var words = Plan.SoldAlone ? "units sold" : "units sold, revenue and turnover by their weights";
            if (Plan.Status == AllocationStatus.Optimal) return $"Proven best: no allocation within these limits does better by {words}.";
            var more = string.Create(CultureInfo.CurrentCulture, $"{Math.Max(0, Plan.Bound - Plan.Value):N1}");
            return string.Create(CultureInfo.CurrentCulture, $"Not proven best: another allocation could be better by at most {Plan.Gap:0.####%}, worth {more} units sold. {Plan.Why}");
        }
    }

    private ProductLadder? LadderOf() => (View.Product is { } product ? Plan.Ladder(product) : null) ?? (Plan.Products is [var first, ..] ? Plan.Ladder(first.Product) : null);

    private IReadOnlyList<(string, IReadOnlyList<GridRow>, Func<string, string>)> WorthOf(Report report)
    {
        var rows = SellThroughCharts.Rows(report, "constraints").Where(r => r.Number("price") is > 0 && r.Text("meaning").Length > 0).ToArray();
        (string, IReadOnlyList<GridRow>, Func<string, string>) Of(string heading, Func<string, string> name, Func<GridRow, bool> which) => (heading, [.. rows.Where(which).OrderByDescending(r => r.Number("price")).Take(WorthLines)], name);
        return [Of("One more unit of supply", Product, r => r.Text("constraint") == "supply"), Of("Room for one more", Store, r => r.Text("constraint") is "store capacity in units" or "product slots")];
    }
}
