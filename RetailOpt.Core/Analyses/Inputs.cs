using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Analyses;

/// <summary>A file given to a run: where it is, what it was called, and its content hash.</summary>
public sealed record InputFile(string Path, string Name, string Hash);

/// <summary>The resolved inputs of a run, by name: tables behind an engine (a dataset or another run), or files.</summary>
/// <param name="tables">Engines by the input's name.</param>
/// <param name="files">Files in the order in which they were given, each with its input's name.</param>
/// <param name="reader">Reads files that are small tables.</param>
public sealed class RunInputs(IReadOnlyDictionary<string, IQueryEngine> tables, IReadOnlyList<(string Name, InputFile File)>? files = null, IGivenTables? reader = null)
{
    private readonly IReadOnlyList<(string Name, InputFile File)> _files = files ?? [];

    /// <summary>Files in the order in which they were given.</summary>
    public IReadOnlyList<InputFile> Files { get; } = [.. (files ?? []).Select(f => f.File)];

    /// <summary>The file given under an input's name, or null.</summary>
    public InputFile? File(string name) => _files.FirstOrDefault(f => f.Name == name).File;

    /// <summary>The small table given under an input's name, or null.</summary>
    /// <exception cref="InputException">It cannot serve; the message says why and what to do.</exception>
    public GivenTable? Given(string name, GivenLayout layout, CancellationToken ct) => File(name) is not { } file ? null
        : (reader ?? throw new InvalidOperationException("These inputs have no reader of given tables.")).Read(file, layout, ct);

    /// <summary>The tables of a required input.</summary>
    /// <exception cref="InputException">It was not given.</exception>
    public IQueryEngine Require(string name) => Find(name) ?? throw new InputException($"The input '{name}' is missing.");

    /// <summary>The tables of an input, or null.</summary>
    public IQueryEngine? Find(string name) => tables.GetValueOrDefault(name);
}

/// <summary>Rows of a table and their logical hash.</summary>
public sealed record TableContent(long Rows, string Hash);

/// <summary>
/// Receives the canonical tables of a new dataset. Nothing is visible before the host commits; a run that fails or is cancelled leaves nothing.
/// </summary>
public interface IDatasetWriter
{
    /// <summary>A folder of this run's own, on the same file system as the dataset, for parts and temporary files.</summary>
    string WorkFolder { get; }
    /// <summary>Names the dataset ("Breakfast at the Frat").</summary>
    void Describe(string name, string currency, IReadOnlyDictionary<string, string> facts);
    /// <summary>Writes a table from rows.</summary>
    Task WriteAsync(IResultTable table, CancellationToken ct);
    /// <summary>Takes over a finished Parquet file in <see cref="WorkFolder"/> as the next part of a table.</summary>
    /// <param name="schema">Its columns.</param>
    /// <param name="parquetPath">The file, which is moved.</param>
    /// <param name="content">What it holds, where the caller hashed it while it was written; else it is read for its hash.</param>
    void Adopt(TableSchema schema, string parquetPath, TableContent? content = null);
}
