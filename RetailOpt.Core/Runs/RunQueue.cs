using System.Collections.Concurrent;
using System.Reflection;
using System.Threading.Channels;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>The queue of this process, and the view over all runs of the home.</summary>
internal sealed class RunQueue(
    RetailOptSettings settings, Home home, RunRegistry registry, Inputs inputs, RunHistory history, RunRecovery recovery,
    RunExecutor executor, RunFeed feed, TimeProvider clock) : IRunQueue, IDisposable
{
    private static readonly TimeSpan ForeignPoll = TimeSpan.FromMilliseconds(500);
    private static readonly string Software = typeof(RunQueue).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";
    private readonly ConcurrentDictionary<string, LiveRun> _live = new(StringComparer.Ordinal);
    private readonly Channel<LiveRun> _waiting = Channel.CreateBounded<LiveRun>(settings.QueueLength);

    public Task<RunRecord> EnqueueAsync(RunRequest request, CancellationToken ct = default) => EnqueueAsync(request, null, null, ct);

    public async Task<RunRecord> RepeatAsync(string id, bool resume = false, CancellationToken ct = default)
    {
        var record = await FindAsync(id, ct).ConfigureAwait(false) ?? throw new InputException($"There is no run '{id}'.");
        if (!resume) return await EnqueueAsync(record.Request, id, null, ct).ConfigureAwait(false);
        if (record.State is not (RunState.Interrupted or RunState.Failed)) throw new InputException($"The run '{id}' is {record.State}; only an interrupted or failed run can be resumed. Repeat it instead.");
        if (record.AnalysisVersion != registry.Require(record.Request.Analysis).Info.Version)
            throw new InputException($"The run '{id}' began under another version of {record.Request.Analysis}, so its checkpoint does not fit. Repeat it from the start.");
        return await EnqueueAsync(record.Request, id, Path.Combine(history.FolderOf(id), RunCommit.CheckpointFile), ct).ConfigureAwait(false);
    }

    public async Task EndAsync(string id, bool keepBest)
    {
        if (!_live.TryGetValue(id, out var run))
        {
            var other = await FindAsync(id).ConfigureAwait(false) ?? throw new InputException($"There is no run '{id}'.");
            if (other.State is RunState.Queued or RunState.Running) throw new InputException($"The run '{id}' belongs to another process; end it there.");
            return;
        }
        if (run.Claim()) Ended(run, executor.WithoutResult(run, RunState.Cancelled, null));
        else if (keepBest) run.Stop();
        else run.Cancel();
    }

    public async Task<RunRecord?> FindAsync(string id, CancellationToken ct = default)
    {
        if (_live.TryGetValue(id, out var run)) return run.Record;
        if (history.Find(id) is { } ended) return ended;
        return Sweep().FirstOrDefault(r => r.Id == id) ?? history.Find(id);
    }

    public async Task<IReadOnlyList<RunRecord>> ListAsync(int limit = 200, CancellationToken ct = default)
    {
        var going = Sweep().Concat(_live.Values.Select(r => r.Record)).ToArray();
        var ended = await history.ListAsync(limit, ct).ConfigureAwait(false);
        // a run that ended in between is in both: what is on disk is the later
        return [.. ended.Concat(going).DistinctBy(r => r.Id).OrderByDescending(r => r.Id, StringComparer.Ordinal).Take(limit)];
    }

    public async Task<RunRecord> WaitAsync(string id, CancellationToken ct = default)
    {
        if (_live.TryGetValue(id, out var run)) return await run.Ended.WaitAsync(ct).ConfigureAwait(false);
        while (true)
        {
            var record = await FindAsync(id, ct).ConfigureAwait(false) ?? throw new InputException($"There is no run '{id}'.");
            if (record.State is not (RunState.Queued or RunState.Running)) return record;
            await Task.Delay(ForeignPoll, clock, ct).ConfigureAwait(false);
        }
    }

    public IDisposable Subscribe(string? id, Action<RunRecord> changed) => feed.Subscribe(id, changed);

    /// <summary>The next run of this process, claimed for the caller.</summary>
    internal async Task<LiveRun> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            var run = await _waiting.Reader.ReadAsync(ct).ConfigureAwait(false);
            if (run.Claim()) return run;
        }
    }

    internal void Ended(LiveRun run, RunRecord last)
    {
        run.End(last);
        // a record that the disk did not take is told from here, under its lock, until this process ends
        if (!history.Exists(run.Id)) return;
        _live.TryRemove(run.Id, out _);
        run.Dispose();
    }

    /// <summary>The runs that wait in this process; at its end they are recorded as interrupted.</summary>
    internal IEnumerable<LiveRun> Waiting() => _live.Values.Where(r => r.Claim());

    /// <summary>The live runs of other processes; the dead ones are settled.</summary>
    internal IReadOnlyList<RunRecord> Sweep() => recovery.Sweep(_live.ContainsKey);

    public void Dispose()
    {
        foreach (var run in _live.Values) run.Dispose();
    }

    private async Task<RunRecord> EnqueueAsync(RunRequest request, string? repeatOf, string? checkpoint, CancellationToken ct)
    {
        var runnable = registry.Require(request.Analysis);
        var options = RunRegistry.ReadOptions(runnable, request.OptionsJson);
        await inputs.CheckAsync(runnable.Info, request.Inputs, ct).ConfigureAwait(false);
        var id = Ids.New(clock);
        var record = new RunRecord
        {
            Id = id,
            Request = request with { OptionsJson = runnable.Options.ToJson(options) },
            AnalysisVersion = runnable.Info.Version,
            SoftwareVersion = Software,
            State = RunState.Queued,
            Created = clock.GetUtcNow(),
            RepeatOf = repeatOf,
        };
        var run = new LiveRun(record, runnable, options, NewFolder(record, checkpoint), feed);
        _live[id] = run;
        if (_waiting.Writer.TryWrite(run)) feed.Changed(run);
        else await RefuseAsync(run).ConfigureAwait(false);
        return record;
    }

    private WorkFolder NewFolder(RunRecord record, string? checkpoint)
    {
        WorkFolder? folder = null;
        try
        {
            folder = WorkFolder.Create(home, record.Id);
            if (checkpoint is not null && File.Exists(checkpoint)) File.Copy(checkpoint, folder.Checkpoint);
            JsonFile.Write(folder.Request, record);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            folder?.Remove();
            throw new InputException($"The run cannot be queued: {Failure.Text(e, home)}", e);
        }
    }

    private Task RefuseAsync(LiveRun run)
    {
        _live.TryRemove(run.Id, out _);
        run.Folder.Remove();
        run.Dispose();
        throw new InputException($"{settings.QueueLength} runs are waiting already; wait until some have ended.");
    }
}
