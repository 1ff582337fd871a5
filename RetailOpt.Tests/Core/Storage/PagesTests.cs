using CsCheck;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Storage;

public sealed class PagesTests : IDisposable
{
    private static CancellationToken None => TestContext.Current.CancellationToken;
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    private static readonly Gen<SortKey> Sorts = Gen.Select(Gen.Int[0, RandomTables.Columns.Count - 1], Gen.Bool, (i, down) => new SortKey(RandomTables.Columns[i].Key, down));

    private static readonly Gen<Filter?> Filters = Gen.Select(RandomTables.Row, Gen.Int[0, RandomTables.Columns.Count - 1], Gen.Enum<FilterKind>(), (row, i, kind) =>
        kind == FilterKind.Empty ? new Filter(RandomTables.Columns[i].Key, kind, null)
        : row[i] is null || (kind == FilterKind.Contains && RandomTables.Columns[i].Type != ColumnType.Text) ? null
        : new Filter(RandomTables.Columns[i].Key, kind, row[i]));

    private static readonly Gen<PageRequest> Requests = Gen.Select(Gen.Int[0, 30], Gen.Int[1, 20], Sorts.List[0, 3], Filters.List[0, 2], RandomTables.Row, Gen.Bool,
        (offset, limit, sort, filters, row, search) => new PageRequest(offset, limit, sort, [.. filters.OfType<Filter>()], search ? (string?)row[0] : null));

    [Fact]
    public async Task ReadAsync_StoredAndInMemory_GiveTheSamePages() => await Gen.Select(RandomTables.UpTo(40), RandomTables.UpTo(20), Requests.Array[12]).SampleAsync(async t =>
    {
        var (first, second, requests) = t;
        var stored = await StoredAsync(first, second);
        var memory = new MemoryPages(first with { Rows = [.. first.Rows, .. second.Rows] });
        foreach (var request in requests)
        {
            var expected = await memory.ReadAsync(request, None);
            var actual = await stored.ReadAsync(request, None);
            Assert.Equal(expected.Total, actual.Total);
            Assert.Equal(expected.Rows, actual.Rows);
        }
    }, iter: 25, threads: 1, print: t => string.Join("\n", t.Item3.Select(r => $"{r} sort {string.Join(",", r.Sort)} filters {string.Join(",", r.Filters)}")));

    private int _files;

    private async Task<ParquetPages> StoredAsync(params RowTable[] parts)
    {
        var files = new List<string>();
        foreach (var part in parts) await _home.Parquet.WriteAsync(part, Add(_home[$"{_files++}.parquet"]), None);
        return new ParquetPages(parts[0].Schema, files, parts.Sum(p => p.Rows.Count), $"hash{_files}", _home.Host.Pages, _home.Caches.Rows);

        string Add(string file)
        {
            files.Add(file);
            return file;
        }
    }
}
