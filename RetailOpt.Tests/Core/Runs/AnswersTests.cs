using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

public sealed class AnswersTests : IDisposable
{
    private readonly TempFolder _home = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Ask_IsWhatTheRunRecords()
    {
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe()]);
        var run = await host.RunAsync(Probe.Request(100));
        var answer = await host.Get<IAnswers>().AskAsync(Probe.Request(100), "page", Ct);
        Assert.Equal(run.Kpis, answer.Report.Kpis);
        Assert.Single(await host.Queue.ListAsync(ct: Ct));
    }

    [Fact]
    public async Task Ask_ManyAtOnce_LoadOnceAndOptionsBesideTheModelKeyStayWarm()
    {
        var loads = 0;
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe { OnLoad = (_, _, _) => { Interlocked.Increment(ref loads); return Task.CompletedTask; } }]);
        var answers = host.Get<IAnswers>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => answers.AskAsync(Probe.Request(10), $"page{i}", Ct)));
        var moved = await answers.AskAsync(Probe.Request(10) with { OptionsJson = """{"rows":"10","scale":"2"}""" }, "page", Ct);
        Assert.True(moved.ModelWasWarm);
        Assert.Equal(1, loads);
        Assert.False((await answers.AskAsync(Probe.Request(11), "page", Ct)).ModelWasWarm);
        Assert.False((await answers.AskAsync(Probe.Request(10, seed: 8), "page", Ct)).ModelWasWarm);
    }

    [Fact]
    public async Task Ask_NewerOfTheSameSlot_CancelsTheOlder()
    {
        var first = new TaskCompletionSource();
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe
        {
            OnSolve = (_, ct) =>
            {
                if (!first.TrySetResult()) return;
                ct.WaitHandle.WaitOne();
                ct.ThrowIfCancellationRequested();
            },
        }]);
        var older = host.Get<IAnswers>().AskAsync(Probe.Request(), "panel", Ct);
        await first.Task.WaitAsync(Ct);
        var newer = await host.Get<IAnswers>().AskAsync(Probe.Request(), "panel", Ct);
        Assert.Equal(3, newer.Report.Tables[0].Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => older);
    }

    [Fact]
    public async Task Ask_MoreThanTheGate_WaitTheirTurn()
    {
        var (going, most) = (0, 0);
        using var both = new Barrier(2);
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe
        {
            OnSolve = (_, ct) =>
            {
                most = Math.Max(Interlocked.Increment(ref going), most);
                both.SignalAndWait(ct);
                Interlocked.Decrement(ref going);
            },
        }], s => s with { Threads = 2 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => host.Get<IAnswers>().AskAsync(Probe.Request(), $"{i}", Ct))).WaitAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Ask_AskerLeaves_IsCancelled()
    {
        using var leave = new CancellationTokenSource();
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe { OnLoad = (_, _, ct) => { leave.CancelAfter(0); return Task.Delay(Timeout.Infinite, ct); } }]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Get<IAnswers>().AskAsync(Probe.Request(), "panel", leave.Token));
    }

    [Fact]
    public async Task Ask_ProducerOrBadOptions_IsRefused()
    {
        await using var host = await RunHost.StartAsync(_home.Path, [new Probe(), new ProbeProducer((_, _, _) => Task.CompletedTask)]);
        await Assert.ThrowsAsync<InputException>(() => host.Get<IAnswers>().AskAsync(Probe.Request(key: "produce"), "p", Ct));
        await Assert.ThrowsAsync<InputException>(() => host.Get<IAnswers>().AskAsync(Probe.Request(-1), "p", Ct));
    }
}
