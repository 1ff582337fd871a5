using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>
/// The SKUs of a result as one plan sees them: first what the plan does with each, then every other column of the result.
/// Its columns are the same for every plan, so a grid keeps its view when the plan changes.
/// </summary>
public sealed class PlanTable : IIndexedTable
{
    /// <summary>How many columns a grid shows at first.</summary>
    public int First { get; }

    private readonly IIndexedTable _all;
    private readonly Func<int, object?>[] _cells;

    /// <param name="all">The result's table of SKUs.</param>
    /// <param name="plan">The scenario on show.</param>
    /// <param name="other">The scenario it is compared with.</param>
    /// <param name="named">Whether SKUs have names.</param>
    /// <param name="grouped">Whether SKUs have categories worth a column.</param>
    public PlanTable(IIndexedTable all, Scenario plan, Scenario other, bool named, bool grouped)
    {
        _all = all;
        var columns = new List<(Column Column, Func<int, object?> Cell)>();
        Func<int, object?> msrp = Of("MSRP"), md = Of(plan, "MD"), was = Of(other, "MD"), brings = Of(plan, "DEMAND"), brought = Of(other, "DEMAND");
        Take("SKU");
        if (named) Take("NAME");
        Take("MSRP");
        columns.Add((new("PLAN_MD", "Markdown", ColumnType.Percent, null, "The share taken off the list price"), md));
        columns.Add((new("PLAN_PRICE", "Price", ColumnType.Money), i => md(i) is double share && msrp(i) is decimal list ? Math.Round(list * (decimal)(1 - share), 4) : null));
        columns.Add((new("PLAN_SALES", "Units", ColumnType.Number), Of(plan, "SALES")));
        columns.Add((new("PLAN_DEMAND", "Demand", ColumnType.Money), brings));
        columns.Add((new("MD_CHANGE", "Markdown change", ColumnType.Percent, null, "Against the plan compared with"), i => md(i) is double now && was(i) is double then ? now - then : null));
        Take("FLAGS");
        if (grouped) Take("CATEGORY");
        columns.Add((new("DEMAND_CHANGE", "Demand change", ColumnType.Money, null, "Against the plan compared with"), i => brings(i) is decimal now && brought(i) is decimal then ? now - then : null));
        First = columns.Count;
        foreach (var column in all.Schema.Columns.Where(c => columns.TrueForAll(x => x.Column.Key != c.Key) && c.Key is not ("NAME" or "CATEGORY")).ToArray()) Take(column.Key);
        Schema = new("PLAN", "SKUs of the plan", [.. columns.Select(c => c.Column)], all.Schema.TotalOrder, all.Schema.Identity, InWorkbook: false);
        _cells = [.. columns.Select(c => c.Cell)];

        void Take(string key) => columns.Add((all.Schema[key], Of(key)));
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <inheritdoc/>
    public long? Count => _all.Count;

    /// <inheritdoc/>
    public object? Cell(int row, int column) => _cells[column](row);

    /// <inheritdoc/>
    public IEnumerable<object?[]> Read() => Enumerable.Range(0, (int)_all.Count!.Value).Select(row => Array.ConvertAll(_cells, cell => cell(row)));

    private Func<int, object?> Of(Scenario scenario, string what) => Of($"{scenario.Key()}_{what}");

    private Func<int, object?> Of(string key)
    {
        var index = _all.Schema.IndexOf(key);
        return row => _all.Cell(row, index);
    }
}
