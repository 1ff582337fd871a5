namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>A folder that an instance spills to. A file in it is held open while it is used, so that what a killed process left is known and removed by the next.</summary>
internal sealed class SpillFolder : IDisposable
{
    private const string Prefix = "spill-", LockFile = "lock";
    private readonly string _folder;
    private readonly FileStream _lock;

    /// <summary>Makes a new folder in <paramref name="parent"/> and removes those that nobody holds.</summary>
    public SpillFolder(string parent)
    {
        Directory.CreateDirectory(parent);
        foreach (var old in Directory.GetDirectories(parent, Prefix + "*")) Remove(old);
        _folder = Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}");
        Data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        _lock = Hold(_folder, FileMode.CreateNew);
    }

    /// <summary>Where to spill.</summary>
    public string Data { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        Remove(_folder);
    }

    // A folder without its lock may be one that another process makes at this moment; its turn comes when it has ended.
    private static void Remove(string folder)
    {
        try
        {
            Hold(folder, FileMode.Open).Dispose();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // held, or removed by another
    }

    private static FileStream Hold(string folder, FileMode mode) => new(Path.Combine(folder, LockFile), mode, FileAccess.ReadWrite, FileShare.None);
}
