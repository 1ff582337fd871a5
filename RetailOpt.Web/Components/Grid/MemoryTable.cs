using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Grid;

/// <summary>
/// A live answer's table by pages, sorted and filtered in memory. Of an indexed table only the cells that are asked for are made;
/// the rows of another are made once, up to a named limit, beyond which the grid says so; a saved run pages without one. An indexed table of any
/// length is paged in its own order; sorted, filtered and searched are its first rows, up to another limit.
/// </summary>
public sealed class MemoryTable : IPagedTable
{
    /// <summary>Rows that are held at most.</summary>
    public const int Limit = 200_000;

    /// <summary>Rows of an indexed table that a sort, a filter or a search looks through at most: a few seconds' work.</summary>
    public const int Searched = 1_000_000;

    private readonly Lazy<(int Count, Func<int, int, object?> Cell)> _rows;

    /// <summary>Pages over a result table.</summary>
    public MemoryTable(IResultTable table)
    {
        Source = table;
        _rows = new(() =>
        {
            if (table is IIndexedTable { Count: { } count } indexed) return ((int)count, indexed.Cell);
            object?[][] rows = [.. table.Read().Take(Limit)];
            return (rows.Length, (row, column) => rows[row][column]);
        });
    }

    /// <summary>The table itself.</summary>
    public IResultTable Source { get; }

    /// <inheritdoc/>
    public TableSchema Schema => Source.Schema;

    /// <summary>Whether the table has more rows than are held.</summary>
    public bool IsCut => Source is not IIndexedTable && Source.Count > Limit;

    /// <summary>Whether a sort, a filter or a search looks through the table's first rows only.</summary>
    public bool IsLong => Source is IIndexedTable && Source.Count > Searched;

    /// <inheritdoc/>
    public Task<Page> ReadAsync(PageRequest request, CancellationToken ct) => Task.Run(() => Read(request, ct), ct);

    private Page Read(PageRequest request, CancellationToken ct)
    {
        var (count, cell) = _rows.Value;
        // in its own order a page of any table costs no more than its rows
        if (request.Filters.Count == 0 && string.IsNullOrEmpty(request.Search) && request.Sort.Count == 0)
        {
            var from = (int)Math.Min(request.Offset, count);
            return new Page([.. Enumerable.Range(from, Math.Min(request.Limit, count - from)).Select(r => Row(r, cell))], count);
        }
        var rows = Counted(Math.Min(count, Source is IIndexedTable ? Searched : count), ct);
        foreach (var filter in request.Filters)
        {
            var index = Schema.IndexOf(filter.Column);
            rows = rows.Where(r => Holds(cell(r, index), filter));
        }
        if (request.Search is { Length: > 0 } text)
        {
            var texts = Enumerable.Range(0, Schema.Columns.Count).Where(i => Schema.Columns[i].Type == ColumnType.Text).ToArray();
            rows = rows.Where(r => Array.Exists(texts, i => cell(r, i) is string s && s.Contains(text, StringComparison.OrdinalIgnoreCase)));
        }
        var found = rows.ToList();
        if (request.Sort is [var sort, ..]) found = Sorted(found, cell, sort);
        var shown = found.Skip((int)Math.Min(request.Offset, int.MaxValue)).Take(request.Limit);
        return new Page([.. shown.Select(r => Row(r, cell))], found.Count);
    }

    private static IEnumerable<int> Counted(int count, CancellationToken ct)
    {
        for (var row = 0; row < count; row++)
        {
            if ((row & 4095) == 0) ct.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    private object?[] Row(int row, Func<int, int, object?> cell) => [.. Enumerable.Range(0, Schema.Columns.Count).Select(c => cell(row, c))];

    // The rows come in the table's own order and the sort is stable, so that order breaks ties; empty cells are last either way.
    private List<int> Sorted(List<int> rows, Func<int, int, object?> cell, SortKey sort)
    {
        var index = Schema.IndexOf(sort.Column);
        var order = Comparer<object?>.Create((a, b) => a is string x && b is string y ? string.Compare(x, y, StringComparison.OrdinalIgnoreCase) : Comparer<object?>.Default.Compare(a, b));
        var byEmpty = rows.Select(r => (Row: r, Key: cell(r, index))).OrderBy(r => r.Key is null);
        return [.. (sort.Descending ? byEmpty.ThenByDescending(r => r.Key, order) : byEmpty.ThenBy(r => r.Key, order)).Select(r => r.Row)];
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
