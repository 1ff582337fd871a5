using System.Collections.Concurrent;
using System.Diagnostics;
using RetailOpt.Core.Runs;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

public sealed class ProgressTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Left_IsWhatPassedInProportion()
    {
        var clock = new ManualClock();
        var meter = new ProgressMeter(clock);
        Assert.Null(meter.Read().Left);
        meter.Tell(0, "Solving", null);
        clock.Advance(TimeSpan.FromSeconds(10));
        meter.Tell(.25, "Solving", null);
        Assert.Equal(TimeSpan.FromSeconds(30), meter.Read().Left);
        meter.Tell(null, "Writing", null);
        Assert.Null(meter.Read().Left);
    }

    [Fact]
    public void Left_Resumed_CountsOnlyWhatThisProcessDid()
    {
        var clock = new ManualClock();
        var meter = new ProgressMeter(clock);
        meter.Tell(.5, "Solving", null);
        clock.Advance(TimeSpan.FromSeconds(10));
        meter.Tell(.75, "Solving", null);
        Assert.Equal(TimeSpan.FromSeconds(10), meter.Read().Left);
    }

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(2.0, 1.0)]
    [InlineData(-1.0, 0.0)]
    public void Tell_FractionOutOfRange_IsHeldToIt(double told, double? expected)
    {
        var meter = new ProgressMeter(new ManualClock());
        meter.Tell(told, "x", null);
        Assert.Equal(expected, meter.Read().Fraction);
    }

    [Fact]
    public async Task Subscribe_ManyReports_FewCallbacksAndTheLastIsTheEnd()
    {
        using var home = new TempFolder();
        await using var host = await RunHost.StartAsync(home.Path, [new Probe { OnSolve = (work, _) => Parallel.For(0, 200_000, i => work.Report(i / 200_000.0, "Solving")) }]);
        var seen = new ConcurrentQueue<RunRecord>();
        var ended = new TaskCompletionSource();
        var silent = 0;
        using var faulty = host.Queue.Subscribe(null, _ => throw new InvalidOperationException("a page's fault"));
        host.Queue.Subscribe(null, _ => Interlocked.Increment(ref silent)).Dispose();
        using var watch = host.Queue.Subscribe(null, r =>
        {
            seen.Enqueue(r);
            if (r.State == RunState.Completed) ended.TrySetResult();
        });
        var passed = Stopwatch.StartNew();
        await host.Queue.EnqueueAsync(Probe.Request(), Ct);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct);
        Assert.InRange(seen.Count, 1, 3 + (int)(passed.Elapsed.TotalSeconds * 10));
        Assert.Equal(RunState.Completed, seen.Last().State);
        Assert.Equal(0, silent);
    }

    [Fact]
    public async Task Log_Series_IsReadWhileGoingAndAfter()
    {
        using var home = new TempFolder();
        var gate = new TaskCompletionSource();
        var going = new TaskCompletionSource();
        await using var host = await RunHost.StartAsync(home.Path, [new Probe
        {
            OnLoad = async (_, work, ct) =>
            {
                Parallel.For(0, 100, i => work.Log("gap", new { Step = i, Gap = double.PositiveInfinity }));
                work.Log("other", 1);
                going.SetResult();
                await gate.Task.WaitAsync(ct);
            },
        }]);
        var id = (await host.Queue.EnqueueAsync(Probe.Request(), Ct)).Id;
        await going.Task.WaitAsync(Ct);
        var events = host.Get<IRunEvents>();
        Assert.Equal(100, events.Read(id, "gap").Count);
        gate.SetResult();
        await host.Queue.WaitAsync(id, Ct);
        Assert.Equal(Enumerable.Range(0, 100), events.Read(id, "gap").Select(e => e.Row.GetProperty("step").GetInt32()).Order());
        Assert.Empty(events.Read(id, "none"));
        Assert.Empty(events.Read("../../etc", "gap"));
    }
}
