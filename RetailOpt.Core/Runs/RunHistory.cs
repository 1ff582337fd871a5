using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>The runs that have ended: found in their folders, listed through the index. A folder without run.json is not a run.</summary>
internal sealed class RunHistory(Home home, RunIndex index, TimeProvider clock, ILogger<RunHistory> log) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim _syncing = new(1);
    private DateTime _synced;

    public static string RecordOf(string folder) => Path.Combine(folder, "run.json");

    public string FolderOf(string id) => Path.Combine(home.Runs, id);

    public bool Exists(string id) => Ids.IsId(id) && File.Exists(RecordOf(FolderOf(id)));

    /// <exception cref="InputException">The record is damaged.</exception>
    public RunRecord? Find(string id)
    {
        try
        {
            return Ids.IsId(id) ? JsonFile.Read<RunRecord>(RecordOf(FolderOf(id))) : null;
        }
        catch (JsonException e)
        {
            throw new InputException($"The record of run {id} is damaged. Delete the folder '{FolderOf(id)}', or put its run.json back.", e);
        }
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(int limit, CancellationToken ct)
    {
        try
        {
            await SyncAsync(ct).ConfigureAwait(false);
            return [.. (await index.NewestAsync(limit, ct).ConfigureAwait(false)).Select(r => JsonSerializer.Deserialize<RunRecord>(r, JsonFile.Line)!)];
        }
        catch (Exception e) when (e is DbException or JsonException)
        {
            // the index is a convenience: a full disk, a busy catalogue or one of another version must not hide the runs
            log.LogWarning(e, "The index of runs cannot be used; their folders are read instead.");
            return [.. IdsOnDisk().OrderDescending(StringComparer.Ordinal).Select(FindWhole).OfType<RunRecord>().Take(limit).Select(Listed)];
        }
    }

    public void Dispose() => _syncing.Dispose();

    /// <summary>Brings the index up to the folders, when the folder of runs has changed since the last time.</summary>
    private async Task SyncAsync(CancellationToken ct)
    {
        await _syncing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var changed = Directory.GetLastWriteTimeUtc(home.Runs);
            if (changed == _synced) return;
            var onDisk = IdsOnDisk().ToHashSet(StringComparer.Ordinal);
            var indexed = await index.IdsAsync(ct).ConfigureAwait(false);
            var gone = indexed.Except(onDisk).ToArray();
            var added = onDisk.Except(indexed).Select(Index).OfType<IndexedRun>().ToArray();
            if (added.Length + gone.Length > 0) await index.UpdateAsync(added, gone, ct).ConfigureAwait(false);
            // file times are coarse: a folder that came in the same tick must be seen the next time
            _synced = clock.GetUtcNow() - changed > Tick ? changed : default;
        }
        finally
        {
            _syncing.Release();
        }
    }

    // the descriptions of tables are nine tenths of a record, and no list shows them
    private static RunRecord Listed(RunRecord record) => record with { Tables = [] };

    private IEnumerable<string> IdsOnDisk() => Directory.EnumerateDirectories(home.Runs).Select(p => Path.GetFileName(p)!).Where(Ids.IsId);

    private IndexedRun? Index(string id) =>
        FindWhole(id) is { } r ? new(r.Id, r.Request.Analysis, r.State.ToString(), JsonSerializer.Serialize(Listed(r), JsonFile.Line)) : null;

    private RunRecord? FindWhole(string id)
    {
        try
        {
            return Find(id);
        }
        catch (InputException e)
        {
            log.LogError(e, "The run {Run} is left out.", id);
            return null;
        }
    }
}
