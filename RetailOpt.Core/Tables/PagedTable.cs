namespace RetailOpt.Core.Tables;

/// <summary>How a filter compares.</summary>
public enum FilterKind
{
    /// <summary>Equal (text: without regard to case).</summary>
    Equal,
    /// <summary>Not equal.</summary>
    NotEqual,
    /// <summary>Text contains.</summary>
    Contains,
    /// <summary>At least.</summary>
    AtLeast,
    /// <summary>At most.</summary>
    AtMost,
    /// <summary>The cell is empty.</summary>
    Empty,
}

/// <summary>One condition on one column; <see cref="Value"/> is of the column's cell type, null for <see cref="FilterKind.Empty"/>.</summary>
public sealed record Filter(string Column, FilterKind Kind, object? Value);

/// <summary>Which rows of a table are asked for: a window over its sorted, filtered, searched rows.</summary>
/// <param name="Offset">First row, from 0.</param>
/// <param name="Limit">Rows at most, 1 to 1,000.</param>
/// <param name="Sort">Sort keys; empty is the table's own order. The table's order breaks ties.</param>
/// <param name="Filters">Conditions that must all hold.</param>
/// <param name="Search">Text that one of the text columns must contain, or null.</param>
public sealed record PageRequest(long Offset, int Limit, IReadOnlyList<SortKey> Sort, IReadOnlyList<Filter> Filters, string? Search = null)
{
    /// <summary>The first rows in the table's own order.</summary>
    public static PageRequest First(int limit = 100) => new(0, limit, [], []);
}

/// <summary>Rows of a page, and how many rows all pages hold together.</summary>
public sealed record Page(IReadOnlyList<object?[]> Rows, long Total);

/// <summary>A table that is read by pages: a run's Parquet file, or rows in memory.</summary>
public interface IPagedTable
{
    /// <summary>Columns and order.</summary>
    TableSchema Schema { get; }

    /// <summary>Reads one page.</summary>
    /// <exception cref="OperationCanceledException">A newer request took its place.</exception>
    Task<Page> ReadAsync(PageRequest request, CancellationToken ct);
}
