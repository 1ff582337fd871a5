using RetailOpt.Core.Analyses;
using RetailOpt.Core.Exports;
using RetailOpt.Core.Runs;

namespace RetailOpt.Cli;

/// <summary>Where `--out` sends a result: a file by its ending, else a folder. A file is there whole or not at all.</summary>
internal sealed class Target
{
    /// <summary>What may be named, for help and errors.</summary>
    public const string Kinds = "a file (.xlsx: workbook; .csv: the first table; .zip: a CSV of each table; .json; .md: the report), or a folder for the workbook, a CSV of each table and the report";

    private readonly string _path;
    private readonly ExportFormat? _format;

    private Target(string path, ExportFormat? format) => (_path, _format) = (path, format);

    /// <summary>Checks the name before any work is done.</summary>
    /// <exception cref="InputException">The ending or the folder cannot serve.</exception>
    public static Target Of(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new InputException($"--out is empty; name {Kinds}.");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full) || Path.EndsInDirectorySeparator(path) || Path.GetExtension(full).Length == 0) return new Target(full, null);
        ExportFormat format = Path.GetExtension(full).ToLowerInvariant() switch
        {
            ".xlsx" => ExportFormat.Workbook,
            ".csv" or ".zip" => ExportFormat.Csv,
            ".json" => ExportFormat.Json,
            ".md" => ExportFormat.Markdown,
            var other => throw new InputException($"--out '{path}' ends in {other}; name {Kinds}."),
        };
        if (!Directory.Exists(Path.GetDirectoryName(full))) throw new InputException($"The folder of --out '{path}' does not exist; make it first.");
        return new Target(full, format);
    }

    /// <summary>Writes the result; returns the files.</summary>
    /// <exception cref="IOException">It cannot be written; the message tells how to get at the result.</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(Session session, RunRecord run, CancellationToken ct)
    {
        try
        {
            if (_format is not { } format) return await WriteFolderAsync(session, run, ct);
            var table = Path.GetExtension(_path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? First(run) : null;
            return [await WriteAsync(session, run, format, table, _path, ct)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{_path}' could not be written: {e.Message.TrimEnd('.')}. The result is kept: retailopt runs export {run.Id} --out ELSEWHERE", e);
        }
    }

    private async Task<IReadOnlyList<string>> WriteFolderAsync(Session session, RunRecord run, CancellationToken ct)
    {
        Directory.CreateDirectory(_path);
        var files = new List<string>
        {
            await WriteAsync(session, run, ExportFormat.Workbook, null, Path.Combine(_path, run.Request.Analysis + ".xlsx"), ct),
            await WriteAsync(session, run, ExportFormat.Markdown, null, Path.Combine(_path, session.Registry.Require(run.Request.Analysis).Info.ReportFile), ct),
        };
        foreach (var table in run.Tables)
            files.Add(await WriteAsync(session, run, ExportFormat.Csv, table.Schema.Name, Path.Combine(_path, table.Schema.Name + ".csv"), ct));
        files.AddRange(run.Documents.Select(name => Copy(session.Results.DocumentPath(run.Id, name), Path.Combine(_path, name))));
        return files;
    }

    private static async Task<string> WriteAsync(Session session, RunRecord run, ExportFormat format, string? table, string path, CancellationToken ct)
    {
        var made = await session.Exports.ExportAsync(run.Id, format, table, ct);
        return Copy(made.Path, path);
    }

    private static string Copy(string from, string path)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            File.Copy(from, part, overwrite: true);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
        return path;
    }

    private static string First(RunRecord run) =>
        run.Tables.FirstOrDefault(t => t.Schema.InWorkbook)?.Schema.Name ?? throw new InputException($"The run {run.Id} has no table for a CSV file; name a folder or another ending.");
}
