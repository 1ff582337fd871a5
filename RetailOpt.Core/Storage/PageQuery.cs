using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>
/// A page request as SQL. Names come from the schema and are quoted, values are arguments. Empty cells sort last, whichever the direction;
/// text compares by code points; a text filter and the search do not heed case.
/// </summary>
internal sealed class PageQuery
{
    /// <summary>The largest page.</summary>
    public const int MostRows = 1_000;

    private readonly List<object> _arguments = [];

    /// <summary>Checks a request against a table.</summary>
    /// <exception cref="KeyNotFoundException">A column is unknown.</exception>
    /// <exception cref="ArgumentException">A window or a filter's value is impossible.</exception>
    public PageQuery(TableSchema schema, PageRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request.Offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Limit, MostRows);
        Sort = [.. request.Sort.Select(k => $"{Sql.Name(schema[k.Column].Key)} {(k.Descending ? "DESC" : "ASC")} NULLS LAST")];
        var conditions = request.Filters.Select(f => Condition(schema[f.Column], f)).ToList();
        if (!string.IsNullOrEmpty(request.Search)) conditions.Add(Search(schema, request.Search));
        Where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    /// <summary>Sort keys in order; none is the table's own order.</summary>
    public IReadOnlyList<string> Sort { get; }

    /// <summary>Whether all rows are asked for in the table's own order.</summary>
    public bool IsOwnOrder => Sort.Count == 0 && Where.Length == 0;

    /// <summary>WHERE with the conditions, or nothing.</summary>
    public string Where { get; }

    /// <summary>Values of the conditions' question marks.</summary>
    public IReadOnlyList<object> Arguments => _arguments;

    private string Search(TableSchema schema, string text)
    {
        var columns = schema.Columns.Where(c => c.Type == ColumnType.Text).Select(c => Contains(c, text)).ToList();
        return columns.Count == 0 ? "false" : $"({string.Join(" OR ", columns)})";
    }

    private string Contains(Column column, string text)
    {
        _arguments.Add(text);
        return $"coalesce(contains(lower({Sql.Name(column.Key)}), lower(?)), false)";
    }

    private string Condition(Column column, Filter filter)
    {
        var name = Sql.Name(column.Key);
        var isText = column.Type == ColumnType.Text;
        if (filter.Kind == FilterKind.Empty) return isText ? $"coalesce({name} = '', true)" : $"{name} IS NULL";
        CheckValue(column, filter);
        if (filter.Kind == FilterKind.Contains) return Contains(column, (string)filter.Value!);
        _arguments.Add(filter.Value!);
        return filter.Kind switch
        {
            FilterKind.Equal => isText ? $"lower({name}) = lower(?)" : $"{name} = ?",
            FilterKind.NotEqual => isText ? $"lower({name}) IS DISTINCT FROM lower(?)" : $"{name} IS DISTINCT FROM ?",
            FilterKind.AtLeast => $"{name} >= ?",
            FilterKind.AtMost => $"{name} <= ?",
            _ => throw new ArgumentException($"Unknown kind of filter {filter.Kind}."),
        };
    }

    /// <summary>Refuses a filter whose value does not fit its column.</summary>
    public static void CheckValue(Column column, Filter filter)
    {
        if (filter.Kind == FilterKind.Contains && column.Type != ColumnType.Text) throw new ArgumentException($"{column.Key} holds no text; it cannot be filtered by a part of it.");
        if (filter.Value?.GetType() != column.CellType) throw new ArgumentException($"The filter on {column.Key} needs a value of type {column.CellType.Name}, not '{filter.Value}'.");
    }
}
