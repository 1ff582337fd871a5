using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>Rows in memory, by pages: the same answers as a stored table gives (see <see cref="PageQuery"/>). For live answers, whose tables are small.</summary>
public sealed class MemoryPages(IResultTable table) : IPagedTable
{
    private readonly Lazy<IReadOnlyList<object?[]>> _rows = new(() => [.. table.Read()]);

    /// <inheritdoc/>
    public TableSchema Schema => table.Schema;

    /// <inheritdoc/>
    public Task<Page> ReadAsync(PageRequest request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        _ = new PageQuery(Schema, request);
        IEnumerable<object?[]> found = _rows.Value;
        foreach (var filter in request.Filters) found = found.Where(Condition(filter));
        if (!string.IsNullOrEmpty(request.Search)) found = found.Where(Search(request.Search));
        var rows = Sorted(found, request.Sort).ToList();
        var offset = (int)Math.Min(request.Offset, rows.Count);
        return Task.FromResult(new Page(rows.GetRange(offset, Math.Min(request.Limit, rows.Count - offset)), rows.Count));
    }

    private Func<object?[], bool> Condition(Filter filter)
    {
        var index = Schema.IndexOf(filter.Column);
        var value = Fold(filter.Value);
        return filter.Kind switch
        {
            FilterKind.Empty => row => row[index] is null or "",
            FilterKind.Equal => row => row[index] is { } cell && Compare(Fold(cell)!, value!) == 0,
            FilterKind.NotEqual => row => row[index] is not { } cell || Compare(Fold(cell)!, value!) != 0,
            FilterKind.Contains => row => row[index] is string cell && Lower(cell).Contains((string)value!, StringComparison.Ordinal),
            FilterKind.AtLeast => row => row[index] is { } cell && Compare(cell, filter.Value!) >= 0,
            _ => row => row[index] is { } cell && Compare(cell, filter.Value!) <= 0,
        };
    }

    private Func<object?[], bool> Search(string text)
    {
        var wanted = Lower(text);
        return row => row.Any(cell => cell is string content && Lower(content).Contains(wanted, StringComparison.Ordinal));
    }

    private IEnumerable<object?[]> Sorted(IEnumerable<object?[]> rows, IReadOnlyList<SortKey> keys)
    {
        foreach (var key in keys.Reverse()) // stable sorts from the last key to the first
        {
            var index = Schema.IndexOf(key.Column);
            var cells = Comparer<object?>.Create((a, b) => a is null ? (b is null ? 0 : 1) : b is null ? -1 : key.Descending ? Compare(b, a) : Compare(a, b));
            rows = rows.OrderBy(row => row[index], cells);
        }
        return rows;
    }

    private static object? Fold(object? cell) => cell is string text ? Lower(text) : cell;

    private static string Lower(string text) => text.ToLowerInvariant();

    private static int Compare(object a, object b) => a is string text ? CodePoints(text, (string)b) : ((IComparable)a).CompareTo(b);

    // Ordinal comparison in .NET goes by UTF-16 units, where characters beyond the first plane come before some within it.
    private static int CodePoints(string a, string b)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
            if (a[i] != b[i]) return (char.IsSurrogate(a[i]) == char.IsSurrogate(b[i]) ? a[i] - b[i] : char.IsSurrogate(a[i]) ? 1 : -1);
        return a.Length - b.Length;
    }
}
