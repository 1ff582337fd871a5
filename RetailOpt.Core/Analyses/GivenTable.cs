using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Analyses;

/// <summary>A column of a small given table.</summary>
/// <param name="Name">Its header; case, blanks and underscores do not matter.</param>
/// <param name="Type"><see cref="ColumnType.Text"/> or <see cref="ColumnType.Number"/>.</param>
/// <param name="Required">Whether the table serves without it.</param>
/// <param name="Aliases">Other headers under which it may come.</param>
public sealed record GivenColumn(string Name, ColumnType Type = ColumnType.Text, bool Required = true, params IReadOnlyList<string> Aliases);

/// <summary>What a small given table should look like: the columns, and the sheet of a workbook that holds it (null: its first).</summary>
public sealed record GivenLayout(string? Sheet, params IReadOnlyList<GivenColumn> Columns);

/// <summary>
/// A small table given beside the data: groups, locks, roles. Its rows are the file's own but for blank ones;
/// a line that cannot be split into cells is in <see cref="Broken"/> and the rest goes on.
/// </summary>
/// <param name="Name">What people call it: "locks.csv" or "book.xlsx/PLAN".</param>
/// <param name="RowWord">"line" of a text, "row" of a sheet.</param>
/// <param name="Columns">The columns that it has, of those asked for.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Broken">Lines left out, each with what is wrong.</param>
public sealed record GivenTable(string Name, string RowWord, IReadOnlyList<string> Columns, IReadOnlyList<GivenRow> Rows, IReadOnlyList<(long Line, string Why)> Broken)
{
    /// <summary>Where a row stands, for messages: "locks.csv, line 7".</summary>
    public string Place(GivenRow row) => FormattableString.Invariant($"{Name}, {RowWord} {row.Line}");
}

/// <summary>A row of a small given table.</summary>
/// <param name="line">Its line in the text or row on the sheet, from 1.</param>
/// <param name="places">Where the table's columns stand in <paramref name="cells"/>.</param>
/// <param name="cells">Its cells, trimmed.</param>
public sealed class GivenRow(long line, IReadOnlyDictionary<string, int> places, GivenCell[] cells)
{
    /// <summary>Its line in the text or row on the sheet, from 1.</summary>
    public long Line => line;

    /// <summary>A cell; empty where the table does not have the column.</summary>
    public GivenCell this[string column] => places.TryGetValue(column, out var at) ? cells[at] : new(null, double.NaN);
}

/// <summary>A cell.</summary>
/// <param name="Content">Its text; null stands for empty.</param>
/// <param name="Number">Its number in a column of numbers, a percent sign dividing by 100; NaN where it is empty or no number.</param>
public readonly record struct GivenCell(string? Content, double Number)
{
    /// <summary>Its text, empty where there is none.</summary>
    public string Text => Content ?? "";
    /// <summary>Whether nothing is written in it.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(Content);
}

/// <summary>Reads small given tables: CSV, TSV or a workbook, whatever the encoding, delimiter, decimal mark and order of columns.</summary>
public interface IGivenTables
{
    /// <summary>The whole table.</summary>
    /// <exception cref="InputException">It cannot be read, is empty or too large, or lacks a column; the message names what was found and what is wanted.</exception>
    GivenTable Read(InputFile file, GivenLayout layout, CancellationToken ct);
}
