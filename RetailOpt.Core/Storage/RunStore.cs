using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>The result tables in the run folders.</summary>
internal sealed class RunStore(Home home, DuckDbHost host, Caches caches) : IRunStore
{
    /// <inheritdoc/>
    public IPagedTable Page(string runId, string table)
    {
        var stored = Table(Require(runId), table);
        return new ParquetPages(stored.Schema, [FileOf(runId, stored)], stored.Rows, stored.Hash, host.Pages, caches.Rows);
    }

    /// <inheritdoc/>
    public IResultTable Read(string runId, string table)
    {
        var stored = Table(Require(runId), table);
        return new ParquetRows(stored.Schema, [FileOf(runId, stored)], stored.Rows, host.Runs);
    }

    /// <inheritdoc/>
    public IQueryEngine Open(string runId)
    {
        var run = Require(runId);
        var version = ContentHash.Of(run.Tables.Select(t => $"{t.Schema.Name} {t.Hash}"));
        return new DuckDbEngine(run.Request.Analysis, version, [.. run.Tables.Select(t => new ParquetTable(t.Schema, [FileOf(runId, t)]))], host.Runs, caches.Extracts);
    }

    /// <inheritdoc/>
    public async Task<string> ReportAsync(string runId, CancellationToken ct)
    {
        var path = Path.Combine(FolderOf(Require(runId).Id), RunCommit.ReportFile);
        return File.Exists(path) ? await File.ReadAllTextAsync(path, ct) : "";
    }

    /// <inheritdoc/>
    public string DocumentPath(string runId, string name) =>
        Require(runId).Documents.Contains(name, StringComparer.Ordinal) ? Path.Combine(FolderOf(runId), RunCommit.DocumentsFolder, name) : throw new KeyNotFoundException($"The run {runId} has no document {name}.");

    /// <inheritdoc/>
    public Task DeleteAsync(string runId, CancellationToken ct) => Ids.IsId(runId) ? Trash.RemoveAsync(home, FolderOf(runId), ct) : Task.CompletedTask;

    /// <summary>The record of a run.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public RunRecord Require(string runId) =>
        (Ids.IsId(runId) ? JsonFile.Read<RunRecord>(RunHistory.RecordOf(FolderOf(runId))) : null) ?? throw new KeyNotFoundException($"There is no run {runId}.");

    private static StoredTable Table(RunRecord run, string table) =>
        run.Tables.FirstOrDefault(t => t.Schema.Name.Equals(table, StringComparison.OrdinalIgnoreCase)) ?? throw new KeyNotFoundException($"The run {run.Id} has no table {table}.");

    private string FolderOf(string id) => Path.Combine(home.Runs, id);

    private string FileOf(string id, StoredTable table) => Path.Combine(FolderOf(id), RunCommit.TablesFolder, TableNames.Checked(table.Schema.Name) + ".parquet");
}
