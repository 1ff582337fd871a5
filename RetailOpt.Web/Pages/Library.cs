using System.Collections.Concurrent;
using RetailOpt.Core.Catalog;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages;

/// <summary>A dataset with the name that people gave it.</summary>
public sealed record DatasetItem(DatasetManifest Manifest, string Name, string? Comment)
{
    /// <summary>Rows of all its tables.</summary>
    public long Rows => Manifest.Tables.Sum(t => t.Rows);
    /// <summary>What its tables hold, by their names.</summary>
    public IReadOnlyDictionary<string, TableSchema> Schemas => SchemasOf(Manifest);
    /// <summary>Whether its sales name accounts and no store: accounts then stand for stores.</summary>
    public bool NamesAccountsAlone => Schemas.GetValueOrDefault("sales") is { } sales && sales.IndexOf("store") < 0 && sales.IndexOf("account") >= 0;

    internal static Dictionary<string, TableSchema> SchemasOf(DatasetManifest manifest) => manifest.Tables.ToDictionary(t => t.Schema.Name, t => t.Schema, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What pages ask of datasets and runs together: names that people gave, readiness, titles. Folders are read off the circuit's thread.</summary>
public sealed class Library(IDatasetStore datasets, INotes notes, RunRegistry registry, IRunQueue queue)
{
    private readonly ConcurrentDictionary<string, WeakReference<Names>> names = new();

    /// <summary>All datasets, newest first.</summary>
    public async Task<IReadOnlyList<DatasetItem>> DatasetsAsync(CancellationToken ct = default)
    {
        var named = await notes.AllAsync(NoteKind.Dataset, ct);
        return await Task.Run(() => (IReadOnlyList<DatasetItem>)[.. datasets.List().Select(d => Named(d, named.GetValueOrDefault(d.Id)))], ct);
    }

    /// <summary>A dataset, or null.</summary>
    public async Task<DatasetItem?> DatasetAsync(string id, CancellationToken ct = default) =>
        await Task.Run(() => datasets.Find(id), ct) is { } found ? Named(found, await notes.FindAsync(NoteKind.Dataset, found.Id, ct)) : null;

    /// <summary>What a dataset calls its stores, accounts and products; all who look at it share them.</summary>
    public async Task<Names> NamesAsync(DatasetItem dataset, CancellationToken ct = default)
    {
        var key = $"{dataset.Manifest.Id} {dataset.Manifest.Version}";
        if (names.TryGetValue(key, out var kept) && kept.TryGetTarget(out var found)) return found;
        var read = await Task.Run(() => Names.ReadAsync(dataset, () => datasets.Open(dataset.Manifest.Id), ct), ct);
        names[key] = new(read);
        return read;
    }

    /// <summary>The newest runs, with the titles that people gave or that say what they are.</summary>
    public async Task<IReadOnlyList<RunItem>> RunsAsync(int limit, CancellationToken ct = default)
    {
        var named = await notes.AllAsync(NoteKind.Run, ct);
        return [.. (await queue.ListAsync(limit, ct)).Select(r => Item(r, named.GetValueOrDefault(r.Id)))];
    }

    /// <summary>A run with its title, or null.</summary>
    public async Task<RunItem?> RunAsync(string id, CancellationToken ct = default) =>
        await queue.FindAsync(id, ct) is { } run ? Item(run, await notes.FindAsync(NoteKind.Run, id, ct)) : null;

    /// <summary>What a run is, in words: "Markdown scenarios of Sample retailer".</summary>
    public string Title(RunRecord run)
    {
        var title = registry.Find(run.Request.Analysis)?.Info.Title ?? run.Request.Analysis;
        var of = run.Request.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Value.Name).FirstOrDefault();
        var more = run.Request.Inputs.Count > 1 ? $" and {run.Request.Inputs.Count - 1} more" : "";
        return of is null ? title : $"{title} of {of}{more}";
    }

    /// <summary>What a dataset offers to each analysis.</summary>
    public IReadOnlyList<Readiness> ReadinessOf(DatasetManifest dataset) => Readiness.Of(registry, DatasetItem.SchemasOf(dataset));

    private RunItem Item(RunRecord run, Note? note) => new(run, note?.Name ?? Title(run), Asked(run));

    private string Asked(RunRecord run)
    {
        if (registry.Find(run.Request.Analysis)?.Options is not { } schema) return "";
        try
        {
            var options = schema.FromJson(run.Request.OptionsJson);
            return string.Join(", ", schema.Fields.Where(f => !Equals(schema.Get(options, f.Key), f.Default) && f.BareType != typeof(string))
                .Select(f => $"{f.Label.ToLowerInvariant()} {OptionWords.Of(f, schema.Get(options, f.Key)) ?? "none"}"));
        }
        catch (FormatException)
        {
            return ""; // another version's options: the list goes on without their words
        }
    }

    private static DatasetItem Named(DatasetManifest dataset, Note? note) => new(dataset, note?.Name ?? dataset.Name, note?.Comment);
}

/// <summary>A run with its title, and the options that were asked for otherwise than by default, in words.</summary>
public sealed record RunItem(RunRecord Run, string Title, string Asked)
{
    /// <summary>Whether it left a result.</summary>
    public bool HasResult => Run.State is RunState.Completed or RunState.Stopped;
}
