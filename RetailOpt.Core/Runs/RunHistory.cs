using System.Collections.Concurrent;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>The runs that have ended, read from their folders. A folder without run.json is not a run.</summary>
internal sealed class RunHistory(Home home)
{
    private const int Limit = 2_000;
    // run.json never changes, so a record once read stays true as long as its folder is there
    private readonly ConcurrentDictionary<string, RunRecord> _read = new(StringComparer.Ordinal);

    public static string RecordOf(string folder) => Path.Combine(folder, "run.json");

    public string FolderOf(string id) => Path.Combine(home.Runs, id);

    public bool Exists(string id) => Ids.IsId(id) && File.Exists(RecordOf(FolderOf(id)));

    public Task<RunRecord?> FindAsync(string id, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!Exists(id)) return Task.FromResult<RunRecord?>(null);
        if (_read.TryGetValue(id, out var record)) return Task.FromResult<RunRecord?>(record);
        record = JsonFile.Read<RunRecord>(RecordOf(FolderOf(id)));
        if (record is null) return Task.FromResult<RunRecord?>(null);
        if (_read.Count >= Limit) _read.Clear();
        return Task.FromResult<RunRecord?>(_read[id] = record);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<RunRecord>> ListAsync(int limit, CancellationToken ct)
    {
        var ids = Directory.EnumerateDirectories(home.Runs).Select(p => Path.GetFileName(p)!).Where(Ids.IsId).OrderDescending(StringComparer.Ordinal);
        var records = new List<RunRecord>();
        foreach (var id in ids)
        {
            if (records.Count == limit) break;
            if (await FindAsync(id, ct).ConfigureAwait(false) is { } record) records.Add(record);
        }
        return records;
    }
}
