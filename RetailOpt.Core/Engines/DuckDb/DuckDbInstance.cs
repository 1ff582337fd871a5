using DuckDB.NET.Data;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>What one instance may use.</summary>
/// <param name="MemoryBytes">Its memory; what does not fit is spilled.</param>
/// <param name="SpillBytes">Disk that it may spill to.</param>
/// <param name="Threads">Threads of one query.</param>
/// <param name="Queries">Queries at once; the others wait. DuckDB itself does not queue: many sorts at once run out of memory.</param>
internal sealed record DuckDbLimits(long MemoryBytes, long SpillBytes, int Threads, int Queries);

/// <summary>
/// One DuckDB in memory, closed in: it reads and writes the given folders alone, loads no extension and cannot be reconfigured.
/// Work on it leaves the caller's thread here and nowhere else, since DuckDB's asynchronous calls are synchronous inside.
/// </summary>
internal sealed class DuckDbInstance : IDisposable
{
    private readonly DuckDBConnection _root = new("Data Source=:memory:");
    private readonly SemaphoreSlim _gate, _heavy = new(1, 1);
    private readonly Lock _opening = new();
    private readonly SpillFolder _spill;

    /// <summary>Opens an instance over <paramref name="folders"/> that spills to a new folder in <paramref name="spill"/>.</summary>
    public DuckDbInstance(IEnumerable<string> folders, string spill, DuckDbLimits limits)
    {
        _gate = new SemaphoreSlim(limits.Queries, limits.Queries);
        _spill = new SpillFolder(spill);
        _root.Open();
        var session = new DuckDbSession(_root);
        var allowed = string.Join(", ", folders.Append(_spill.Data).Select(f => Sql.Text(Path.GetFullPath(f))));
        foreach (var setting in new[]
        {
            $"memory_limit = '{limits.MemoryBytes}B'", $"threads = {limits.Threads}", $"temp_directory = {Sql.Text(_spill.Data)}", $"max_temp_directory_size = '{limits.SpillBytes}B'",
            "autoinstall_known_extensions = false", "autoload_known_extensions = false", "allow_community_extensions = false", "parquet_metadata_cache = true",
            // a reader that finds the buffer empty spins until it is filled, which with the usual megabyte takes much of a processor
            "streaming_buffer_size = '16MB'",
            $"allowed_directories = [{allowed}]", "enable_external_access = false", "lock_configuration = true",
        }) session.Execute($"SET {setting}");
    }

    /// <summary>A session of one's own on this instance; temporary tables end with it.</summary>
    public DuckDbSession Open()
    {
        lock (_opening)
        {
            var connection = _root.Duplicate();
            connection.Open();
            return new DuckDbSession(connection);
        }
    }

    /// <summary>Does work on a thread of the pool, as one of the queries that may run at once. Never ask again from within: it could wait for itself.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try { return await Task.Run(work, ct); }
        finally { _gate.Release(); }
    }

    /// <summary>Does work on a session that ends with it.</summary>
    public Task<T> RunAsync<T>(Func<DuckDbSession, T> work, CancellationToken ct) => RunAsync(() =>
    {
        using var session = Open();
        return work(session);
    }, ct);

    /// <summary>The same for work that takes seconds: one at a time, so that quick work finds its way beside it.</summary>
    public async Task<T> RunHeavyAsync<T>(Func<DuckDbSession, T> work, CancellationToken ct)
    {
        await _heavy.WaitAsync(ct);
        try { return await RunAsync(work, ct); }
        finally { _heavy.Release(); }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heavy.Dispose();
        _root.Dispose();
        _gate.Dispose();
        _spill.Dispose();
    }
}
