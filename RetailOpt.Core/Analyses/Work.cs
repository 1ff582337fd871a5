namespace RetailOpt.Core.Analyses;

/// <summary>What a run gives to the analysis that it runs. <see cref="NoWork"/> is its twin for live answers and tests.</summary>
public interface IWork
{
    /// <summary>Threads that may be used; no result may depend on it.</summary>
    int Threads { get; }
    /// <summary>The run's seed.</summary>
    ulong Seed { get; }
    /// <summary>Tells progress.</summary>
    /// <param name="fraction">Done, 0 to 1, or null where it cannot be known.</param>
    /// <param name="phase">What is being done.</param>
    /// <param name="detail">A figure on it, or null.</param>
    void Report(double? fraction, string phase, string? detail = null);
    /// <summary>Adds a row to a live series, kept with the run.</summary>
    void Log<T>(string series, T row);
    /// <summary>True once the user asked to stop and keep the best so far.</summary>
    bool StopRequested { get; }
    /// <summary>Whether somebody waits for the answer to a moved slider: nothing that takes long is done.</summary>
    bool IsLive => false;
    /// <summary>The checkpoint left by an interrupted run, or null.</summary>
    T? Checkpoint<T>() where T : class;
    /// <summary>Keeps a checkpoint, replacing the last.</summary>
    void Save<T>(T checkpoint) where T : class;
}

/// <summary>Work that tells nobody.</summary>
public sealed class NoWork(int threads = 1, ulong seed = 0) : IWork
{
    /// <inheritdoc/>
    public int Threads => threads;
    /// <inheritdoc/>
    public ulong Seed => seed;
    /// <inheritdoc/>
    public bool StopRequested => false;
    /// <inheritdoc/>
    public bool IsLive { get; init; }
    /// <inheritdoc/>
    public void Report(double? fraction, string phase, string? detail = null) { }
    /// <inheritdoc/>
    public void Log<T>(string series, T row) { }
    /// <inheritdoc/>
    public T? Checkpoint<T>() where T : class => null;
    /// <inheritdoc/>
    public void Save<T>(T checkpoint) where T : class { }
}
