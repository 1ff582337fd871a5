using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>All rows of a stored table, streamed in the order in which they lie. They are read as they are asked for, on the thread that asks.</summary>
internal sealed class ParquetRows(TableSchema schema, IReadOnlyList<string> files, long rows, DuckDbInstance instance) : IResultTable
{
    /// <inheritdoc/>
    public TableSchema Schema => schema;

    /// <inheritdoc/>
    public long? Count => rows;

    /// <inheritdoc/>
    public IEnumerable<object?[]> Read()
    {
        using var session = instance.Open();
        using var command = session.Command($"SELECT {Sql.Names(schema.Columns)} FROM {Sql.Parquet(files)}");
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.Row(schema);
    }
}
