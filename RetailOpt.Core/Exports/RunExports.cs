using System.IO.Compression;
using System.Text;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>Exports from the run folders into the cache.</summary>
internal sealed class RunExports(RunStore store, Caches caches) : IRunExports
{
    // rises when the same run would give another file
    private const string Version = "1";

    /// <inheritdoc/>
    public async Task<ExportFile> ExportAsync(string runId, ExportFormat format, string? table = null, CancellationToken ct = default)
    {
        var run = store.Require(runId);
        var one = table is null ? null : store.Read(runId, table);
        var (extension, contentType) = TypeOf(format, one is not null);
        var key = ContentHash.Of([run.Id, Version, one?.Schema.Name ?? "", .. run.Tables.Select(t => t.Hash)]);
        var path = await caches.Exports.GetAsync($"{key}{extension}", (file, stop) => Task.Run(() => WriteAsync(run, one, format, file, stop), stop), ct);
        var subject = one?.Schema.Name ?? run.Request.Analysis;
        return new ExportFile(path, $"{subject}-{run.Id}{extension}", contentType);
    }

    private async Task WriteAsync(RunRecord run, IResultTable? one, ExportFormat format, string path, CancellationToken ct)
    {
        await using var file = File.Create(path);
        var tables = one is null ? run.Tables.Select(t => store.Read(run.Id, t.Schema.Name)) : [one];
        switch (format)
        {
            case ExportFormat.Csv when one is not null: await CsvExport.WriteAsync(one, file, mark: true, ct); break;
            case ExportFormat.Csv: await ZipAsync(tables, file, ct); break;
            case ExportFormat.Workbook: WorkbookExport.Write(file, tables, RunFacts.Of(run), ct); break;
            case ExportFormat.Json when one is not null: await JsonExport.WriteAsync(one, file, ct); break;
            case ExportFormat.Json: await JsonExport.WriteAsync(run, tables, file, ct); break;
            case ExportFormat.Markdown: await file.WriteAsync(Encoding.UTF8.GetBytes(MarkdownExport.Of(run, await store.ReportAsync(run.Id, ct))), ct); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format.");
        }
    }

    private static async Task ZipAsync(IEnumerable<IResultTable> tables, Stream target, CancellationToken ct)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var table in tables)
        {
            await using var entry = zip.CreateEntry($"{TableNames.Checked(table.Schema.Name)}.csv", CompressionLevel.Fastest).Open();
            await CsvExport.WriteAsync(table, entry, mark: true, ct);
        }
    }

    private static (string Extension, string ContentType) TypeOf(ExportFormat format, bool one) => format switch
    {
        ExportFormat.Csv => one ? (".csv", "text/csv; charset=utf-8") : (".zip", "application/zip"),
        ExportFormat.Workbook => (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ExportFormat.Json => (".json", "application/json"),
        _ => (".md", "text/markdown; charset=utf-8"),
    };
}
