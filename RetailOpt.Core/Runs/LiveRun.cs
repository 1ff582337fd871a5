using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>A run that waits or goes in this process: its record as it stands, its work folder, and how to end it.</summary>
internal sealed class LiveRun(RunRecord record, IRunnable runnable, object options, WorkFolder folder, RunFeed feed) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<RunRecord> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunRecord _record = record;
    private int _claimed;
    private Func<RunRecord>? _latest;

    public string Id { get; } = record.Id;
    public IRunnable Runnable => runnable;
    public object Options => options;
    public WorkFolder Folder => folder;
    public CancellationToken Token => _cancel.Token;
    public Task<RunRecord> Ended => _ended.Task;
    /// <summary>The user asked to stop and keep the best so far.</summary>
    public bool StopRequested { get; private set; }
    /// <summary>What the analysis last told; set by it on any thread.</summary>
    public ProgressMeter? Meter { get; private set; }

    public RunRecord Record => Volatile.Read(ref _record) is var r && r.State == RunState.Running && Meter is { } meter ? r with { Progress = meter.Read() } : r;

    /// <summary>Reads <see cref="Record"/>; one delegate for all the reports of a run.</summary>
    public Func<RunRecord> Latest => _latest ??= () => Record;

    /// <summary>True for the one caller that may run it or, while it still waits, end it.</summary>
    public bool Claim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    public void Begin(DateTimeOffset now, ProgressMeter meter)
    {
        Meter = meter;
        Volatile.Write(ref _record, _record with { State = RunState.Running, Started = now });
        JsonFile.Write(folder.Request, _record);
        feed.Changed(this);
    }

    public void Stop() => StopRequested = true;

    public void Cancel() => _cancel.Cancel();

    /// <summary>Its record is on disk (or nothing can be put there any more).</summary>
    public void End(RunRecord last)
    {
        Volatile.Write(ref _record, last);
        _ended.TrySetResult(last);
        feed.Changed(this);
    }

    public void Dispose()
    {
        folder.Dispose();
        _cancel.Dispose();
    }
}
