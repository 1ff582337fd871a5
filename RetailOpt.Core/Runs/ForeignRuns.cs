using System.Text.Json;
using Microsoft.Extensions.Logging;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>Follows the runs of other processes on the home, so that subscribers hear of them as of this one's.</summary>
internal sealed class ForeignRuns(Home home, RunQueue queue, RunHistory history, RunFeed feed, TimeProvider clock, ILogger<ForeignRuns> log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private const int Newest = 50;
    private Dictionary<string, (RunState State, RunProgress? Progress)> _alive = new(StringComparer.Ordinal);
    private HashSet<string>? _ended;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private DateTime _changed;
    private bool _settled;

    /// <summary>Looks every two seconds until the host ends.</summary>
    public async Task FollowAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false)) await LookAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // the host ends
        }
    }

    /// <summary>Tells what began, moved on or ended since the last look. The first look, before anyone can subscribe, tells what is there.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        try
        {
            var alive = queue.Sweep().ToDictionary(r => r.Id, StringComparer.Ordinal);
            foreach (var record in alive.Values.Where(r => !_alive.TryGetValue(r.Id, out var before) || before != (r.State, r.Progress))) feed.Changed(record.Id, () => record);
            foreach (var gone in _alive.Keys.Except(alive.Keys))
                if (history.Find(gone) is { } ended) feed.Changed(gone, () => ended);
            _alive = alive.ToDictionary(r => r.Key, r => (r.Value.State, r.Value.Progress), StringComparer.Ordinal);
            await TellEndedAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException or JsonException)
        {
            log.LogWarning(e, "The runs of other processes could not be looked at; the next look is in {Seconds} s.", LookEvery.TotalSeconds);
        }
    }

    // a run may begin and end between two looks
    private async Task TellEndedAsync(CancellationToken ct)
    {
        var changed = Directory.GetLastWriteTimeUtc(home.Runs);
        // two runs that end within a tick of the file system's clock leave the same time
        if (changed == _changed && _settled && _ended is not null) return;
        _settled = clock.GetUtcNow() - changed > Tick;
        var newest = await history.ListAsync(Newest, ct).ConfigureAwait(false);
        if (_ended is not null)
            foreach (var record in newest.Where(r => !_ended.Contains(r.Id))) feed.Changed(record.Id, () => record);
        _ended = [.. newest.Select(r => r.Id)];
        _changed = changed;
    }
}
