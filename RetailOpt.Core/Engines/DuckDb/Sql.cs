using System.Data;
using DuckDB.NET.Data;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>The little SQL that is written by hand: quoted names and texts, types, Parquet files.</summary>
internal static class Sql
{
    /// <summary>A quoted name.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A quoted text, where a parameter is not allowed (paths, settings).</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Names of columns with commas between.</summary>
    public static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => Name(c.Key)));

    /// <summary>The stored type of a column.</summary>
    public static string Type(ColumnType type) => type switch
    {
        ColumnType.Text => "VARCHAR",
        ColumnType.Integer => "BIGINT",
        ColumnType.Money => "DECIMAL(18,4)",
        ColumnType.Date => "DATE",
        ColumnType.Flag => "BOOLEAN",
        _ => "DOUBLE",
    };

    /// <summary>Reads Parquet files one after another; file_row_number numbers the rows of each.</summary>
    public static string Parquet(IEnumerable<string> files, bool numbered = false) =>
        $"read_parquet([{string.Join(", ", files.Select(Text))}]{(numbered ? ", file_row_number = true" : "")})";

    /// <summary>The column list of a table that holds these columns.</summary>
    public static string Definition(IEnumerable<Column> columns) => string.Join(", ", columns.Select(c => $"{Name(c.Key)} {Type(c.Type)}"));

    /// <summary>The cells of the reader's row, from <paramref name="first"/> on.</summary>
    public static object?[] Row(this IDataRecord reader, TableSchema schema, int first = 0)
    {
        var cells = new object?[schema.Columns.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = reader.Cell(first + i, schema.Columns[i].Type);
        return cells;
    }

    /// <summary>Reads a cell as its column's type; null where it is empty.</summary>
    public static object? Cell(this IDataRecord reader, int index, ColumnType type)
    {
        if (reader.IsDBNull(index)) return null;
        return type switch
        {
            ColumnType.Text => reader.GetString(index),
            ColumnType.Integer => reader.GetInt64(index),
            ColumnType.Money => reader.GetDecimal(index),
            ColumnType.Date => ((DuckDBDataReader)reader).GetFieldValue<DateOnly>(index),
            ColumnType.Flag => reader.GetBoolean(index),
            _ => reader.GetDouble(index),
        };
    }
}
