using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>A dataset while it is written: its folder grows inside the run's own and becomes visible by one rename.</summary>
internal sealed class DatasetDraft(DatasetStore store, ParquetFile parquet, DuckDbHost host, TimeProvider clock, string folder, string runId, string sourceHash) : IDatasetDraft
{
    private readonly List<Table> _tables = [];
    private readonly Lock _lock = new();
    private (string Name, string Currency, IReadOnlyDictionary<string, string> Facts)? _description;
    private DatasetManifest? _manifest;
    private bool _known;

    private string Output => Path.Combine(folder, "out");

    /// <inheritdoc/>
    public string WorkFolder => Directory.CreateDirectory(Path.Combine(folder, "parts")).FullName;

    /// <inheritdoc/>
    public void Describe(string name, string currency, IReadOnlyDictionary<string, string> facts) => _description = (name, currency, facts);

    /// <inheritdoc/>
    public async Task WriteAsync(IResultTable table, CancellationToken ct)
    {
        var part = NextPart(table.Schema);
        part.Stored = await parquet.WriteAsync(table, part.Path, ct);
    }

    /// <inheritdoc/>
    public void Adopt(TableSchema schema, string parquetPath, TableContent? content = null)
    {
        var part = NextPart(schema);
        if (content is not null) part.Stored = new StoredTable(schema, content.Rows, content.Hash);
        AtomicFile.Flush(parquetPath);
        File.Move(parquetPath, part.Path);
    }

    /// <summary>
    /// Hashes the tables and writes the manifest, last. Content that a dataset already holds is not stored twice: that dataset's manifest is returned.
    /// </summary>
    public async Task<DatasetManifest> FinishAsync(CancellationToken ct)
    {
        var (name, currency, facts) = _description ?? throw new InvalidOperationException("The dataset was not described.");
        var tables = new List<DatasetTable>();
        foreach (var table in _tables) tables.Add(await table.FinishAsync(host.Runs, ct));
        var hash = ContentHash.Of(tables.OrderBy(t => t.Schema.Name, StringComparer.Ordinal).Select(t => $"{t.Schema.Name} {t.Hash}"));
        if (store.List().FirstOrDefault(d => d.Hash == hash && d.Currency == currency) is { } known)
        {
            _known = true;
            return _manifest = known;
        }
        _manifest = new DatasetManifest
        {
            Id = Ids.New(clock),
            Version = 1,
            Name = name,
            Currency = currency,
            Created = clock.GetUtcNow(),
            RunId = runId,
            Hash = hash,
            SourceHash = sourceHash,
            Tables = tables,
            Facts = facts,
        };
        JsonFile.Write(Path.Combine(Output, DatasetStore.ManifestFile), _manifest);
        return _manifest;
    }

    /// <inheritdoc/>
    public void Commit()
    {
        var manifest = _manifest ?? throw new InvalidOperationException("The dataset was not finished.");
        if (!_known) Directory.Move(Output, Path.Combine(Directory.CreateDirectory(store.FolderOf(manifest.Id)).FullName, "1"));
        Directory.Delete(folder, recursive: true);
    }

    private Part NextPart(TableSchema schema)
    {
        lock (_lock)
        {
            var table = _tables.Find(t => t.Schema.Name.Equals(schema.Name, StringComparison.OrdinalIgnoreCase));
            if (table is null) _tables.Add(table = new Table(schema));
            else if (!table.Schema.Columns.Select(c => (c.Key, c.Type)).SequenceEqual(schema.Columns.Select(c => (c.Key, c.Type))))
                throw new InvalidOperationException($"The parts of table {schema.Name} differ in their columns.");
            var inside = Path.Combine(TableNames.Checked(schema.Name), $"part-{table.Parts.Count}.parquet");
            Directory.CreateDirectory(Path.Combine(Output, schema.Name));
            var part = new Part(Path.Combine(Output, inside), $"1/{inside.Replace('\\', '/')}");
            table.Parts.Add(part);
            return part;
        }
    }

    private sealed class Part(string path, string relative)
    {
        public string Path => path;
        public string Relative => relative;
        public StoredTable? Stored { get; set; }
    }

    private sealed class Table(TableSchema schema)
    {
        public TableSchema Schema => schema;
        public List<Part> Parts { get; } = [];

        public async Task<DatasetTable> FinishAsync(DuckDbInstance instance, CancellationToken ct)
        {
            var (rows, hash) = Parts is [{ Stored: { } stored }] ? (stored.Rows, stored.Hash) : await TableHash.OfAsync(instance, schema, [.. Parts.Select(p => p.Path)], ct);
            return new DatasetTable(schema, rows, [.. Parts.Select(p => p.Relative)], hash);
        }
    }
}
