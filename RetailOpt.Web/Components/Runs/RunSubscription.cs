using RetailOpt.Core.Runs;

namespace RetailOpt.Web.Components.Runs;

/// <summary>
/// A page's subscription to runs: changes are brought to the page's own thread, at most one in a span of time, the newest of each run, never one after disposal.
/// </summary>
public sealed class RunSubscription : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, RunRecord> pending = [];
    private readonly CancellationTokenSource ended = new();
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly IDisposable subscription;
    private readonly Task pump;

    /// <summary>Follows one run, or all when <paramref name="id"/> is null.</summary>
    /// <param name="queue">Where the runs are.</param>
    /// <param name="id">The run, or null for all.</param>
    /// <param name="deliver">Gets the changed runs; called through the component's InvokeAsync.</param>
    /// <param name="clock">Times the pause between two deliveries.</param>
    public RunSubscription(IRunQueue queue, string? id, Func<IReadOnlyList<RunRecord>, Task> deliver, TimeProvider clock)
    {
        subscription = queue.Subscribe(id, Add);
        pump = PumpAsync(deliver, clock);
    }

    private void Add(RunRecord run)
    {
        lock (pending)
        {
            pending[run.Id] = run;
            if (signal.CurrentCount == 0) signal.Release();
        }
    }

    private async Task PumpAsync(Func<IReadOnlyList<RunRecord>, Task> deliver, TimeProvider clock)
    {
        try
        {
            while (true)
            {
                await signal.WaitAsync(ended.Token).ConfigureAwait(false);
                RunRecord[] changed;
                lock (pending)
                {
                    changed = [.. pending.Values];
                    pending.Clear();
                }
                if (changed.Length > 0) await deliver(changed).ConfigureAwait(false);
                await Task.Delay(Pause, clock, ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested) { /* the page is gone */ }
        catch (ObjectDisposedException) when (ended.IsCancellationRequested) { /* so is its renderer */ }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        subscription.Dispose();
        await ended.CancelAsync();
        await pump;
        ended.Dispose();
        signal.Dispose();
    }
}
