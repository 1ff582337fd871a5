using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import;

/// <summary>In which order day and month stand in dates such as 03/04/2024.</summary>
public enum DateOrder
{
    /// <summary>Decided by the values of the whole file; where both orders fit every value, the import asks for this option.</summary>
    Auto,
    /// <summary>Day, month, year.</summary>
    Dmy,
    /// <summary>Month, day, year.</summary>
    Mdy,
}

/// <summary>Which character separates the decimals.</summary>
public enum DecimalMark
{
    /// <summary>Decided by the values of the whole file; where nothing decides, the point, and that is said.</summary>
    Auto,
    /// <summary>1,234.56</summary>
    Point,
    /// <summary>1.234,56</summary>
    Comma,
}

/// <summary>What text files hold.</summary>
public enum FileFormat
{
    /// <summary>Found out: a table, unless its lines look like baskets.</summary>
    Auto,
    /// <summary>A table with a header.</summary>
    Table,
    /// <summary>One basket a line, without a header.</summary>
    Baskets,
}

/// <summary>How files are read. Together with the files it repeats an import exactly.</summary>
public sealed record ImportOptions : IOptionRules
{
    /// <summary>Name of the dataset; the first file's name when absent.</summary>
    [Option("name", "Name", Help = "What the dataset is called; the first file's name when empty.")]
    public string? Name { get; init; }

    /// <summary>Currency code, or null.</summary>
    [Option("currency", "Currency", Help = "Currency of all amounts, such as USD.")]
    public string? Currency { get; init; }

    /// <summary>What text files hold.</summary>
    [Option("file-format", "Files are", Group = "Formats", Help = "Tables with a header, or plain basket files (one basket a line, items between spaces, commas, semicolons, tabs or bars); found out by their first lines.")]
    public FileFormat FileFormat { get; init; }

    /// <summary>Order of day and month.</summary>
    [Option("date-order", "Day and month", Group = "Formats", Help = "Needed only where every date fits both orders.")]
    public DateOrder DateOrder { get; init; }

    /// <summary>Decimal mark.</summary>
    [Option("decimal", "Decimal mark", Group = "Formats", Help = "Needed only where the file does not tell 1,234 from 1.234.")]
    public DecimalMark Decimal { get; init; }

    /// <summary>Encoding of text files, or null to find it out.</summary>
    [Option("encoding", "Encoding", Group = "Formats", Help = "utf-8, utf-16, windows-1252, gbk ...; found out when empty.")]
    public string? Encoding { get; init; }

    /// <summary>Corrections to the proposed mapping as JSON, see <see cref="MappingPlan"/>.</summary>
    [Option("mapping", "Columns", Group = "Formats", Help = "Corrections to the proposed columns, as JSON: {\"sales.csv\": {\"table\": \"sales\", \"columns\": {\"Header\": \"amount\"}}}.")]
    public string? Mapping { get; init; }

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (Encoding is { } name && Files.Encodings.Find(name) is null) yield return new("encoding", $"There is no encoding called '{name}'.");
        if (MappingPlan.Error(Mapping) is { } error) yield return new("mapping", error);
    }
}
