using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Web;

/// <summary>A queue of runs that a test writes itself.</summary>
internal sealed class FakeQueue : IRunQueue
{
    private readonly List<(string? Id, Action<RunRecord> Changed)> followers = [];

    public List<RunRecord> Runs { get; } = [];
    public List<(string Id, bool KeepBest)> Ended { get; } = [];
    /// <summary>Why it takes no runs; null when it does.</summary>
    public string? Refusal { get; set; }
    public int Followers => followers.Count;

    public static RunRecord Run(string id, RunState state, string analysis = "probe", string? input = "My shop") => new()
    {
        Id = id,
        State = state,
        AnalysisVersion = 1,
        SoftwareVersion = "0.1.0",
        Created = DateTimeOffset.UnixEpoch,
        Request = new(analysis, input is null ? new Dictionary<string, InputRef>() : new Dictionary<string, InputRef> { ["data"] = new(InputKind.Source, "d1", "abc", input) }, "{}", 0, "local"),
    };

    public void Change(RunRecord run)
    {
        Runs.RemoveAll(r => r.Id == run.Id);
        Runs.Insert(0, run);
        foreach (var (id, changed) in followers.ToArray())
            if (id is null || id == run.Id) changed(run);
    }

    public Task<RunRecord> EnqueueAsync(RunRequest request, CancellationToken ct = default)
    {
        if (Refusal is { } reason) throw new InputException(reason);
        var run = Run("run1", RunState.Queued) with { Request = request };
        Change(run);
        return Task.FromResult(run);
    }

    public Task<RunRecord> RepeatAsync(string id, bool resume = false, CancellationToken ct = default) => throw new InputException("This queue takes no runs.");
    public Task<RunRecord?> FindAsync(string id, CancellationToken ct = default) => Task.FromResult(Runs.Find(r => r.Id == id));
    public Task<IReadOnlyList<RunRecord>> ListAsync(int limit = 200, CancellationToken ct = default) => Task.FromResult<IReadOnlyList<RunRecord>>([.. Runs.Take(limit)]);
    public Task<RunRecord> WaitAsync(string id, CancellationToken ct = default) => Task.FromResult(Runs.First(r => r.Id == id));

    public Task EndAsync(string id, bool keepBest)
    {
        Ended.Add((id, keepBest));
        return Task.CompletedTask;
    }

    public IDisposable Subscribe(string? id, Action<RunRecord> changed)
    {
        var follower = (id, changed);
        followers.Add(follower);
        return new Ending(() => followers.Remove(follower));
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>An analysis and a producer that only have a name.</summary>
internal sealed class NamedAnalysis(string key, string title) : Analysis<NamedAnalysis.None, NamedAnalysis.Nothing, string>
{
    public sealed record None
    {
        [Option("share", "Share", Unit = "%")] public double Share { get; init; } = .3;
    }

    public sealed record Nothing : IModel
    {
        public long Bytes => 0;
    }

    public override AnalysisInfo Info => new(key, 1, "Test", title, "A name.", true, [new("data", [InputKind.Source], true, "A dataset.", [new("sales", "product", true, "Map a column with the product.")])]);
    public override object ModelKey(None options) => "";
    public override Task<Nothing> LoadAsync(RunInputs inputs, None options, IWork work, CancellationToken ct) => Task.FromResult(new Nothing());
    public override string Solve(Nothing model, None options, IWork work, CancellationToken ct) => "";
    public override Report Report(string result, None options) => new([], [], "", []);
}
