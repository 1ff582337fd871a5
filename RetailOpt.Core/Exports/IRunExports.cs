namespace RetailOpt.Core.Exports;

/// <summary>Kinds of files that a run's results are taken away in.</summary>
public enum ExportFormat
{
    /// <summary>A CSV file of one table, or a zip file with one for each table.</summary>
    Csv,
    /// <summary>An Excel workbook: a sheet for each table, then PARAMETERS.</summary>
    Workbook,
    /// <summary>One JSON document; of one table an array of its rows.</summary>
    Json,
    /// <summary>The report as text.</summary>
    Markdown,
}

/// <summary>A finished file in the cache: copy or send it at once, since the cache may drop it later.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What to call it when it is saved.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record ExportFile(string Path, string Name, string ContentType);

/// <summary>Makes files from the results of runs; the same run gives the same file, made once however many ask.</summary>
public interface IRunExports
{
    /// <summary>The file of a run in a format; of one <paramref name="table"/>, or of all when null.</summary>
    /// <exception cref="KeyNotFoundException">There is no such run or table.</exception>
    Task<ExportFile> ExportAsync(string runId, ExportFormat format, string? table = null, CancellationToken ct = default);
}
