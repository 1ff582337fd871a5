using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace RetailOpt.Core.Runs;

/// <summary>
/// Tells subscribers of changed runs: at most ten times a second, always the latest record, one callback at a time,
/// never on the thread or under a lock of whoever made the change.
/// </summary>
internal sealed class RunFeed : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, Func<RunRecord>> _changed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Subscription, byte> _subscribers = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _end = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<RunFeed> _log;

    public RunFeed(TimeProvider clock, ILogger<RunFeed> log)
    {
        _clock = clock;
        _log = log;
        _ = Task.Run(PumpAsync);
    }

    public void Changed(LiveRun run) => Changed(run.Id, run.Latest);

    public void Changed(string id, Func<RunRecord> latest)
    {
        _changed[id] = latest;
        _signal.Writer.TryWrite(true);
    }

    public IDisposable Subscribe(string? id, Action<RunRecord> changed)
    {
        var subscription = new Subscription(this, id, changed);
        _subscribers.TryAdd(subscription, 0);
        return subscription;
    }

    public void Dispose()
    {
        _end.Cancel();
        _signal.Writer.TryComplete();
    }

    private async Task PumpAsync()
    {
        try
        {
            while (await _signal.Reader.WaitToReadAsync(_end.Token).ConfigureAwait(false))
            {
                _signal.Reader.TryRead(out _);
                foreach (var id in _changed.Keys)
                    if (_changed.TryRemove(id, out var latest)) Tell(latest());
                await Task.Delay(Pause, _clock, _end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // the host ends
        }
    }

    private void Tell(RunRecord record)
    {
        foreach (var (subscriber, _) in _subscribers)
            try
            {
                if (subscriber.Id is null || subscriber.Id == record.Id) subscriber.Callback(record);
            }
            catch (Exception e)
            {
                // one page's fault must not silence the others
                _log.LogError(e, "A subscriber to run {Run} failed.", record.Id);
            }
    }

    private sealed class Subscription(RunFeed feed, string? id, Action<RunRecord> callback) : IDisposable
    {
        public string? Id => id;
        public Action<RunRecord> Callback => callback;
        public void Dispose() => feed._subscribers.TryRemove(this, out _);
    }
}
