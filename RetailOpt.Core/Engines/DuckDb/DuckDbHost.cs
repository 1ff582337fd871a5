using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>The instances over a home: one for pages, small and quick, and one for runs. Each is opened by its first use.</summary>
internal sealed class DuckDbHost(Home home, DuckDbLimits? pages = null, DuckDbLimits? runs = null) : IDisposable
{
    private const long Mib = 1L << 20, Gib = 1L << 30;
    private readonly Lazy<DuckDbInstance> _pages = new(() => new DuckDbInstance([home.Root], home.Cache, pages ?? DefaultPages));
    private readonly Lazy<DuckDbInstance> _runs = new(() => new DuckDbInstance([home.Root], home.Cache, runs ?? DefaultRuns));

    /// <summary>512 MiB, as many queries at once as there are cores.</summary>
    public static DuckDbLimits DefaultPages { get; } = new(512 * Mib, 32 * Gib, Environment.ProcessorCount, Environment.ProcessorCount);

    /// <summary>A quarter of the machine's memory, from 1 to 8 GiB.</summary>
    public static DuckDbLimits DefaultRuns { get; } = new(
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, Gib, 8 * Gib), 256 * Gib, Environment.ProcessorCount, Environment.ProcessorCount);

    /// <summary>The home.</summary>
    public Home Home => home;

    /// <summary>For pages of tables.</summary>
    public DuckDbInstance Pages => _pages.Value;

    /// <summary>For the aggregates of runs and for writing their tables.</summary>
    public DuckDbInstance Runs => _runs.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pages.IsValueCreated) _pages.Value.Dispose();
        if (_runs.IsValueCreated) _runs.Value.Dispose();
    }
}
