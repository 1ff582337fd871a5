using System.Security.Cryptography;
using System.Text;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>
/// A stored table, by pages. In its own order a page is a range of rows. Any other order or selection is found once, as a file of row numbers in the cache;
/// from then on each page is a look-up of its rows. Small tables are simply sorted each time.
/// </summary>
internal sealed class ParquetPages(TableSchema schema, IReadOnlyList<string> files, long rows, string hash, DuckDbInstance instance, CacheFolder indexes, long smallRows = ParquetPages.Small) : IPagedTable
{
    /// <summary>Up to this many rows a sort costs less than a look-up.</summary>
    public const long Small = 50_000;

    private readonly RowIndex _index = new(files.Count);
    private long[]? _starts;

    /// <inheritdoc/>
    public TableSchema Schema => schema;

    /// <inheritdoc/>
    public async Task<Page> ReadAsync(PageRequest request, CancellationToken ct)
    {
        var query = new PageQuery(schema, request);
        if (query.IsOwnOrder) return await instance.RunAsync(session => new Page(Range(session, request, ct), rows), ct);
        if (rows <= smallRows) return await instance.RunAsync(session => Sorted(session, query, request, ct), ct);
        var (numbers, total) = await NumbersAsync(query, request, ct);
        return new Page(numbers.Count == 0 ? [] : await instance.RunAsync(session => LookUp(session, numbers, ct), ct), total);
    }

    private string Columns => Sql.Names(schema.Columns);

    private Page Sorted(DuckDbSession session, PageQuery query, PageRequest request, CancellationToken ct)
    {
        var from = $"FROM {Sql.Parquet(files)}{query.Where}";
        var total = session.Scalar<long>($"SELECT count(*) {from}", ct, [.. query.Arguments]);
        var sql = $"SELECT {Columns} {from} ORDER BY {string.Join(", ", [.. query.Sort, "file_index", "file_row_number"])} LIMIT {request.Limit} OFFSET {request.Offset}";
        return new Page(session.List(sql, r => r.Row(schema), ct, [.. query.Arguments]), total);
    }

    private async Task<(IReadOnlyList<RowNumber>, long)> NumbersAsync(PageQuery query, PageRequest request, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var path = await indexes.GetAsync($"{Key(query)}.rows", (file, stop) => instance.RunHeavyAsync(session => Index(session, query, file, stop), stop), ct);
            try { return _index.Read(path, request.Offset, request.Limit); }
            catch (Exception e) when (attempt < 3 && e is FileNotFoundException or DirectoryNotFoundException) { } // the cache was emptied in between: make it again
        }
    }

    private bool Index(DuckDbSession session, PageQuery query, string path, CancellationToken ct)
    {
        var order = query.Sort.Count == 0 ? "" : $" ORDER BY {string.Join(", ", query.Sort)}, r";
        _index.Write(session, $"SELECT {_index.Number} AS r FROM {Sql.Parquet(files)}{query.Where}{order}", path, ct, [.. query.Arguments]);
        return true;
    }

    private List<object?[]> LookUp(DuckDbSession session, IReadOnlyList<RowNumber> numbers, CancellationToken ct)
    {
        var parts = numbers.GroupBy(n => n.File).Select(g =>
            $"SELECT {g.Key} AS f, file_row_number AS r, {Columns} FROM {Sql.Parquet([files[g.Key]])} WHERE file_row_number IN ({string.Join(", ", g.Select(n => n.Row))})");
        var found = session.List(string.Join(" UNION ALL ", parts), r => (Number: new RowNumber(r.GetInt32(0), r.GetInt64(1)), Cells: r.Row(schema, first: 2)), ct).ToDictionary(r => r.Number, r => r.Cells);
        return [.. numbers.Select(n => found[n])];
    }

    private List<object?[]> Range(DuckDbSession session, PageRequest request, CancellationToken ct)
    {
        var starts = _starts ??= Starts(session, ct);
        var page = new List<object?[]>();
        for (var i = 0; i < files.Count && page.Count < request.Limit; i++)
        {
            var (first, last) = (Math.Max(request.Offset, starts[i]) - starts[i], Math.Min(request.Offset + request.Limit, starts[i + 1]) - starts[i] - 1);
            if (first <= last) page.AddRange(session.List($"SELECT {Columns} FROM {Sql.Parquet([files[i]])} WHERE file_row_number BETWEEN {first} AND {last}", r => r.Row(schema), ct));
        }
        return page;
    }

    // Where each file begins, counted over all, and the end.
    private long[] Starts(DuckDbSession session, CancellationToken ct)
    {
        if (files.Count == 1) return [0, rows];
        var starts = new List<long> { 0 };
        foreach (var file in files) starts.Add(starts[^1] + session.Scalar<long>($"SELECT num_rows FROM parquet_file_metadata({Sql.Text(file)})", ct));
        return [.. starts];
    }

    private string Key(PageQuery query)
    {
        var values = query.Arguments.Select(a => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{a.GetType().Name}:{a}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [hash, $"{files.Count}", query.Where, string.Join(", ", query.Sort), .. values]))));
    }
}
