using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Grid;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>What a tab shows of one answer and one view: made whole, off the page's thread, then swapped in.</summary>
public abstract class CrossSellShown(Answered answered, CrossSellView view, IReadOnlyList<string> headline) : IShown<CrossSellShown, CrossSellView>
{
    /// <inheritdoc/>
    public Answered Answered { get; } = answered;
    /// <inheritdoc/>
    public CrossSellView View { get; } = view;
    public Answer Answer => Answered.Answer;
    public string Currency => Answered.Currency;
    /// <summary>The figures of the first screen.</summary>
    public IReadOnlyList<Kpi> Kpis { get; } = answered.Kpis(headline);
    /// <summary>The answer in a sentence, in a merchandiser's words.</summary>
    public abstract string Sentence { get; }

    /// <inheritdoc/>
    public static CrossSellShown Of(Answered answered, CrossSellView view, CrossSellShown? before) => view.Tab switch
    {
        "affinity" => new AffinityShown(answered, view),
        "accounts" => new AccountShown(answered, view),
        "promotions" => new PromotionsShown(answered, view),
        "gains" => new GainsShown(answered, view),
        "backtest" => new BacktestShown(answered, view),
        _ => new RulesShown(answered, view),
    };

    /// <summary>A table of the report.</summary>
    protected IResultTable Table(string name) => Answer.Report.Table(name) ?? throw new InvalidOperationException($"The report has no table '{name}'.");

    /// <summary>A table by its names: where its rows have them, their keys stand behind all other columns, and are not shown at first.</summary>
    protected NamedGrid Grid(string name, params string[] keys)
    {
        var table = (IIndexedTable)Table(name);
        var behind = keys.Where(k => table.Count > 0 && table.Cell(0, table.Schema.IndexOf(k + "_name")) is not null).ToArray();
        string[] first = [.. table.Schema.Columns.Select(c => c.Key).Except(behind)];
        return new(new(new Slice(table, 0, (int)table.Count!, first)), first.Length);
    }

    /// <summary>The rows of a table of the report.</summary>
    protected IEnumerable<GridRow> Rows(string name)
    {
        var table = Table(name);
        return table.Read().Select(cells => new GridRow(table.Schema, cells));
    }

    /// <summary>The name of an item, else its key.</summary>
    protected static string Named(GridRow row, string name, string key) => row.Text(name) is { Length: > 0 } text ? text : row.Text(key);
}

/// <summary>A table of a grid.</summary>
/// <param name="Table">The table.</param>
/// <param name="First">Columns shown at first.</param>
public sealed record NamedGrid(MemoryTable Table, int First);

/// <summary>Successive rows of a table, some columns of which come first.</summary>
internal sealed class Slice(IIndexedTable table, int from, int count, string[] first) : IIndexedTable
{
    private readonly int[] columns = [.. Enumerable.Range(0, table.Schema.Columns.Count).OrderBy(c => first.Contains(table.Schema.Columns[c].Key) ? Array.IndexOf(first, table.Schema.Columns[c].Key) : first.Length)];

    public TableSchema Schema => field ??= table.Schema with { Columns = [.. columns.Select(c => table.Schema.Columns[c])] };
    public long? Count => count;
    public object? Cell(int row, int column) => table.Cell(from + row, columns[column]);
    public IEnumerable<object?[]> Read() => Enumerable.Range(0, count).Select(r => Enumerable.Range(0, columns.Length).Select(c => Cell(r, c)).ToArray());
}
