using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Runs;

/// <summary>One input of a run: what it was and the hash of its content. For a file, <see cref="Id"/> is its path.</summary>
public sealed record InputRef(InputKind Kind, string Id, string Hash, string Name);

/// <summary>A wish for a run. The run is repeatable from it alone.</summary>
public sealed record RunRequest(string Analysis, IReadOnlyDictionary<string, InputRef> Inputs, string OptionsJson, ulong Seed, string Owner);

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>Waiting for a worker.</summary>
    Queued,
    /// <summary>Going.</summary>
    Running,
    /// <summary>Finished.</summary>
    Completed,
    /// <summary>Stopped by the user: it has a result, with an honest gap.</summary>
    Stopped,
    /// <summary>Cancelled by the user: it left nothing.</summary>
    Cancelled,
    /// <summary>Failed, with the reason.</summary>
    Failed,
    /// <summary>Its process ended under it: it can be resumed or repeated.</summary>
    Interrupted,
}

/// <summary>A result table of a run: its schema, its rows and the hash of its content in its total order.</summary>
public sealed record StoredTable(TableSchema Schema, long Rows, string Hash);

/// <summary>How far a run is.</summary>
/// <param name="Fraction">0 to 1, or null where it cannot be known.</param>
/// <param name="Phase">What is being done.</param>
/// <param name="Detail">A figure on it, or null.</param>
/// <param name="Left">Time left, estimated from the fraction, or null.</param>
public sealed record RunProgress(double? Fraction, string Phase, string? Detail, TimeSpan? Left);

/// <summary>A run as it is listed and kept. Its folder holds this as run.json.</summary>
public sealed record RunRecord
{
    /// <summary>Id, sortable by time.</summary>
    public required string Id { get; init; }
    /// <summary>What was asked.</summary>
    public required RunRequest Request { get; init; }
    /// <summary>Version of the analysis that ran.</summary>
    public required int AnalysisVersion { get; init; }
    /// <summary>Version of the software that ran.</summary>
    public required string SoftwareVersion { get; init; }
    /// <summary>Where it stands.</summary>
    public required RunState State { get; init; }
    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }
    /// <summary>When it began, or null.</summary>
    public DateTimeOffset? Started { get; init; }
    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? Ended { get; init; }
    /// <summary>How far it is while it runs, or null.</summary>
    public RunProgress? Progress { get; init; }
    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; init; }
    /// <summary>Whether it failed because its inputs or options cannot serve, rather than by a fault.</summary>
    public bool BadInput { get; init; }
    /// <summary>Headline figures.</summary>
    public IReadOnlyList<Kpi> Kpis { get; init; } = [];
    /// <summary>Notices.</summary>
    public IReadOnlyList<Notice> Notices { get; init; } = [];
    /// <summary>Result tables.</summary>
    public IReadOnlyList<StoredTable> Tables { get; init; } = [];
    /// <summary>Names of the documents beside the tables.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];
    /// <summary>The dataset it made, or null.</summary>
    public string? DatasetId { get; init; }
    /// <summary>The run it repeats or resumes, or null.</summary>
    public string? RepeatOf { get; init; }
}

/// <summary>
/// The queue of runs. Truth lies in the run folders; this is the way to start, end and follow them. Runs that wait or go when their process
/// ends are interrupted: they are not begun again by themselves, since another process would take them over.
/// </summary>
public interface IRunQueue
{
    /// <summary>Checks a request (analysis, inputs, options) and queues it.</summary>
    /// <exception cref="InputException">The request cannot be run; the message says what to do.</exception>
    Task<RunRecord> EnqueueAsync(RunRequest request, CancellationToken ct = default);
    /// <summary>Ends a run of this process: keeps its best so far, or leaves nothing; one that still waits is cancelled. Idempotent.</summary>
    /// <exception cref="InputException">There is none, or it belongs to another process.</exception>
    Task EndAsync(string id, bool keepBest);
    /// <summary>Queues the same request again; with <paramref name="resume"/> from the checkpoint of an interrupted or failed run.</summary>
    /// <exception cref="InputException">An input has changed or gone, or the run cannot be resumed.</exception>
    Task<RunRecord> RepeatAsync(string id, bool resume = false, CancellationToken ct = default);
    /// <summary>A run, or null.</summary>
    Task<RunRecord?> FindAsync(string id, CancellationToken ct = default);
    /// <summary>The newest runs first, without their <see cref="RunRecord.Tables"/>: <see cref="FindAsync"/> has them.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(int limit = 200, CancellationToken ct = default);
    /// <summary>Completes when the run has ended, with its last record.</summary>
    Task<RunRecord> WaitAsync(string id, CancellationToken ct = default);
    /// <summary>Calls back on each change of a run (all runs when null), coalesced; dispose to end.</summary>
    IDisposable Subscribe(string? id, Action<RunRecord> changed);
}

/// <summary>A live answer: the report, and the result that it was made from for charts that need more.</summary>
public sealed record Answer(Report Report, object Result, TimeSpan SolveTime, bool ModelWasWarm);

/// <summary>Live answers: models are cached with a budget of bytes, loaded once however many ask, solved through a gate of about the core count. No run is recorded.</summary>
public interface IAnswers
{
    /// <summary>Answers; <paramref name="slot"/> names the asker (a page's panel): its newest question cancels its older ones.</summary>
    /// <exception cref="OperationCanceledException">A newer question of the same slot came.</exception>
    Task<Answer> AskAsync(RunRequest request, string slot, CancellationToken ct);
}
