using RetailOpt.Core.Analyses;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Storage;

namespace RetailOpt.Core.Runs;

/// <summary>Names what a run reads, so that it can be found again: by id or path, and by the hash of its content.</summary>
public interface IInputs
{
    /// <summary>A dataset by id or name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    InputRef Dataset(string idOrName);
    /// <summary>A dataset by id, by the name that a person gave it since, or by the name it was imported under; null when there is none.</summary>
    Task<DatasetManifest?> FindDatasetAsync(string idOrName, CancellationToken ct = default);
    /// <summary>The result tables of a run.</summary>
    /// <exception cref="InputException">There is none, or it has no result.</exception>
    Task<InputRef> RunAsync(string id, CancellationToken ct = default);
    /// <summary>A file, read once for its hash; <paramref name="name"/> is what it was called by whoever gave it.</summary>
    /// <exception cref="InputException">It is missing or cannot be read.</exception>
    Task<InputRef> FileAsync(string path, string? name = null, CancellationToken ct = default);
}

/// <summary>Finds, checks and opens the inputs of runs.</summary>
internal sealed class Inputs(IDatasetStore datasets, IRunStore results, RunHistory history, FileHashes hashes, INotes notes, IGivenTables given) : IInputs
{
    public InputRef Dataset(string idOrName)
    {
        var found = datasets.Find(idOrName) ?? throw new InputException($"There is no dataset '{idOrName}'.");
        return new(InputKind.Source, found.Id, found.Hash, found.Name);
    }

    public async Task<DatasetManifest?> FindDatasetAsync(string idOrName, CancellationToken ct = default)
    {
        var given = (await notes.AllAsync(NoteKind.Dataset, ct).ConfigureAwait(false)).Where(n => string.Equals(n.Value.Name, idOrName, StringComparison.OrdinalIgnoreCase));
        return given.Select(n => datasets.Find(n.Key)).FirstOrDefault(d => d is not null) ?? datasets.Find(idOrName);
    }

    public async Task<InputRef> RunAsync(string id, CancellationToken ct = default)
    {
        var run = history.Find(id) ?? throw new InputException($"There is no run '{id}'.");
        if (run.State is not (RunState.Completed or RunState.Stopped)) throw new InputException($"The run '{id}' has no result; it is {run.State}.");
        return new(InputKind.Run, id, HashOf(run), run.Request.Analysis);
    }

    public async Task<InputRef> FileAsync(string path, string? name = null, CancellationToken ct = default)
    {
        var full = Path.GetFullPath(path);
        return new(InputKind.File, full, await hashes.OfAsync(full, ct).ConfigureAwait(false), name ?? Path.GetFileName(full));
    }

    /// <summary>Refuses inputs that the runnable does not know, lacks, or that are no longer what they were.</summary>
    public async Task CheckAsync(AnalysisInfo info, IReadOnlyDictionary<string, InputRef> given, CancellationToken ct)
    {
        foreach (var (name, input) in given)
        {
            var spec = info.Inputs.FirstOrDefault(s => Matches(s, name)) ?? throw new InputException(
                $"{info.Key} has no input '{name}'; it has: {string.Join(", ", info.Inputs.Select(s => s.Name))}.");
            if (!spec.Kinds.Contains(input.Kind)) throw new InputException($"The input '{name}' of {info.Key} cannot be a {Word(input.Kind)}; give a {string.Join(" or a ", spec.Kinds.Select(Word))}.");
            await CheckUnchangedAsync(name, input, ct).ConfigureAwait(false);
        }
        foreach (var spec in info.Inputs.Where(s => s.Required && !given.Keys.Any(k => Matches(s, k))))
            throw new InputException($"{info.Key} needs the input '{spec.Name}': {spec.Help}");
    }

    /// <summary>Opens inputs that were checked.</summary>
    public RunInputs Open(AnalysisInfo info, IReadOnlyDictionary<string, InputRef> chosen)
    {
        var ordered = chosen.OrderBy(g => OrderOf(info, g.Key)).ToArray();
        var tables = new Dictionary<string, IQueryEngine>(StringComparer.Ordinal);
        foreach (var (name, input) in ordered.Where(g => g.Value.Kind != InputKind.File))
            tables[name] = input.Kind == InputKind.Source ? datasets.Open(input.Id) : results.Open(input.Id);
        return new(tables, [.. ordered.Where(g => g.Value.Kind == InputKind.File).Select(g => (g.Key, new InputFile(g.Value.Id, g.Value.Name, g.Value.Hash)))], given);
    }

    private async Task CheckUnchangedAsync(string name, InputRef input, CancellationToken ct)
    {
        var hash = input.Kind switch
        {
            InputKind.Source => (datasets.Find(input.Id) ?? throw new InputException($"The dataset '{input.Name}' ({input.Id}), input '{name}', no longer exists.")).Hash,
            InputKind.Run => HashOf(history.Find(input.Id) ?? throw new InputException($"The run {input.Id}, input '{name}', no longer exists.")),
            _ => await hashes.OfAsync(input.Id, ct).ConfigureAwait(false),
        };
        if (hash != input.Hash)
            throw new InputException($"The {Word(input.Kind)} '{input.Name}', input '{name}', has changed since it was chosen ({Short(input.Hash)} then, {Short(hash)} now). Start a new run with it as it is now.");
    }

    private static bool Matches(InputSpec spec, string name) =>
        name == spec.Name || (spec.Many && name.StartsWith(spec.Name, StringComparison.Ordinal) && int.TryParse(name.AsSpan(spec.Name.Length), out _));

    private static (int Spec, int Number) OrderOf(AnalysisInfo info, string name)
    {
        for (var i = 0; i < info.Inputs.Count; i++)
            if (Matches(info.Inputs[i], name)) return (i, int.TryParse(name.AsSpan(info.Inputs[i].Name.Length), out var number) ? number : 0);
        return (int.MaxValue, 0);
    }

    /// <summary>The content of a run: its tables in their order.</summary>
    private static string HashOf(RunRecord run) => ContentHash.Of(run.Tables.Select(t => $"{t.Schema.Name} {t.Hash}"));

    private static string Word(InputKind kind) => kind switch { InputKind.Source => "dataset", InputKind.Run => "run", _ => "file" };
    private static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;
}
