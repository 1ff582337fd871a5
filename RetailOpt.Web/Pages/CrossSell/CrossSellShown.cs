using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>What a tab shows of one answer and one view: made whole, off the page's thread, then swapped in.</summary>
public abstract class CrossSellShown(Answer answer, CrossSellView view, string currency, IReadOnlyList<string> headline)
{
    public Answer Answer { get; } = answer;
    public CrossSellView View { get; } = view;
    public string Currency { get; } = currency;
    /// <summary>The figures of the first screen.</summary>
    public IReadOnlyList<Kpi> Kpis { get; } = [.. headline.Select(key => answer.Report.Kpis.First(k => k.Key == key)).Select(k => k.Type == ColumnType.Money ? k with { Unit = currency } : k)];
    /// <summary>The answer in a sentence, in a merchandiser's words.</summary>
    public abstract string Sentence { get; }

    /// <summary>Makes what a tab shows of its answer.</summary>
    public static CrossSellShown Of(Answer answer, CrossSellView view, string currency) => view.Tab switch
    {
        "affinity" => new AffinityShown(answer, view, currency),
        "accounts" => new AccountShown(answer, view, currency),
        "promotions" => new PromotionsShown(answer, view, currency),
        "gains" => new GainsShown(answer, view, currency),
        "backtest" => new BacktestShown(answer, view, currency),
        _ => new RulesShown(answer, view, currency),
    };

    /// <summary>A table of the report.</summary>
    protected IResultTable Table(string name) => Answer.Report.Table(name) ?? throw new InvalidOperationException($"The report has no table '{name}'.");

    /// <summary>The rows of a table of the report.</summary>
    protected IEnumerable<GridRow> Rows(string name)
    {
        var table = Table(name);
        return table.Read().Select(cells => new GridRow(table.Schema, cells));
    }

    /// <summary>The name of an item, else its key.</summary>
    protected static string Named(GridRow row, string name, string key) => row.Text(name) is { Length: > 0 } text ? text : row.Text(key);
}

/// <summary>Successive rows of a table, some columns of which come first.</summary>
internal sealed class Slice(IIndexedTable table, int from, int count, string[] first) : IIndexedTable
{
    private readonly int[] columns = [.. Enumerable.Range(0, table.Schema.Columns.Count).OrderBy(c => first.Contains(table.Schema.Columns[c].Key) ? Array.IndexOf(first, table.Schema.Columns[c].Key) : first.Length)];

    public TableSchema Schema => field ??= table.Schema with { Columns = [.. columns.Select(c => table.Schema.Columns[c])] };
    public long? Count => count;
    public object? Cell(int row, int column) => table.Cell(from + row, columns[column]);
    public IEnumerable<object?[]> Read() => Enumerable.Range(0, count).Select(r => Enumerable.Range(0, columns.Length).Select(c => Cell(r, c)).ToArray());
}
