using System.Text.Json;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>What a run in this process gives to its analysis. Safe to call from many threads.</summary>
internal sealed class RunWork(LiveRun run, ProgressMeter meter, RunFeed feed, TimeProvider clock, int threads) : IWork, IDisposable
{
    /// <summary>Rows kept of one run's series; beyond it the run says so in a notice.</summary>
    public const int MostEvents = 100_000;
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _events = new();
    private readonly Lock _checkpoint = new();
    private readonly ulong _seed = run.Record.Request.Seed;
    private StreamWriter? _log;
    private long _progressAt;
    private bool _sawStop;

    public int Threads => threads;
    public ulong Seed => _seed;
    /// <summary>Events that were not kept.</summary>
    public long EventsDropped { get; private set; }
    public long EventsKept { get; private set; }
    /// <summary>The analysis was told to stop: its result is its best so far. When it never asked, it finished.</summary>
    public bool WasStopped => Volatile.Read(ref _sawStop);

    public bool StopRequested
    {
        get
        {
            if (!run.StopRequested) return false;
            Volatile.Write(ref _sawStop, true);
            return true;
        }
    }

    public void Report(double? fraction, string phase, string? detail = null)
    {
        meter.Tell(fraction, phase, detail);
        feed.Changed(run);
        KeepProgress();
    }

    public void Log<T>(string series, T row)
    {
        lock (_events)
        {
            if (EventsKept >= MostEvents)
            {
                EventsDropped++;
                return;
            }
            _log ??= new StreamWriter(new FileStream(run.Folder.Events, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
            _log.WriteLine(JsonSerializer.Serialize(new RunEvent<T>(series, clock.GetUtcNow(), row), JsonFile.Line));
            EventsKept++;
        }
    }

    public T? Checkpoint<T>() where T : class
    {
        lock (_checkpoint) return JsonFile.Read<T>(run.Folder.Checkpoint);
    }

    public void Save<T>(T checkpoint) where T : class
    {
        lock (_checkpoint) JsonFile.Write(run.Folder.Checkpoint, checkpoint);
    }

    public void Dispose()
    {
        lock (_events) _log?.Dispose();
    }

    // for other processes on the same home, and for the record should this one be killed
    private void KeepProgress()
    {
        var now = clock.GetTimestamp();
        var last = Volatile.Read(ref _progressAt);
        if (last != 0 && clock.GetElapsedTime(last, now) < ProgressEvery) return;
        if (Interlocked.CompareExchange(ref _progressAt, now, last) == last) JsonFile.Write(run.Folder.Progress, meter.Read());
    }
}

/// <summary>A line of events.jsonl.</summary>
internal sealed record RunEvent<T>(string Series, DateTimeOffset Time, T Row);
