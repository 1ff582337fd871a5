using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.Logging;
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

    public RunRecord? Find(string id) => Ids.IsId(id) ? JsonFile.Read<RunRecord>(RecordOf(FolderOf(id))) : null;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(int limit, CancellationToken ct)
    {
        try
        {
            await SyncAsync(ct).ConfigureAwait(false);
            return [.. (await index.NewestAsync(limit, ct).ConfigureAwait(false)).Select(r => JsonSerializer.Deserialize<RunRecord>(r, JsonFile.Line)!)];
        }
        catch (DbException e)
        {
            // the index is a convenience: a full disk or a busy catalogue must not hide the runs
            log.LogWarning(e, "The index of runs cannot be used; their folders are read instead.");
            return [.. IdsOnDisk().OrderDescending(StringComparer.Ordinal).Select(Find).OfType<RunRecord>().Take(limit)];
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

    private IEnumerable<string> IdsOnDisk() => Directory.EnumerateDirectories(home.Runs).Select(p => Path.GetFileName(p)!).Where(Ids.IsId);

    private IndexedRun? Index(string id)
    {
        try
        {
            return Find(id) is { } r ? new(r.Id, r.Request.Analysis, r.State.ToString(), JsonSerializer.Serialize(r, JsonFile.Line)) : null;
        }
        catch (JsonException e)
        {
            log.LogError(e, "The record of run {Run} cannot be read; the run is left out.", id);
            return null;
        }
    }
}
