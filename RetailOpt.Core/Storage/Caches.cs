namespace RetailOpt.Core.Storage;

/// <summary>What can be made again: extracts of sources, row numbers of sorted and filtered tables, exported files.</summary>
internal sealed class Caches(Home home, TimeProvider clock)
{
    private const long Gib = 1L << 30;

    /// <summary>Answers of aggregates, at most 8 GiB.</summary>
    public CacheFolder Extracts { get; } = new(Path.Combine(home.Cache, "extracts"), 8 * Gib, clock);

    /// <summary>Row numbers of sorted and filtered tables, at most 4 GiB.</summary>
    public CacheFolder Rows { get; } = new(Path.Combine(home.Cache, "rows"), 4 * Gib, clock);

    /// <summary>Exported files, at most 4 GiB.</summary>
    public CacheFolder Exports { get; } = new(Path.Combine(home.Cache, "exports"), 4 * Gib, clock);
}
