using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

/// <summary>What a process does with what others on the same home do, or left.</summary>
public sealed class RecoveryTests : IDisposable
{
    private sealed record Step(int Done);

    private readonly TempFolder _home = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Alive_RunOfAnotherProcess_IsSeenAndLeftAlone()
    {
        var gate = new TaskCompletionSource();
        var going = new TaskCompletionSource();
        await using var owner = await RunHost.StartAsync(_home.Path, [new Probe
        {
            OnLoad = async (_, work, ct) =>
            {
                work.Report(.25, "Reading", "row 1");
                going.TrySetResult();
                await gate.Task.WaitAsync(ct);
            },
        }]);
        var id = (await owner.Queue.EnqueueAsync(Probe.Request(), Ct)).Id;
        var waiting = (await owner.Queue.EnqueueAsync(Probe.Request(), Ct)).Id;
        await going.Task.WaitAsync(Ct);

        await using var other = await RunHost.StartAsync(_home.Path, [new Probe()]);
        var seen = await other.Queue.FindAsync(id, Ct);
        Assert.Equal((RunState.Running, .25, "Reading"), (seen!.State, seen.Progress!.Fraction!.Value, seen.Progress.Phase));
        Assert.Equal([(waiting, RunState.Queued), (id, RunState.Running)], (await other.Queue.ListAsync(ct: Ct)).Select(r => (r.Id, r.State)));
        await Assert.ThrowsAsync<InputException>(() => other.Queue.EndAsync(id, keepBest: false));

        var ended = other.Queue.WaitAsync(waiting, Ct);
        var told = new TaskCompletionSource();
        using var watch = other.Queue.Subscribe(id, r => { if (r.State == RunState.Completed) told.TrySetResult(); });
        gate.SetResult();
        Assert.Equal(RunState.Completed, (await ended.WaitAsync(TimeSpan.FromSeconds(30), Ct)).State);
        Assert.Equal(RunState.Completed, (await other.Queue.WaitAsync(id, Ct)).State);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
    }

    [Fact]
    public async Task Shutdown_GoingAndWaitingRuns_AreInterruptedAndTheCheckpointResumes()
    {
        var going = new TaskCompletionSource();
        string id, waiting;
        await using (var host = await RunHost.StartAsync(_home.Path, [new Probe
        {
            OnLoad = async (_, work, ct) =>
            {
                work.Log("steps", new Step(1));
                work.Save(new Step(40));
                going.TrySetResult();
                await Task.Delay(Timeout.Infinite, ct);
            },
        }]))
        {
            id = (await host.Queue.EnqueueAsync(Probe.Request(), Ct)).Id;
            waiting = (await host.Queue.EnqueueAsync(Probe.Request(), Ct)).Id;
            await going.Task.WaitAsync(Ct);
        }

        Step? from = null;
        await using var next = await RunHost.StartAsync(_home.Path, [new Probe { OnSolve = (work, _) => from = work.Checkpoint<Step>() }]);
        Assert.Equal(RunState.Interrupted, (await next.Queue.FindAsync(id, Ct))!.State);
        Assert.Equal(RunState.Interrupted, (await next.Queue.FindAsync(waiting, Ct))!.State);
        Assert.Equal(1, Assert.Single(next.Get<IRunEvents>().Read(id, "steps")).Row.GetProperty("done").GetInt32());

        var resumed = await next.Queue.WaitAsync((await next.Queue.RepeatAsync(id, resume: true, Ct)).Id, Ct);
        Assert.Equal((RunState.Completed, id), (resumed.State, resumed.RepeatOf));
        Assert.Equal(new Step(40), from);
        var repeated = await next.Queue.WaitAsync((await next.Queue.RepeatAsync(id, ct: Ct)).Id, Ct);
        Assert.Null(from);
        Assert.Equal(resumed.Tables.Select(t => t.Hash), repeated.Tables.Select(t => t.Hash));
        await Assert.ThrowsAsync<InputException>(() => next.Queue.RepeatAsync(resumed.Id, resume: true, Ct));
    }

