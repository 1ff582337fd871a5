using DuckDB.NET.Data;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>Gathers the cells of one column of a batch.</summary>
internal sealed class BatchColumn
{
    private readonly Action<DuckDBDataReader, int> _add;
    private readonly Func<Array> _done;

    /// <summary>A column of a query.</summary>
    public BatchColumn(string query, Column column) => (_add, _done) = column.Type switch
    {
        ColumnType.Text => Of<string?>(static (r, i) => r.IsDBNull(i) ? null : r.GetString(i)),
        ColumnType.Integer => Of((r, i) => r.IsDBNull(i) ? throw Empty(query, column) : r.GetInt64(i)),
        ColumnType.Money => Of((r, i) => r.IsDBNull(i) ? throw Empty(query, column) : r.GetDecimal(i)),
        ColumnType.Date => Of((r, i) => r.IsDBNull(i) ? throw Empty(query, column) : r.GetFieldValue<DateOnly>(i)),
        ColumnType.Flag => Of((r, i) => r.IsDBNull(i) ? throw Empty(query, column) : r.GetBoolean(i)),
        _ => Of(static (r, i) => r.IsDBNull(i) ? double.NaN : r.GetDouble(i)),
    };

    /// <summary>Adds the cell at <paramref name="index"/> of the reader's row.</summary>
    public void Add(DuckDBDataReader reader, int index) => _add(reader, index);

    /// <summary>The cells.</summary>
    public Array ToArray() => _done();

    private static (Action<DuckDBDataReader, int>, Func<Array>) Of<T>(Func<DuckDBDataReader, int, T> cell)
    {
        var cells = new List<T>();
        return ((r, i) => cells.Add(cell(r, i)), cells.ToArray);
    }

    private static InvalidOperationException Empty(string query, Column column) =>
        new($"The query {query} has an empty cell in {column.Key}, a column of {column.Type}; write COALESCE in its SELECT list.");
}
