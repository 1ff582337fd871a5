using Microsoft.Extensions.Hosting;

namespace RetailOpt.Core.Runs;

/// <summary>Works through the queue.</summary>
internal sealed class RunWorker(RetailOptSettings settings, RunQueue queue, RunExecutor executor, ForeignRuns foreign) : BackgroundService
{
    /// <summary>Settles what an ended process left before anything new begins.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        queue.Sweep();
        await foreign.LookAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, settings.ConcurrentRuns).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)).Append(Task.Run(() => foreign.FollowAsync(stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            LiveRun run;
            try
            {
                run = await queue.TakeAsync(ct).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            queue.Ended(run, await executor.RunAsync(run, ct).ConfigureAwait(false));
        }
        foreach (var waiting in queue.Waiting())
            queue.Ended(waiting, executor.WithoutResult(waiting, RunState.Interrupted, "Its process ended before it began."));
    }
}
