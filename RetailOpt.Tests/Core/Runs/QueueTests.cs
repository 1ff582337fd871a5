using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

public sealed class QueueTests : IDisposable
{
    private readonly TempFolder _home = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private string[] RunFiles(string id) => [.. Directory.EnumerateFiles(_home[$"runs/{id}"], "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_home[$"runs/{id}"], f)).Order()];
    private void AssertNoWork() => Assert.Empty(Directory.EnumerateFileSystemEntries(_home["work"]));

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Run_Completed_IsWholeAndReadByTheNextProcess()
    {
        RunRecord done;
        await using (var host = await RunHost.StartAsync(_home.Path, [new Probe()]))
        {
            done = await host.RunAsync(Probe.Request(5));
            Assert.Equal(RunState.Completed, done.State);
            Assert.Equal(5, Assert.Single(done.Tables).Rows);
            Assert.Equal(["report.md", "run.json", Path.Combine("tables", "LINES.parquet")], RunFiles(done.Id));
            Assert.Equal(5, host.Get<IRunStore>().Read(done.Id, "LINES").Read().Count());
            AssertNoWork();
        }
        await using var next = await RunHost.StartAsync(_home.Path, [new Probe()]);
        var found = await next.Queue.FindAsync(done.Id, Ct);
        Assert.Equal(done.Kpis, found!.Kpis);
        Assert.Equal(done.Tables[0].Hash, found.Tables[0].Hash);
        Assert.Equal(done.Id, Assert.Single(await next.Queue.ListAsync(ct: Ct)).Id);
    }

    [Fact]
    public async Task Repeat_SameRequest_GivesEqualHashes()
    {
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe()]);
        var first = await host.RunAsync(Probe.Request(1000));
        var again = await host.Queue.WaitAsync((await host.Queue.RepeatAsync(first.Id, ct: Ct)).Id, Ct);
        var other = await host.RunAsync(Probe.Request(1000, seed: 8));
        Assert.Equal(first.Id, again.RepeatOf);
        Assert.Equal(first.Tables.Select(t => t.Hash), again.Tables.Select(t => t.Hash));
        Assert.NotEqual(first.Tables[0].Hash, other.Tables[0].Hash);
    }

    [Fact]
    public async Task End_KeepBest_IsStoppedWithItsResult()
    {
        var going = new TaskCompletionSource();
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe { OnSolve = (work, _) => { going.SetResult(); while (!work.StopRequested) Thread.Yield(); } }]);
        var queued = await host.Queue.EnqueueAsync(Probe.Request(), Ct);
        await going.Task.WaitAsync(Ct);
        await host.Queue.EndAsync(queued.Id, keepBest: true);
        var last = await host.Queue.WaitAsync(queued.Id, Ct);
        Assert.Equal(RunState.Stopped, last.State);
        Assert.Single(last.Tables);
        await host.Queue.EndAsync(queued.Id, keepBest: true);
    }

    [Fact]
    public async Task End_Cancel_LeavesOnlyTheRecord()
    {
        var going = new TaskCompletionSource();
        await using var host = await RunHost.StartAsync(_home.Path, [new ProbeProducer(async (target, work, ct) =>
        {
            await ProbeProducer.WriteStores(target, ct, "a", "b");
            work.Save(new[] { 1 });
            going.SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        })]);
        var queued = await host.Queue.EnqueueAsync(Probe.Request(key: "produce"), Ct);
        await going.Task.WaitAsync(Ct);
        await host.Queue.EndAsync(queued.Id, keepBest: false);
        Assert.Equal(RunState.Cancelled, (await host.Queue.WaitAsync(queued.Id, Ct)).State);
        Assert.Equal(["run.json"], RunFiles(queued.Id));
        Assert.Empty(host.Get<IDatasetStore>().List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home["datasets"]));
        AssertNoWork();
    }

    [Fact]
    public async Task End_WhileQueued_IsCancelledAndTheNextGoes()
    {
        var gate = new TaskCompletionSource();
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe { OnLoad = (_, _, ct) => gate.Task.WaitAsync(ct) }]);
        var first = await host.Queue.EnqueueAsync(Probe.Request(1), Ct);
        var second = await host.Queue.EnqueueAsync(Probe.Request(2), Ct);
        var third = await host.Queue.EnqueueAsync(Probe.Request(3), Ct);
        await host.Queue.EndAsync(second.Id, keepBest: true);
        Assert.Equal(RunState.Cancelled, (await host.Queue.FindAsync(second.Id, Ct))!.State);
        gate.SetResult();
        Assert.Equal(RunState.Completed, (await host.Queue.WaitAsync(first.Id, Ct)).State);
        Assert.Equal(RunState.Completed, (await host.Queue.WaitAsync(third.Id, Ct)).State);
        Assert.Equal([third.Id, second.Id, first.Id], (await host.Queue.ListAsync(ct: Ct)).Select(r => r.Id));
    }

    [Fact]
    public async Task Run_Fails_SaysWhy()
    {
        await using var host = await RunHost.StartAsync(_home.Path,
        [
            new Probe("bad-input") { OnLoad = (_, _, _) => throw new InputException("Row 3 of 'x.csv' has no date.") },
            new Probe("broken") { OnSolve = (_, _) => throw new AggregateException(new InvalidOperationException("boom")) },
        ]);
        var input = await host.RunAsync(Probe.Request(key: "bad-input"));
        var broken = await host.RunAsync(Probe.Request(key: "broken"));
        Assert.Equal((RunState.Failed, "Row 3 of 'x.csv' has no date."), (input.State, input.Error));
        Assert.Equal((RunState.Failed, "InvalidOperationException: boom"), (broken.State, broken.Error));
        Assert.Equal(["run.json"], RunFiles(broken.Id));
        AssertNoWork();
    }

    [Fact]
    public async Task Run_Producer_CommitsItsDatasetOnce()
    {
        await using var host = await RunHost.StartAsync(_home.Path, [new ProbeProducer((target, _, ct) => ProbeProducer.WriteStores(target, ct, "a", "b"))]);
        var first = await host.RunAsync(Probe.Request(key: "produce"));
        var again = await host.RunAsync(Probe.Request(key: "produce"));
        Assert.Equal(first.DatasetId, Assert.Single(host.Get<IDatasetStore>().List()).Id);
        Assert.Equal(first.DatasetId, again.DatasetId);
        Assert.Equal(first.Id, host.Get<IDatasetStore>().Find(first.DatasetId!)!.RunId);
        AssertNoWork();
    }

    [Fact]
    public async Task Enqueue_QueueIsFull_IsRefusedWithoutATrace()
    {
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe()], s => s with { QueueLength = 1 }, work: false);
        await host.Queue.EnqueueAsync(Probe.Request(), Ct);
        await Assert.ThrowsAsync<InputException>(() => host.Queue.EnqueueAsync(Probe.Request(), Ct));
        Assert.Single(await host.Queue.ListAsync(ct: Ct));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_Concurrent_GoesAsWideAsSet(int width)
    {
        var most = 0;
        var going = 0;
        using var both = new Barrier(width);
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe
        {
            OnSolve = (_, ct) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref going));
                both.SignalAndWait(ct);
                Interlocked.Decrement(ref going);
            },
        }], s => s with { ConcurrentRuns = width });
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.RunAsync(Probe.Request())));
        Assert.All(runs, r => Assert.Equal(RunState.Completed, r.State));
        Assert.Equal(width, most);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
    }
}
