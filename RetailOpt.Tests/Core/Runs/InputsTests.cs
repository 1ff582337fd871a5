using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Runs;

public sealed class InputsTests : IDisposable
{
    private static readonly InputSpec Data = new("data", [InputKind.Source, InputKind.Run], true, "the sales to look at.", []);
    private static readonly InputSpec Files = new("file", [InputKind.File], false, "more files.", [], Many: true);

    private readonly TempFolder _home = new();
    private readonly TempFolder _files = new();
    private readonly List<string> _seen = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Resolved_DatasetRunAndFiles_ReachTheAnalysis()
    {
        await using var host = await StartAsync();
        var dataset = host.Inputs.Dataset((await host.RunAsync(Probe.Request(key: "produce"))).DatasetId!);
        var run = await host.Inputs.RunAsync((await host.RunAsync(Probe.Request())).Id, Ct);
        var files = await Task.WhenAll(Enumerable.Range(1, 11).Select(i => host.Inputs.FileAsync(_files.Write($"f{i}.csv", $"{i}"), $"given-{i}", Ct)));
        Assert.Equal("6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", files[0].Hash);

        var fileInputs = files.Select((f, i) => ($"file{i + 1}", f)).Reverse();
        Assert.Equal(RunState.Completed, (await host.RunAsync(Probe.Request(key: "reads", inputs: [("data", dataset), .. fileInputs]))).State);
        Assert.Equal(["stores", .. Enumerable.Range(1, 11).Select(i => $"given-{i}")], _seen);
        _seen.Clear();
        Assert.Equal(RunState.Completed, (await host.RunAsync(Probe.Request(key: "reads", inputs: ("data", run)))).State);
        Assert.Equal(["LINES"], _seen);
    }

    [Fact]
    public async Task Enqueue_FileChangedOrGone_IsRefused()
    {
        await using var host = await StartAsync();
        var dataset = host.Inputs.Dataset((await host.RunAsync(Probe.Request(key: "produce"))).DatasetId!);
        var file = await host.Inputs.FileAsync(_files.Write("f.csv", "1"), ct: Ct);
        var done = await host.RunAsync(Probe.Request(key: "reads", inputs: [("data", dataset), ("file1", file)]));
        _files.Write("f.csv", "22");
        await Refused(() => host.Queue.RepeatAsync(done.Id, ct: Ct), "has changed");
        File.Delete(_files["f.csv"]);
        await Refused(() => host.Queue.RepeatAsync(done.Id, ct: Ct), "no file");
        await host.Get<IDatasetStore>().DeleteAsync(dataset.Id, Ct);
        await Refused(() => host.Queue.RepeatAsync(done.Id, ct: Ct), "no longer exists");
    }

    [Fact]
    public async Task Enqueue_BadRequest_IsRefusedWithoutATrace()
    {
        await using var host = await StartAsync();
        var file = await host.Inputs.FileAsync(_files.Write("f.csv", "1"), ct: Ct);
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request(key: "nope"), Ct), "There is no analysis 'nope'");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request(rows: -1), Ct), "Rows is -1");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request() with { OptionsJson = "{" }, Ct), "cannot be read");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request() with { OptionsJson = """{"rows":"many"}""" }, Ct), "cannot be read");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request() with { OptionsJson = """{"rows":3}""" }, Ct), "cannot be read");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request(key: "reads"), Ct), "needs the input 'data'");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request(key: "reads", inputs: ("data", file)), Ct), "cannot be a file");
        await Refused(() => host.Queue.EnqueueAsync(Probe.Request(inputs: ("data", file)), Ct), "has no input 'data'");
        Assert.Empty(await host.Queue.ListAsync(ct: Ct));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home["work"]));
    }

    [Fact]
    public async Task Inputs_ThatDoNotExist_AreRefused()
    {
        await using var host = await StartAsync();
        Assert.Throws<InputException>(() => host.Inputs.Dataset("nothing"));
        await Refused(() => host.Inputs.RunAsync("nothing", Ct), "no run");
        await Refused(() => host.Inputs.FileAsync(_files["none.csv"], ct: Ct), "no file");
        await Refused(() => host.Inputs.FileAsync(_files.Path, ct: Ct), "is a folder");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Inputs.FileAsync(_files.Write("c.csv", "x"), ct: new CancellationToken(true)));
    }

    [Fact]
    public void Settings_ThatCannotWork_AreAllNamed()
    {
        var e = Assert.Throws<InputException>(() => new RetailOptSettings { Home = " ", Threads = 0, ConcurrentRuns = 0, LiveModelBytes = -1 }.Validate());
        Assert.All(["Home", "Threads is 0", "ConcurrentRuns", "LiveModelBytes"], name => Assert.Contains(name, e.Message, StringComparison.Ordinal));
    }

    private Task<RunHost> StartAsync() => RunHost.StartAsync(_home.Path,
    [
        new Probe(), new ProbeProducer((target, _, ct) => ProbeProducer.WriteStores(target, ct, "a")),
        new Probe("reads", Data, Files)
        {
            OnLoad = (inputs, _, _) =>
            {
                _seen.AddRange([.. inputs.Require("data").Tables.Keys, .. inputs.Files.Select(f => f.Name)]);
                return Task.CompletedTask;
            },
        },
    ]);

    private static async Task Refused(Func<Task> act, string because) =>
        Assert.Contains(because, (await Assert.ThrowsAsync<InputException>(act)).Message, StringComparison.Ordinal);
}
