using System.Diagnostics;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

/// <summary>A process of its own is killed (SIGKILL) in the middle of a run.</summary>
public sealed class KillTests
{
    private const string HomeVariable = "RETAILOPT_TEST_CHILD_HOME";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private sealed record Step(int Done);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_GoingRun_IsRunningWhileAliveThenInterruptedAndResumes()
    {
        using var home = new TempFolder();
        using var child = StartChild(home.Path);
        try
        {
            await using var watcher = await RunHost.StartAsync(home.Path, [Steps(30)]);
            var going = await UntilAsync(watcher, child, r => r is { State: RunState.Running, Progress.Fraction: > 0 });
            Assert.True(File.Exists(home[$"work/{going.Id}/checkpoint.json"]));
            Assert.Equal(RunState.Running, (await watcher.Queue.FindAsync(going.Id, Ct))!.State);

            child.Kill();
            await child.WaitForExitAsync(Ct);
            var dead = (await watcher.Queue.FindAsync(going.Id, Ct))!;
            Assert.Equal(RunState.Interrupted, dead.State);
            Assert.Equal("Stepping", dead.Progress!.Phase);
            Assert.NotEmpty(watcher.Get<IRunEvents>().Read(going.Id, "steps"));
            Assert.False(Directory.Exists(home[$"runs/{going.Id}/tables"]));
            Assert.Empty(Directory.EnumerateFileSystemEntries(home["work"]));
            Assert.Empty(watcher.Get<IDatasetStore>().List());

            var resumed = await watcher.Queue.WaitAsync((await watcher.Queue.RepeatAsync(going.Id, resume: true, Ct)).Id, Ct).WaitAsync(Patience, Ct);
            Assert.Equal(RunState.Completed, resumed.State);
            var first = watcher.Get<IRunEvents>().Read(resumed.Id, "steps")[0].Row.GetProperty("done").GetInt32();
            Assert.True(first > 1, $"The resumed run began at step {first}.");
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }

    /// <summary>The child: not a test, it runs until it is killed.</summary>
    [Fact(Explicit = true)]
    public async Task Child()
    {
        var home = Environment.GetEnvironmentVariable(HomeVariable);
        if (home is null) Assert.Skip($"Started by the tests, with {HomeVariable}.");
        await using var host = await RunHost.StartAsync(home, [Steps(int.MaxValue)]);
        await host.RunAsync(Probe.Request());
    }

    private static Probe Steps(int most) => new()
    {
        OnLoad = async (_, work, ct) =>
        {
            for (var step = work.Checkpoint<Step>()?.Done ?? 0; step < most; step++)
            {
                work.Save(new Step(step + 1));
                work.Log("steps", new Step(step + 1));
                work.Report((step + 1) / 1e6, "Stepping");
                if (most == int.MaxValue) await Task.Delay(20, ct);
            }
        },
    };

    private static Process StartChild(string home)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, "-method", $"{typeof(KillTests).FullName}.{nameof(Child)}", "-explicit", "only", "-noLogo"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[HomeVariable] = home;
        return Process.Start(start)!;
    }

    private static async Task<RunRecord> UntilAsync(RunHost host, Process child, Func<RunRecord, bool> wanted)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if ((await host.Queue.ListAsync(ct: Ct)).FirstOrDefault(wanted) is { } found) return found;
            if (child.HasExited) Assert.Fail("The child ended early: " + await child.StandardOutput.ReadToEndAsync(Ct));
            if (waited.Elapsed > Patience) Assert.Fail("The child's run never began.");
            await Task.Delay(50, Ct);
        }
    }
}
