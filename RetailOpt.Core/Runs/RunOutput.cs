using RetailOpt.Core.Analyses;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Runs;

/// <summary>A dataset being written by a run. Nothing of it is visible before the commit.</summary>
internal interface IDatasetDraft : IDatasetWriter
{
    /// <summary>The manifest of what was written; when a dataset already holds the same content, that one's, and nothing is stored twice.</summary>
    Task<DatasetManifest> FinishAsync(CancellationToken ct);
    /// <summary>Makes the finished dataset visible by one rename.</summary>
    void Commit();
}

/// <summary>How runs write: the one seam towards storage.</summary>
internal interface IRunOutput
{
    /// <summary>Writes a result table whole or not at all.</summary>
    Task<StoredTable> WriteAsync(IResultTable table, string path, CancellationToken ct);
    /// <summary>Begins a dataset whose parts lie in <paramref name="workFolder"/>, made by <paramref name="run"/>.</summary>
    IDatasetDraft NewDataset(string workFolder, RunRecord run);
}
