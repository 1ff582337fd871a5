namespace RetailOpt.Core.Import;

/// <summary>What an import would do with files, for a person to check and correct.</summary>
/// <param name="Files">One for each table found in the files.</param>
/// <param name="Mapping">The whole mapping as JSON for <see cref="ImportOptions.Mapping"/>: with it the import does exactly what is shown.</param>
public sealed record ImportPreview(IReadOnlyList<FilePreview> Files, string Mapping)
{
    /// <summary>Whether every file can be imported as it is.</summary>
    public bool Ready => Files.Count > 0 && Files.All(f => f.Error is null);
}

/// <summary>One table of text: a file, a member of an archive or a sheet.</summary>
/// <param name="Name">Its name, also its key in the mapping.</param>
/// <param name="Kind">"text", "baskets", "workbook" or "parquet".</param>
/// <param name="Encoding">Encoding of a text.</param>
/// <param name="Delimiter">What separates the cells of a text; empty for other kinds.</param>
/// <param name="Table">The canonical table that its rows are, or null.</param>
/// <param name="HeaderRecord">Number of the header among the records, from 1.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its first rows.</param>
/// <param name="Sheets">The sheets of its workbook by their keys in the mapping; the first with a recognisable header is taken.</param>
/// <param name="Remembered">Whether the mapping is the one used last for these headers.</param>
/// <param name="Error">Why it cannot be imported so, or null.</param>
public sealed record FilePreview(
    string Name, string Kind, string Encoding, string Delimiter, string? Table, int HeaderRecord, IReadOnlyList<ColumnPreview> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Sheets, bool Remembered, string? Error)
{
    /// <summary>What a person must say before it can be imported; the error says it in words.</summary>
    public FormatQuestion Asks { get; init; }
}

/// <summary>A format that the values of a file leave open.</summary>
public enum FormatQuestion
{
    /// <summary>None.</summary>
    None,
    /// <summary>Whether day or month comes first: <see cref="ImportOptions.DateOrder"/>.</summary>
    DateOrder,
    /// <summary>Which character separates the decimals: <see cref="ImportOptions.Decimal"/>.</summary>
    Decimal,
}

/// <summary>One column of a file.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Type">What its first values look like.</param>
/// <param name="Targets">The canonical columns that it fills; none: it is left out.</param>
public sealed record ColumnPreview(string Header, Tables.ColumnType Type, IReadOnlyList<ColumnTarget> Targets);

/// <summary>A canonical column, and how sure the proposal is: 1 said by a person or its own name, less by alias.</summary>
public sealed record ColumnTarget(string Table, string Column, double Confidence);
