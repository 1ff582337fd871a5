using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>A stored table, by pages.</summary>
internal sealed class ParquetPages(TableSchema schema, IReadOnlyList<string> files, long rows, string hash, DuckDbInstance instance, CacheFolder indexes) : IPagedTable
{
    /// <inheritdoc/>
    public TableSchema Schema => schema;

    /// <inheritdoc/>
    public Task<Page> ReadAsync(PageRequest request, CancellationToken ct)
    {
        _ = (hash, indexes);
        var query = new PageQuery(schema, request);
        var from = $"FROM {Sql.Parquet(files)}{(query.Where.Length > 0 ? " WHERE " + query.Where : "")}";
        var order = string.Join(", ", [.. query.Sort, "file_index", "file_row_number"]);
        return instance.RunAsync(session =>
        {
            var total = query.Where.Length == 0 ? rows : session.Scalar<long>($"SELECT count(*) {from}", ct, [.. query.Arguments]);
            var page = session.List($"SELECT {Sql.Names(schema.Columns)} {from} ORDER BY {order} LIMIT {request.Limit} OFFSET {request.Offset}", r => r.Row(schema), ct, [.. query.Arguments]);
            return new Page(page, total);
        }, ct);
    }
}
