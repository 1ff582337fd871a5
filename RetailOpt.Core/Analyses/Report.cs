using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Analyses;

/// <summary>Which way a figure is good.</summary>
public enum Better
{
    /// <summary>More is better.</summary>
    Higher,
    /// <summary>Less is better.</summary>
    Lower,
    /// <summary>Neither.</summary>
    Neither,
}

/// <summary>A headline figure. The key is stable, so runs can be compared.</summary>
/// <param name="Key">Stable name.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Value">The figure; null when there is none, with the reason in a notice.</param>
/// <param name="Low">Lower end of its interval, or null.</param>
/// <param name="High">Upper end of its interval, or null.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Unit">Unit, or null.</param>
/// <param name="Better">Which way is good.</param>
public sealed record Kpi(string Key, string Label, double? Value, double? Low, double? High, ColumnType Type, string? Unit, Better Better);

/// <summary>How much a notice matters.</summary>
public enum NoticeLevel
{
    /// <summary>Worth knowing.</summary>
    Info,
    /// <summary>Changes how the result is read.</summary>
    Warning,
    /// <summary>Something was left out or refused.</summary>
    Error,
}

/// <summary>A sentence about a result: what was dropped, assumed, capped or doubtful.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Count">How many rows or items it speaks of.</param>
/// <param name="Table">The result table that lists them, or null.</param>
public sealed record Notice(NoticeLevel Level, string Text, long Count = 0, string? Table = null);

/// <summary>A document of a report beside its tables and text.</summary>
/// <param name="Name">What its file is called, with the ending.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Text">Writes it; is told when the run ended.</param>
public sealed record ReportDocument(string Name, string ContentType, Func<DateTimeOffset, string> Text);

/// <summary>What an analysis says: figures, tables (lazy), a text and notices.</summary>
public sealed record Report(IReadOnlyList<Kpi> Kpis, IReadOnlyList<IResultTable> Tables, string Markdown, IReadOnlyList<Notice> Notices)
{
    /// <summary>Documents in formats of their own; files of these names where a result is taken away to a folder.</summary>
    public IReadOnlyList<ReportDocument> Documents { get; init; } = [];

    /// <summary>The table of that name, or null.</summary>
    public IResultTable? Table(string name) => Tables.FirstOrDefault(t => t.Schema.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
