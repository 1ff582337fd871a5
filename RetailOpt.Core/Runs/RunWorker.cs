using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>Works through the queue, and looks now and then at what other processes on the home are doing.</summary>
internal sealed class RunWorker(RetailOptSettings settings, RunQueue queue, RunExecutor executor, RunFeed feed, TimeProvider clock, ILogger<RunWorker> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Settles what an ended process left before anything new begins.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        queue.Sweep();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, settings.ConcurrentRuns).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)).Append(LookAsync(stoppingToken)));

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

    private async Task LookAsync(CancellationToken ct)
    {
        var known = new Dictionary<string, (RunState, RunProgress?)>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false)) await LookAsync(known, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // the host ends
        }
    }

    /// <summary>Tells subscribers of runs of other processes that began, moved on or ended.</summary>
    private async Task LookAsync(Dictionary<string, (RunState, RunProgress?)> known, CancellationToken ct)
    {
        try
        {
            var alive = queue.Sweep().ToDictionary(r => r.Id, StringComparer.Ordinal);
            foreach (var record in alive.Values.Where(r => !known.TryGetValue(r.Id, out var before) || before != (r.State, r.Progress))) feed.Changed(record.Id, () => record);
            foreach (var gone in known.Keys.Except(alive.Keys).ToArray())
                if (await queue.FindAsync(gone, ct).ConfigureAwait(false) is { } ended) feed.Changed(gone, () => ended);
            known.Clear();
            foreach (var (id, record) in alive) known[id] = (record.State, record.Progress);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            log.LogWarning(e, "The runs of other processes could not be looked at; the next look is in {Seconds} s.", LookEvery.TotalSeconds);
        }
    }
}
