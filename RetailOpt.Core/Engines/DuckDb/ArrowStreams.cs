using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>Reads streams that DuckDB gives, which answer at once though their signature is asynchronous.</summary>
internal static class ArrowStreams
{
    /// <summary>The next batch, or null after the last.</summary>
    public static RecordBatch? Next(this IArrowArrayStream stream) => stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();
}
