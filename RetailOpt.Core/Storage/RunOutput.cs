using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>Writes what runs make.</summary>
internal sealed class RunOutput(DatasetStore datasets, ParquetFile parquet, DuckDbHost host, TimeProvider clock) : IRunOutput
{
    /// <inheritdoc/>
    public Task<StoredTable> WriteAsync(IResultTable table, string path, CancellationToken ct)
    {
        TableNames.Checked(table.Schema.Name);
        return parquet.WriteAsync(table, path, ct);
    }

    /// <inheritdoc/>
    public IDatasetDraft NewDataset(string workFolder, RunRecord run) => new DatasetDraft(datasets, parquet, host, clock, workFolder, run.Id, SourceHash(run));

    // What decides the content: the files or tables read, in their roles, and how they were read. Names and places do not.
    private static string SourceHash(RunRecord run) => ContentHash.Of(
        [run.Request.Analysis, $"{run.AnalysisVersion}", run.Request.OptionsJson, $"{run.Request.Seed}", .. run.Request.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key} {i.Value.Hash}")]);
}
