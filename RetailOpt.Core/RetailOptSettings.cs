using RetailOpt.Core.Analyses;

namespace RetailOpt.Core;

/// <summary>What a host may set. Every value is checked once, when the services are added.</summary>
public sealed record RetailOptSettings
{
    private const long MiB = 1L << 20;

    /// <summary>The folder that holds everything.</summary>
    public string Home { get; init; } = Storage.Home.DefaultRoot;
    /// <summary>Threads that one run or one live answer may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
    /// <summary>Runs that go at the same time; the rest wait.</summary>
    public int ConcurrentRuns { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);
    /// <summary>Runs that may wait.</summary>
    public int QueueLength { get; init; } = 1000;
    /// <summary>Memory in bytes of the engine that answers runs; beyond it, it works on disk. A quarter of the machine's, from 1 to 8 GiB.</summary>
    public long EngineMemoryBytes { get; init; } = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 1024 * MiB, 8192 * MiB);
    /// <summary>Disk that it may use for temporary files, in bytes.</summary>
    public long EngineTempBytes { get; init; } = 256L << 30;
    /// <summary>Memory of the models kept for live answers, in bytes.</summary>
    public long LiveModelBytes { get; init; } = 1024 * MiB;

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">One sentence for each of them.</exception>
    public void Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Home)) errors.Add("Home is empty; name the folder that shall hold datasets and runs.");
        else if (Home.Contains('\0', StringComparison.Ordinal)) errors.Add("Home holds a zero character; name a folder.");
        AtLeast(nameof(Threads), Threads, 1);
        AtLeast(nameof(ConcurrentRuns), ConcurrentRuns, 1);
        AtLeast(nameof(QueueLength), QueueLength, 1);
        AtLeast(nameof(EngineMemoryBytes), EngineMemoryBytes, 64 * MiB);
        AtLeast(nameof(EngineTempBytes), EngineTempBytes, 0);
        AtLeast(nameof(LiveModelBytes), LiveModelBytes, 0);
        if (errors.Count > 0) throw new InputException("The settings cannot work: " + string.Join(" ", errors));

        void AtLeast(string name, long value, long least)
        {
            if (value < least) errors.Add(FormattableString.Invariant($"{name} is {value}; it must be at least {least}."));
        }
    }
}
