using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>The datasets in the home's folders. A folder without its manifest is not a dataset; one whose manifest is damaged is left out of the list, with a warning.</summary>
internal sealed class DatasetStore(Home home, DuckDbHost host, Caches caches, ILogger<DatasetStore> log) : IDatasetStore
{
    /// <summary>Name of the manifest in a version's folder.</summary>
    public const string ManifestFile = "dataset.json";

    // a manifest never changes, so one once read stays true as long as its file is there
    private readonly ConcurrentDictionary<string, DatasetManifest> _read = new(StringComparer.Ordinal);

    /// <summary>The folder of a dataset.</summary>
    public string FolderOf(string id) => Path.Combine(home.Datasets, id);

    /// <inheritdoc/>
    public IReadOnlyList<DatasetManifest> List() =>
        [.. Directory.EnumerateDirectories(home.Datasets).Select(Path.GetFileName).Where(Ids.IsId).OrderDescending(StringComparer.Ordinal).Select(id => ReadOrWarn(id!)).OfType<DatasetManifest>()];

    /// <inheritdoc/>
    public DatasetManifest? Find(string idOrName) =>
        Ids.IsId(idOrName) && Read(idOrName) is { } found ? found : List().FirstOrDefault(d => d.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public IQueryEngine Open(string id)
    {
        var manifest = Require(id);
        return new DuckDbEngine(manifest.Name, manifest.Hash, [.. manifest.Tables.Select(t => new ParquetTable(t.Schema, FilesOf(manifest, t)))], host.Runs, caches.Extracts, DateOnly.FromDateTime(manifest.Created.UtcDateTime));
    }

    /// <inheritdoc/>
    public IPagedTable Page(string id, string table)
    {
        var manifest = Require(id);
        var found = manifest.Tables.FirstOrDefault(t => t.Schema.Name.Equals(table, StringComparison.OrdinalIgnoreCase))
            ?? throw new KeyNotFoundException($"The dataset {manifest.Name} has no table {table}.");
        return new ParquetPages(found.Schema, FilesOf(manifest, found), found.Rows, found.Hash, host.Pages, caches.Rows);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken ct) => Ids.IsId(id) ? Trash.RemoveAsync(home, FolderOf(id), ct) : Task.CompletedTask;

    private DatasetManifest Require(string id) => (Ids.IsId(id) ? Read(id) : null) ?? throw new KeyNotFoundException($"There is no dataset {id}.");

    private string[] FilesOf(DatasetManifest manifest, DatasetTable table) => [.. table.Parts.Select(p => Path.Combine(FolderOf(manifest.Id), p))];

    private DatasetManifest? ReadOrWarn(string id)
    {
        try { return Read(id); }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The dataset {Dataset} is left out: its manifest cannot be read.", id);
            return null;
        }
    }

    private DatasetManifest? Read(string id)
    {
        if (!Directory.Exists(FolderOf(id))) return null;
        var versions = Directory.EnumerateDirectories(FolderOf(id)).Select(p => int.TryParse(Path.GetFileName(p), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0);
        foreach (var version in versions.Where(n => n > 0).OrderDescending())
        {
            var path = Path.Combine(FolderOf(id), version.ToString(CultureInfo.InvariantCulture), ManifestFile);
            if (!File.Exists(path)) continue;
            if (_read.TryGetValue(path, out var known)) return known;
            if (JsonFile.Read<DatasetManifest>(path) is { } manifest) return _read[path] = Checked(manifest, id, path);
        }
        return null;
    }

    private static DatasetManifest Checked(DatasetManifest manifest, string id, string path) =>
        manifest.Id == id ? manifest : throw new InvalidDataException($"{path} is damaged: it names the dataset {manifest.Id}.");
}
