using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

/// <summary>A real volume that is too small, where one can be mounted.</summary>
public sealed class DiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disk_FillsUpDuringARun_FailsClearlyAndLeavesNothingHalfWritten()
    {
        using var folder = new TempFolder();
        await using var volume = await SmallVolume.MountAsync(folder.Path, "8m");
        await using var host = await RunHost.StartAsync(folder.Path, [new Probe()]);
        var failed = await host.RunAsync(Probe.Request(1_000_000));
        Assert.Equal(RunState.Failed, failed.State);
        Assert.Contains("The disk is full", failed.Error, StringComparison.Ordinal);
        Assert.Equal(["run.json"], Directory.EnumerateFiles(folder[$"runs/{failed.Id}"], "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["work"]));
        Assert.Equal(RunState.Completed, (await host.RunAsync(Probe.Request(10))).State);
    }

    [Fact]
    public async Task Disk_IsFull_RefusesRunsAndStillListsThem()
    {
        using var folder = new TempFolder();
        await using var volume = await SmallVolume.MountAsync(folder.Path, "8m");
        await using var host = await RunHost.StartAsync(folder.Path, [new Probe()]);
        var done = await host.RunAsync(Probe.Request(10));
        Fill(folder["ballast"]);
        var e = await Assert.ThrowsAsync<InputException>(() => host.Queue.EnqueueAsync(Probe.Request(10), Ct));
        Assert.Contains("The disk is full", e.Message, StringComparison.Ordinal);
        Assert.Equal([done.Id], (await host.Queue.ListAsync(ct: Ct)).Select(r => r.Id));
        File.Delete(folder["ballast"]);
        Assert.Equal(RunState.Completed, (await host.RunAsync(Probe.Request(10))).State);
    }

    /// <summary>Where no volume can be mounted: the rows of a table fail as a full disk does.</summary>
    [Fact]
    public async Task Disk_FullWhileATableIsWritten_FailsClearlyAndLeavesNothingHalfWritten()
    {
        using var folder = new TempFolder();
        await using var host = await RunHost.StartAsync(folder.Path, [new Probe { OnRow = n => { if (n == 500) throw new IOException("No space left on device", 28); } }]);
        var failed = await host.RunAsync(Probe.Request(1000));
        Assert.Contains("The disk is full", failed.Error, StringComparison.Ordinal);
        Assert.Equal(["run.json"], Directory.EnumerateFiles(folder[$"runs/{failed.Id}"], "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["work"]));
    }

    [Fact]
    public async Task Home_ThatCannotBeMade_SaysWhatToDo()
    {
        using var folder = new TempFolder();
        var inside = Path.Combine(folder.Write("file", ""), "home");
        var e = await Assert.ThrowsAsync<InputException>(() => RunHost.StartAsync(inside, []));
        Assert.Contains("cannot be used", e.Message, StringComparison.Ordinal);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var block = new byte[4096];
        try
        {
            while (true) file.Write(block);
        }
        catch (IOException)
        {
            // full, as wanted
        }
    }
}
