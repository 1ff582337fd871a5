using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>
/// The SKUs of a result as one plan sees them: first what the plan does with each, then every other column of the result.
/// Its columns are the same for every plan, so a grid keeps its view when the plan changes.
/// </summary>
public sealed class PlanTable : IResultTable
{
    /// <summary>How many columns a grid shows at first.</summary>
    public int First { get; }

    private readonly IResultTable _all;
    private readonly Func<object?[], object?>[] _cells;

    /// <param name="all">The result's table of SKUs.</param>
    /// <param name="plan">The scenario on show.</param>
    /// <param name="other">The scenario it is compared with.</param>
    /// <param name="named">Whether SKUs have names.</param>
    /// <param name="grouped">Whether SKUs have categories worth a column.</param>
    public PlanTable(IResultTable all, Scenario plan, Scenario other, bool named, bool grouped)
    {
        _all = all;
        var columns = new List<(Column Column, Func<object?[], object?> Cell)>();
        Take("SKU");
        if (named) Take("NAME");
        if (grouped) Take("CATEGORY");
        Take("MSRP");
        int msrp = all.Schema.IndexOf("MSRP"), md = Index(plan, "MD"), was = Index(other, "MD"), brings = Index(plan, "DEMAND"), brought = Index(other, "DEMAND"), sold = Index(plan, "SALES");
        columns.Add((new("PLAN_MD", "Markdown", ColumnType.Percent, null, "The share taken off the list price"), row => row[md]));
        columns.Add((new("PLAN_PRICE", "Price", ColumnType.Money), row => row[md] is double share && row[msrp] is decimal list ? Math.Round(list * (decimal)(1 - share), 4) : null));
        columns.Add((new("PLAN_SALES", "Units", ColumnType.Number), row => row[sold]));
        columns.Add((new("PLAN_DEMAND", "Demand", ColumnType.Money), row => row[brings]));
        Take("FLAGS");
        columns.Add((new("MD_CHANGE", "Markdown change", ColumnType.Percent, null, "Against the plan compared with"), row => row[md] is double now && row[was] is double then ? now - then : null));
        columns.Add((new("DEMAND_CHANGE", "Demand change", ColumnType.Money, null, "Against the plan compared with"), row => row[brings] is decimal now && row[brought] is decimal then ? now - then : null));
        First = columns.Count;
        foreach (var column in all.Schema.Columns.Where(c => columns.TrueForAll(x => x.Column.Key != c.Key) && c.Key is not ("NAME" or "CATEGORY")).ToArray()) Take(column.Key);
        Schema = new("PLAN", "SKUs of the plan", [.. columns.Select(c => c.Column)], all.Schema.TotalOrder, all.Schema.Identity, InWorkbook: false);
        _cells = [.. columns.Select(c => c.Cell)];

        void Take(string key)
        {
            var index = all.Schema.IndexOf(key);
            columns.Add((all.Schema.Columns[index], row => row[index]));
        }
    }

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <inheritdoc/>
    public long? Count => _all.Count;

    /// <inheritdoc/>
    public IEnumerable<object?[]> Read() => _all.Read().Select(row => Array.ConvertAll(_cells, cell => cell(row)));

    private int Index(Scenario scenario, string what) => _all.Schema.IndexOf($"{scenario.Key()}_{what}");
}
