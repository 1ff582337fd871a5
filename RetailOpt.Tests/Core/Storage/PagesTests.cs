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

    [Theory]
    [InlineData(0)]
    [InlineData(ParquetPages.Small)]
    public async Task ReadAsync_StoredAndInMemory_GiveTheSamePages(long small) => await Gen.Select(RandomTables.UpTo(40), RandomTables.UpTo(20), Requests.Array[6]).SampleAsync(async t =>
    {
        var (first, second, requests) = t;
        var stored = await StoredAsync(small, first, second);
        var memory = new MemoryPages(first with { Rows = [.. first.Rows, .. second.Rows] });
        foreach (var request in requests)
        {
            var expected = await memory.ReadAsync(request, None);
            var actual = await stored.ReadAsync(request, None);
            Assert.Equal(expected.Total, actual.Total);
            Assert.Equal(expected.Rows, actual.Rows);
        }
    }, iter: 15, threads: 1, print: t => string.Join("\n", t.Item3.Select(r => $"{r} sort {string.Join(",", r.Sort)} filters {string.Join(",", r.Filters)}")));

    [Fact]
    public async Task ReadAsync_SearchAndNamesThatLookLikeSql_AreOnlyText()
    {
        var columns = new[] { new Column("a\" FROM x; DROP TABLE t; --", "A", ColumnType.Text), new Column("n", "N", ColumnType.Integer) };
        var pages = await StoredAsync(0, RowTable.Of("t", columns, ["'; DROP TABLE t; --", 1L], ["' OR '1'='1", 2L], ["50%_", 3L]));
        foreach (var (text, row) in new[] { ("'; DROP", 1L), ("' or '1'='1", 2L), ("%_", 3L) })
        {
            Assert.Equal([row], await NumbersAsync(pages, new(0, 10, [], [], text)));
            Assert.Equal([row], await NumbersAsync(pages, new(0, 10, [new(columns[0].Key)], [new(columns[0].Key, FilterKind.Contains, text)])));
        }
        Assert.Equal([2L, 1L, 3L], await NumbersAsync(pages, new(0, 10, [new(columns[0].Key)], [])));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => pages.ReadAsync(new(0, 10, [new("n\" DESC --")], []), None));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => pages.ReadAsync(new(0, 10, [], [new("1=1 OR n", FilterKind.Equal, 1L)]), None));
        await Assert.ThrowsAsync<ArgumentException>(() => pages.ReadAsync(new(0, 10, [], [new("n", FilterKind.Equal, "1 OR 1=1")]), None));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(0, 1001)]
    public async Task ReadAsync_ImpossibleWindow_IsRefused(long offset, int limit)
    {
        var table = RowTable.Of("t", [new Column("n", "N", ColumnType.Integer)], [1L]);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => new MemoryPages(table).ReadAsync(new(offset, limit, [], []), None));
        var stored = await StoredAsync(0, table);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stored.ReadAsync(new(offset, limit, [], []), None));
    }

    [Fact]
    public async Task ReadAsync_CacheEmptiedInBetween_AnswersTheSame()
    {
        var pages = await StoredAsync(0, RowTable.Of("t", [new Column("n", "N", ColumnType.Integer)], [3L], [null], [1L]));
        var request = new PageRequest(0, 2, [new SortKey("n", true)], []);
        Assert.Equal([3L, 1L], await NumbersAsync(pages, request));
        Directory.Delete(Path.Combine(_home.Home.Cache, "rows"), recursive: true);
        Assert.Equal([3L, 1L], await NumbersAsync(pages, request));
    }

    [Fact]
    public async Task ReadAsync_TwentyReadersAtOnce_EachGetsItsOwnPage()
    {
        var layout = new TableLayout<int>("t", "T").Integer("n", "N", i => i).Number("x", "X", i => i * 7919 % 100_003).Text("name", "Name", i => $"name {i % 977}");
        await _home.Parquet.WriteAsync(layout.Of(Enumerable.Range(0, 100_003), null), _home["t.parquet"], None);
        var readers = Enumerable.Range(0, 20).Select(async reader =>
        {
            var pages = new ParquetPages(layout.Schema, [_home["t.parquet"]], 100_003, "h", _home.Host.Pages, _home.Caches.Rows);
            for (var i = 0; i < 5; i++)
            {
                var offset = (reader * 5003L) + (i * 17);
                var page = await pages.ReadAsync(new(offset, 50, [new("x", reader % 2 == 1)], []), None);
                Assert.Equal(Enumerable.Range(0, 50).Select(k => (double)(reader % 2 == 1 ? 100_002 - offset - k : offset + k)), page.Rows.Select(r => (double)r[1]!));
            }
        });
        await Task.WhenAll(readers);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_home.Home.Cache, "rows")).Length);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_LeavesNoIndex()
    {
        using var stop = new CancellationTokenSource();
        var pages = await StoredAsync(0, RowTable.Of("t", [new Column("n", "N", ColumnType.Integer)], [1L]));
        var held = new TaskCompletionSource<bool>();
        var holding = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => _home.Host.Pages.RunAsync(() => held.Task.GetAwaiter().GetResult(), None)).ToArray();
        var page = pages.ReadAsync(new(0, 1, [new("n")], []), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);
        held.SetResult(true);
        await Task.WhenAll(holding);
        Assert.Single((await pages.ReadAsync(new(0, 1, [new("n")], []), None)).Rows);
    }

    private static async Task<List<long>> NumbersAsync(IPagedTable pages, PageRequest request) => [.. (await pages.ReadAsync(request, None)).Rows.Select(r => (long)r.OfType<long>().First())];

    private int _files;

    private async Task<ParquetPages> StoredAsync(long small, params RowTable[] parts)
    {
        var files = new List<string>();
        foreach (var part in parts) await _home.Parquet.WriteAsync(part, Add(_home[$"{_files++}.parquet"]), None);
        return new ParquetPages(parts[0].Schema, files, parts.Sum(p => p.Rows.Count), $"hash{_files}", _home.Host.Pages, _home.Caches.Rows, small);

        string Add(string file)
        {
            files.Add(file);
            return file;
        }
    }
}
