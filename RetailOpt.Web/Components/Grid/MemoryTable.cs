using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Grid;

/// <summary>
/// A live answer's table by pages: rows are enumerated once, up to a named limit, then sorted and filtered in memory.
/// Beyond the limit the grid says so; a saved run pages without one.
/// </summary>
public sealed class MemoryTable : IPagedTable
{
    /// <summary>Rows that are held at most.</summary>
    public const int Limit = 200_000;

    private readonly Lazy<object?[][]> _rows;

    /// <summary>Pages over a result table.</summary>
    public MemoryTable(IResultTable table)
    {
        Source = table;
        _rows = new(() => [.. table.Read().Take(Limit)]);
    }

    /// <summary>The table itself.</summary>
    public IResultTable Source { get; }

    /// <inheritdoc/>
    public TableSchema Schema => Source.Schema;

    /// <summary>Whether the table has more rows than are held.</summary>
    public bool IsCut => Source.Count > Limit;

    /// <inheritdoc/>
    public Task<Page> ReadAsync(PageRequest request, CancellationToken ct) => Task.Run(() => Read(request, ct), ct);

    private Page Read(PageRequest request, CancellationToken ct)
    {
        IEnumerable<object?[]> rows = _rows.Value;
        foreach (var filter in request.Filters)
        {
            var index = Schema.IndexOf(filter.Column);
            rows = rows.Where(r => Holds(r[index], filter));
        }
        if (request.Search is { Length: > 0 } text)
        {
            var texts = Enumerable.Range(0, Schema.Columns.Count).Where(i => Schema.Columns[i].Type == ColumnType.Text).ToArray();
            rows = rows.Where(r => texts.Any(i => r[i] is string s && s.Contains(text, StringComparison.OrdinalIgnoreCase)));
        }
        ct.ThrowIfCancellationRequested();
        var found = rows.ToList();
        if (request.Sort is [var sort, ..]) found = Sorted(found, sort);
        return new Page([.. found.Skip((int)Math.Min(request.Offset, int.MaxValue)).Take(request.Limit)], found.Count);
    }

    // The rows come in the table's own order and the sort is stable, so that order breaks ties; empty cells are last either way.
    private List<object?[]> Sorted(List<object?[]> rows, SortKey sort)
    {
        var index = Schema.IndexOf(sort.Column);
        var order = Comparer<object?>.Create((a, b) => a is string x && b is string y ? string.Compare(x, y, StringComparison.OrdinalIgnoreCase) : Comparer<object?>.Default.Compare(a, b));
        var byEmpty = rows.OrderBy(r => r[index] is null);
        return [.. sort.Descending ? byEmpty.ThenByDescending(r => r[index], order) : byEmpty.ThenBy(r => r[index], order)];
    }

    private static bool Holds(object? cell, Filter filter) => filter.Kind switch
    {
        FilterKind.Empty => cell is null or "",
        FilterKind.Contains => cell is string text && text.Contains((string)filter.Value!, StringComparison.OrdinalIgnoreCase),
        FilterKind.Equal => Same(cell, filter.Value),
        FilterKind.NotEqual => !Same(cell, filter.Value),
        FilterKind.AtLeast => cell is not null && Comparer<object>.Default.Compare(cell, filter.Value) >= 0,
        _ => cell is not null && Comparer<object>.Default.Compare(cell, filter.Value) <= 0,
    };

    private static bool Same(object? a, object? b) => a is string x && b is string y ? x.Equals(y, StringComparison.OrdinalIgnoreCase) : Equals(a, b);
}
