using System.Collections.Concurrent;

namespace RetailOpt.Core.Storage;

/// <summary>
/// Files that can be made again, by key, within a limit of bytes: the longest unused go first. Whoever asks for the same key at the same time shares one making.
/// The folder may be emptied at any moment.
/// </summary>
internal sealed class CacheFolder(string folder, long limit, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Making> _making = new(StringComparer.Ordinal);

    /// <summary>The path of the file of that name, made first where it is missing. Cancelled only when all who ask have gone.</summary>
    public async Task<string> GetAsync(string name, Func<string, CancellationToken, Task> make, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var path = Path.Combine(folder, name);
        if (Touch(path)) return path;
        Making making;
        while (!(making = _making.GetOrAdd(name, _ => new Making(stop => MakeAsync(name, path, make, stop)))).Join())
            await making.Task.WaitAsync(ct).ContinueWith(_ => { }, ct, TaskContinuationOptions.None, TaskScheduler.Default);
        try { await making.Task.WaitAsync(ct); }
        finally { making.Leave(); }
        return path;
    }

    private async Task MakeAsync(string name, string path, Func<string, CancellationToken, Task> make, CancellationToken stop)
    {
        try
        {
            if (Touch(path)) return;
            await AtomicFile.WriteAsync(path, async temporary =>
            {
                await make(temporary, stop);
                return true;
            });
            Touch(path);
            Evict(path);
        }
        finally { _making.TryRemove(name, out _); }
    }

    private bool Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) { return false; }
    }

    private void Evict(string keep)
    {
        const long least = 64 << 10; // many small files fill a folder too
        var bytes = 0L;
        foreach (var left in new DirectoryInfo(folder).GetFiles("*.tmp").Where(f => clock.GetUtcNow() - f.LastWriteTimeUtc > TimeSpan.FromDays(1))) left.Delete(); // of killed processes
        foreach (var file in new DirectoryInfo(folder).GetFiles().Where(f => f.Extension != ".tmp").OrderByDescending(f => f.FullName == keep).ThenByDescending(f => f.LastWriteTimeUtc))
            if ((bytes += Math.Max(least, file.Length)) > limit && file.FullName != keep) file.Delete();
    }

    // Counts those who wait: the last to leave before the end stops the work.
    private sealed class Making
    {
        private readonly Lock _lock = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly Lazy<Task> _task;
        private int _waiting;
        private bool _left;

        public Making(Func<CancellationToken, Task> work) => _task = new Lazy<Task>(() => Task.Run(() => work(_stop.Token)));

        public Task Task => _task.Value;

        public bool Join()
        {
            lock (_lock)
            {
                if (!_left) _waiting++;
                return !_left;
            }
        }

        public void Leave()
        {
            lock (_lock)
            {
                if (--_waiting > 0) return;
                _left = true;
            }
            if (!Task.IsCompleted) _stop.Cancel();
        }
    }
}
