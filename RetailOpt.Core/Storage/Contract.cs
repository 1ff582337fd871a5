using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>A table of a dataset: its present columns, rows, parts (paths relative to the dataset's folder) and content hash.</summary>
public sealed record DatasetTable(TableSchema Schema, long Rows, IReadOnlyList<string> Parts, string Hash);

/// <summary>One immutable version of a dataset. Its folder holds this as dataset.json, written last.</summary>
public sealed record DatasetManifest
{
    /// <summary>Id, sortable by time.</summary>
    public required string Id { get; init; }
    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }
    /// <summary>Name given at import; the catalogue may hold a newer one.</summary>
    public required string Name { get; init; }
    /// <summary>Currency code ("USD"), or empty.</summary>
    public required string Currency { get; init; }
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }
    /// <summary>The run that made it.</summary>
    public required string RunId { get; init; }
    /// <summary>Hash over the tables' hashes: the data version.</summary>
    public required string Hash { get; init; }
    /// <summary>Hash over the files and mapping it was made from: the same content is recognised by it.</summary>
    public required string SourceHash { get; init; }
    /// <summary>Tables.</summary>
    public required IReadOnlyList<DatasetTable> Tables { get; init; }
    /// <summary>What was read, in words: rows, first and last date, stores, products, money.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
}

/// <summary>The datasets of a home.</summary>
public interface IDatasetStore
{
    /// <summary>Newest first, the latest version of each.</summary>
    IReadOnlyList<DatasetManifest> List();
    /// <summary>A dataset by id, or by name without regard to case; null when there is none.</summary>
    DatasetManifest? Find(string idOrName);
    /// <summary>The engine over its tables.</summary>
    IQueryEngine Open(string id);
    /// <summary>A table, by pages.</summary>
    IPagedTable Page(string id, string table);
    /// <summary>Removes a dataset.</summary>
    Task DeleteAsync(string id, CancellationToken ct);
}

/// <summary>The result tables of runs.</summary>
public interface IRunStore
{
    /// <summary>A result table, by pages.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    IPagedTable Page(string runId, string table);
    /// <summary>All rows of a result table in its order, for exports and charts.</summary>
    IResultTable Read(string runId, string table);
    /// <summary>The engine over a run's result tables, so that another run can use them.</summary>
    IQueryEngine Open(string runId);
    /// <summary>The text of its report.</summary>
    Task<string> ReportAsync(string runId, CancellationToken ct);
    /// <summary>The path of one of its documents.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    string DocumentPath(string runId, string name);
    /// <summary>Removes a run.</summary>
    Task DeleteAsync(string runId, CancellationToken ct);
}
