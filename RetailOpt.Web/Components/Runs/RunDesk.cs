using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Web.Components.Runs;

/// <summary>
/// The runs of what takes too long to answer live: the newest of those looked for, whoever started it, followed to its end.
/// Used on the page's own thread; it knows nothing of components.
/// </summary>
public sealed class RunDesk(IRunQueue queue, TimeProvider clock) : IAsyncDisposable
{
    private const int Newest = 200;
    private Func<RunRecord, bool> wanted = _ => false;
    private RunSubscription? subscription;
    private bool starting;

    /// <summary>Brings work to the page's own thread: its InvokeAsync.</summary>
    public required Func<Func<Task>, Task> OnThread { get; init; }
    /// <summary>Told once of each run that came to have a result while it was followed.</summary>
    public required Func<RunRecord, Task> OnResult { get; init; }
    /// <summary>Told of every change.</summary>
    public required Action OnChange { get; init; }

    /// <summary>The newest run, or null.</summary>
    public RunRecord? Run { get; private set; }
    /// <summary>Why the last wish for a run was refused, or null.</summary>
    public string? Refused { get; private set; }
    /// <summary>Whether the newest run waits or goes.</summary>
    public bool IsActive => Run?.State is RunState.Queued or RunState.Running;
    /// <summary>Whether nothing hinders another run.</summary>
    public bool CanStart => !IsActive && !starting;

    /// <summary>Whether a run left a result.</summary>
    public static bool HasResult(RunRecord run) => run.State is RunState.Completed or RunState.Stopped;

    /// <summary>Follows the runs that are meant, and lists them, the newest first.</summary>
    public async Task<IReadOnlyList<RunRecord>> LookAsync(Func<RunRecord, bool> meant)
    {
        (wanted, Run, Refused) = (meant, null, null);
        subscription ??= new RunSubscription(queue, null, changed => OnThread(() => TakeAsync(changed)), clock);
        RunRecord[] found = [.. (await queue.ListAsync(Newest)).Where(meant)];
        if (wanted == meant) Run ??= found.FirstOrDefault();
        return found;
    }

    /// <summary>Queues a run and follows it; a refusal is told by <see cref="Refused"/>.</summary>
    public async Task StartAsync(Func<RunRequest> request)
    {
        (starting, Refused) = (true, null);
        try
        {
            var queued = await queue.EnqueueAsync(request());
            if (Run?.Id != queued.Id) await TakeAsync([await queue.FindAsync(queued.Id) ?? queued]);
        }
        catch (InputException e)
        {
            Refused = e.Message;
        }
        finally
        {
            starting = false;
        }
    }

    private async Task TakeAsync(IReadOnlyList<RunRecord> changed)
    {
        foreach (var record in changed.Where(wanted))
        {
            if (Run?.Id == record.Id ? !IsActive : IsActive || record.Created < Run?.Created) continue;
            Run = record;
            if (HasResult(record)) await OnResult(record);
        }
        OnChange();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => subscription?.DisposeAsync() ?? ValueTask.CompletedTask;
}
