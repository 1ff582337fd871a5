using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>
/// work/&lt;id&gt;: a run in progress. The process that owns it holds the file "lock" open, so every other process on the
/// same home sees that it lives; when the lock can be taken, its process has ended.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }
    public string Id => System.IO.Path.GetFileName(Path);
    /// <summary>What becomes the run's folder by one rename.</summary>
    public string Output => System.IO.Path.Combine(Path, "out");
    public string Request => RequestOf(Path);
    public string Progress => ProgressOf(Path);
    public string Checkpoint => System.IO.Path.Combine(Path, "checkpoint.json");
    public string Events => System.IO.Path.Combine(Path, "events.jsonl");

    public static string RequestOf(string folder) => System.IO.Path.Combine(folder, "request.json");
    public static string ProgressOf(string folder) => System.IO.Path.Combine(folder, "progress.json");
    private static string LockOf(string folder) => System.IO.Path.Combine(folder, "lock");

    /// <summary>Makes the folder of a new run and locks it.</summary>
    public static WorkFolder Create(Home home, string id)
    {
        var path = System.IO.Path.Combine(home.Work, id);
        Directory.CreateDirectory(path);
        return new(path, Lock(path, FileMode.CreateNew));
    }

    /// <summary>Takes over the folder of a process that has ended; null while its process lives, or when there is nothing to take over.</summary>
    public static WorkFolder? TryTake(string path)
    {
        try
        {
            return new(path, Lock(path, FileMode.Open));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Ids of all runs in progress, of whichever process.</summary>
    public static IEnumerable<string> Paths(Home home) => Directory.EnumerateDirectories(home.Work).Where(p => Ids.IsId(System.IO.Path.GetFileName(p)));

    /// <summary>Releases the lock and removes the folder. Whoever takes the lock in between finds only the lock, and removes it as well.</summary>
    public void Remove()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Path).Where(f => System.IO.Path.GetFileName(f) != "lock")) File.Delete(file);
        _lock.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // another process was quicker
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string folder, FileMode mode) => new(LockOf(folder), mode, FileAccess.ReadWrite, FileShare.None, 1);
}
