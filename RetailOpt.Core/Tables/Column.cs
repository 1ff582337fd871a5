using System.Text.Json.Serialization;

namespace RetailOpt.Core.Tables;

/// <summary>What a column holds. Files, engine, grid and workbook take their types and formats from it.</summary>
public enum ColumnType
{
    /// <summary>Text; every identifier is text, so leading zeros survive.</summary>
    Text,
    /// <summary>A whole number (64 bits).</summary>
    Integer,
    /// <summary>A real number (64-bit floating point).</summary>
    Number,
    /// <summary>An amount of money or an exact quantity: DECIMAL(18,4) where it is stored.</summary>
    Money,
    /// <summary>A share as a fraction: .25 is shown as 25.0%.</summary>
    Percent,
    /// <summary>A calendar day.</summary>
    Date,
    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>
/// One column, described once. <see cref="Key"/> is the header in every file and the name in the engine;
/// <see cref="Label"/> is what a person reads on a page.
/// </summary>
/// <param name="Key">Header in files, unique in its table without regard to case.</param>
/// <param name="Label">Text above the column on a page.</param>
/// <param name="Type">What the cells hold.</param>
/// <param name="Unit">Unit shown beside the label, or null.</param>
/// <param name="Help">One sentence on the meaning, or null.</param>
/// <param name="Aliases">Other headers under which imported files may carry it.</param>
public sealed record Column(string Key, string Label, ColumnType Type, string? Unit = null, string? Help = null, params IReadOnlyList<string> Aliases)
{
    /// <summary>The .NET type of a non-null cell.</summary>
    [JsonIgnore]
    public Type CellType => Type switch
    {
        ColumnType.Text => typeof(string),
        ColumnType.Integer => typeof(long),
        ColumnType.Money => typeof(decimal),
        ColumnType.Date => typeof(DateOnly),
        ColumnType.Flag => typeof(bool),
        _ => typeof(double),
    };
}

/// <summary>A sort key: a column and its direction.</summary>
public readonly record struct SortKey(string Column, bool Descending = false);

/// <summary>A table's columns, the total order of its rows, and the columns that identify a row.</summary>
/// <param name="Name">Name of the table: its file, its sheet and its CSV.</param>
/// <param name="Title">What a page calls it.</param>
/// <param name="Columns">The columns in their order.</param>
/// <param name="TotalOrder">Sort keys that leave no two rows tied; a table is stored in this order.</param>
/// <param name="Identity">Columns by which a row is found again in another run, for comparison.</param>
/// <param name="InWorkbook">Whether an exported workbook has a sheet for it; charts' own tables do not.</param>
public sealed record TableSchema(
    string Name, string Title, IReadOnlyList<Column> Columns, IReadOnlyList<SortKey> TotalOrder, IReadOnlyList<string> Identity, bool InWorkbook = true)
{
    /// <summary>The position of a column, or -1.</summary>
    public int IndexOf(string key)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (string.Equals(Columns[i].Key, key, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <summary>The column of that key.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Column this[string key] => IndexOf(key) is var i and >= 0 ? Columns[i] : throw new KeyNotFoundException($"Table {Name} has no column {key}.");
}