    [Theory]
    [InlineData(true, RunState.Completed)]
    [InlineData(false, RunState.Interrupted)]
    public async Task KilledInTheCommit_RecordWrittenOrNot_IsCarriedThroughOrInterrupted(bool recordWritten, RunState expected)
    {
        var id = await CompletedAsync();
        var work = await BackToWorkAsync(id);
        if (!recordWritten) File.Delete(Path.Combine(work, "out", "run.json"));

        await using var next = await RunHost.StartAsync(_home.Path, [new Probe()]);
        Assert.Equal(expected, (await next.Queue.FindAsync(id, Ct))!.State);
        Assert.Equal(recordWritten, Directory.Exists(_home[$"runs/{id}/tables"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home["work"]));
    }

    [Theory]
    [InlineData(true, RunState.Completed)]
    [InlineData(false, RunState.Interrupted)]
    public async Task KilledBetweenDatasetAndRun_DatasetThereOrNot_BothOrNeither(bool datasetThere, RunState expected)
    {
        RunRecord made;
        await using (var host = await RunHost.StartAsync(_home.Path, [Producer()]))
            made = await host.RunAsync(Probe.Request(key: "produce"));
        await BackToWorkAsync(made.Id);
        if (!datasetThere) Directory.Delete(_home[$"datasets/{made.DatasetId}"], recursive: true);

        await using var next = await RunHost.StartAsync(_home.Path, [Producer()]);
        var settled = await next.Queue.FindAsync(made.Id, Ct);
        Assert.Equal((expected, datasetThere ? made.DatasetId : null), (settled!.State, settled.DatasetId));
        Assert.Equal(datasetThere ? 1 : 0, next.Get<IDatasetStore>().List().Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home["work"]));
    }

    [Fact]
    public async Task KilledAfterTheRename_WorkFolderIsRemovedAndTheRunStays()
    {
        var id = await CompletedAsync();
        Directory.CreateDirectory(Path.Combine(_home["work"], id));
        await File.WriteAllTextAsync(Path.Combine(_home["work"], id, "lock"), "", Ct);
        await using var next = await RunHost.StartAsync(_home.Path, [new Probe()]);
        Assert.Equal(RunState.Completed, (await next.Queue.FindAsync(id, Ct))!.State);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home["work"]));
    }

    [Fact]
    public async Task Folders_WithoutRecordOrDamaged_AreNotShown()
    {
        var id = await CompletedAsync();
        var cut = await CompletedAsync();
        Directory.CreateDirectory(_home[$"runs/{Ids.New(TimeProvider.System)}/tables"]);
        await File.WriteAllTextAsync(_home[$"runs/{cut}/run.json"], "{ \"id\":", Ct);
        File.Delete(_home["catalog.db"]);
        await using var next = await RunHost.StartAsync(_home.Path, [new Probe()]);
        Assert.Equal([id], (await next.Queue.ListAsync(ct: Ct)).Select(r => r.Id));
        Assert.Contains("damaged", (await Assert.ThrowsAsync<InputException>(() => next.Queue.FindAsync(cut, Ct))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_CatalogueDeleted_IsBackFromTheFolders()
    {
        var ids = new[] { await CompletedAsync(), await CompletedAsync() };
        File.Delete(_home["catalog.db"]);
        await using var next = await RunHost.StartAsync(_home.Path, [new Probe()]);
        var third = (await next.RunAsync(Probe.Request())).Id;
        Assert.Equal([third, ids[1], ids[0]], (await next.Queue.ListAsync(ct: Ct)).Select(r => r.Id));
        await next.Get<IRunStore>().DeleteAsync(ids[1], Ct);
        Assert.Equal([third, ids[0]], (await next.Queue.ListAsync(ct: Ct)).Select(r => r.Id));
    }

    private static ProbeProducer Producer() => new((target, _, ct) => ProbeProducer.WriteStores(target, ct, "a", "b"));

    /// <summary>The home as it was the moment before the run's folder was renamed.</summary>
    private async Task<string> BackToWorkAsync(string id)
    {
        var work = Path.Combine(_home["work"], id);
        Directory.CreateDirectory(work);
        await File.WriteAllTextAsync(Path.Combine(work, "lock"), "", Ct);
        var asked = (await File.ReadAllTextAsync(_home[$"runs/{id}/run.json"], Ct)).Replace("\"Completed\"", "\"Running\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(work, "request.json"), System.Text.RegularExpressions.Regex.Replace(asked, "\"datasetId\": \"[^\"]*\"", "\"datasetId\": null"), Ct);
        Directory.Move(_home[$"runs/{id}"], Path.Combine(work, "out"));
        return work;
    }

    private async Task<string> CompletedAsync()
    {
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe()]);
        var id = (await host.RunAsync(Probe.Request())).Id;
        Assert.Contains(id, (await host.Queue.ListAsync(ct: Ct)).Select(r => r.Id));
        return id;
    }
}
