using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Tests.Web;

/// <summary>Datasets that are only described.</summary>
internal sealed class FakeDatasets : IDatasetStore
{
    public List<DatasetManifest> All { get; } = [];

    /// <summary>A dataset whose canonical tables hold these columns, written "sales.product".</summary>
    public static DatasetManifest Of(string id, string name, params string[] columns) => new()
    {
        Id = id,
        Version = 1,
        Name = name,
        Currency = "EUR",
        Created = DateTimeOffset.UnixEpoch,
        RunId = "r",
        Hash = "h" + id,
        SourceHash = "s",
        Facts = new Dictionary<string, string>(),
        Tables = [.. columns.GroupBy(c => c.Split('.')[0]).Select(t => new DatasetTable(
            new TableSchema(t.Key, t.Key, [.. t.Select(c => Canonical.Tables[t.Key][c.Split('.')[1]])], [], []), 10, [], "t"))],
    };

    public IReadOnlyList<DatasetManifest> List() => All;
    public DatasetManifest? Find(string idOrName) => All.FirstOrDefault(d => d.Id == idOrName || d.Name == idOrName);
    public IQueryEngine Open(string id) => throw new NotSupportedException();
    public IPagedTable Page(string id, string table) => throw new NotSupportedException();
    public Task DeleteAsync(string id, CancellationToken ct) => throw new NotSupportedException();
}

/// <summary>Nobody gave a name.</summary>
internal sealed class FakeNotes : INotes
{
    public Task<IReadOnlyDictionary<string, Note>> AllAsync(NoteKind kind, CancellationToken ct = default) => Task.FromResult<IReadOnlyDictionary<string, Note>>(new Dictionary<string, Note>());
    public Task<Note?> FindAsync(NoteKind kind, string id, CancellationToken ct = default) => Task.FromResult<Note?>(null);
    public Task SetAsync(NoteKind kind, string id, Note note, CancellationToken ct = default) => throw new NotSupportedException();
}

/// <summary>Names datasets as inputs.</summary>
internal sealed class FakeInputs(IDatasetStore datasets) : IInputs
{
    public InputRef Dataset(string idOrName) => datasets.Find(idOrName) is { } found ? new(InputKind.Source, found.Id, found.Hash, found.Name) : throw new InputException($"There is no dataset '{idOrName}'.");
    public Task<DatasetManifest?> FindDatasetAsync(string idOrName, CancellationToken ct = default) => Task.FromResult(datasets.Find(idOrName));
    public Task<InputRef> RunAsync(string id, CancellationToken ct = default) => id == "gone" ? throw new InputException("There is no run 'gone'.") : Task.FromResult(new InputRef(InputKind.Run, id, "h" + id, "clusters"));
    public Task<InputRef> FileAsync(string path, string? name = null, CancellationToken ct = default) => throw new NotSupportedException();
}

/// <summary>Result tables that a test gives.</summary>
internal sealed class FakeRunStore : IRunStore
{
    public Dictionary<(string Run, string Table), IResultTable> Tables { get; } = [];
    public IPagedTable Page(string runId, string table) => new RetailOpt.Web.Components.Grid.MemoryTable(Read(runId, table));
    public IResultTable Read(string runId, string table) => Tables.GetValueOrDefault((runId, table)) ?? throw new KeyNotFoundException($"There is no table {table} of run {runId}.");
    public IQueryEngine Open(string runId) => throw new NotSupportedException();
    public Task<string> ReportAsync(string runId, CancellationToken ct) => throw new NotSupportedException();
    public string DocumentPath(string runId, string name) => throw new KeyNotFoundException(name);
    public Task DeleteAsync(string runId, CancellationToken ct) => throw new NotSupportedException();
}

/// <summary>Solves with the real analysis on a given model, each answer behind a gate that the test may hold.</summary>
internal sealed class FakeAnswers(RunRegistry registry, Func<string, IModel> model) : IAnswers
{
    /// <summary>What was asked, in order.</summary>
    public List<RunRequest> Asked { get; } = [];
    /// <summary>Waited for before an answer is given; it may throw.</summary>
    public Func<RunRequest, CancellationToken, Task> Gate { get; set; } = (_, _) => Task.CompletedTask;
    /// <summary>How long an answer says that it took.</summary>
    public TimeSpan Took { get; set; } = TimeSpan.FromMilliseconds(5);

    public async Task<Answer> AskAsync(RunRequest request, string slot, CancellationToken ct)
    {
        Asked.Add(request);
        await Gate(request, ct);
        var analysis = (IAnalysis)registry.Require(request.Analysis);
        var options = RunRegistry.ReadOptions(analysis, request.OptionsJson);
        var result = analysis.Solve(model(request.Analysis), options, new NoWork(), ct);
        return new(analysis.Report(result, options), result, Took, true);
    }
}
