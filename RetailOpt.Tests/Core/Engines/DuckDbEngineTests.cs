using System.Diagnostics;
using CsCheck;
using DuckDB.NET.Data;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Engines;

public sealed class DuckDbEngineTests : IDisposable
{
    private static CancellationToken None => TestContext.Current.CancellationToken;
    private static readonly Column Product = new("product", "Product", ColumnType.Text), Quantity = new("quantity", "Quantity", ColumnType.Money);
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task PullAsync_Sum_ComesInTheDeclaredTypesAndOrder()
    {
        var engine = await EngineAsync(200_000);
        foreach (var keep in new[] { true, false, true })
        {
            var query = new Aggregate("sum", "SELECT product, sum(quantity), count(*), max(quantity) FROM sales WHERE quantity >= $least GROUP BY product ORDER BY sum(quantity) DESC, product -- the best first",
                [Product, Quantity, new("lines", "Lines", ColumnType.Integer), new("most", "Most", ColumnType.Number)], new Dictionary<string, object> { ["least"] = 1.5m }, keep);
            var rows = await RowsAsync(engine, query, (b, i) => (b.Column<string?>(0)[i], b.Column<decimal>(1)[i], b.Column<long>(2)[i], b.Column<double>(3)[i]), None);
            var expected = Enumerable.Range(0, 200_000).Where(i => i % 7 >= 1.5).GroupBy(i => $"P{i % 1000:000}")
                .Select(g => ((string?)g.Key, g.Sum(i => (decimal)(i % 7)), g.LongCount(), (double)g.Max(i => i % 7))).OrderByDescending(x => x.Item2).ThenBy(x => x.Item1, StringComparer.Ordinal);
            Assert.Equal(expected, rows);
        }
        Assert.Single(Directory.GetFiles(_home.Home.Cache, "*.parquet"));
    }

    [Fact]
    public async Task PullAsync_ManyRows_StreamInOrderInBatches()
    {
        var engine = await EngineAsync(150_000);
        var sizes = new List<int>();
        var next = 0;
        await foreach (var batch in engine.PullAsync(new Aggregate("all", "SELECT line FROM sales ORDER BY line", [new("line", "Line", ColumnType.Integer)], Keep: false), None))
        {
            sizes.Add(batch.Rows);
            Assert.All(batch.Column<long>(0), line => Assert.Equal(next++, line));
        }
        Assert.Equal([65_536, 65_536, 18_928], sizes);
    }

    [Fact]
    public async Task PullAsync_EmptyNumber_IsNaN_AndEmptyAmount_SaysCoalesce()
    {
        var engine = await EngineAsync(1);
        var number = await RowsAsync(engine, new Aggregate("n", "SELECT NULL", [new("n", "N", ColumnType.Number)]), (b, i) => b.Column<double>(0)[i], None);
        Assert.Equal([double.NaN], number);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RowsAsync(engine, new Aggregate("q", "SELECT NULL", [Quantity]), (b, i) => 0, None));
        Assert.Contains("COALESCE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PullAsync_CodedText_NumbersItsTextsOverAllBatches_AndReadsAsTextToo()
    {
        var engine = await EngineAsync(150_000);
        var query = new Aggregate("coded", "SELECT CASE WHEN line % 11 = 0 THEN NULL WHEN line % 11 = 1 THEN '' ELSE product || ' à long tail' END, quantity FROM sales ORDER BY line",
            [Product, Quantity], Keep: false, Coded: ["product"]);
        var (line, batches) = (0, 0);
        await foreach (var batch in engine.PullAsync(query, None))
        {
            batches++;
            for (var i = 0; i < batch.Rows; i++, line++)
            {
                var expected = (line % 11) switch { 0 => null, 1 => "", _ => $"P{line % 1000:000} à long tail" };
                var code = batch.Codes(0)[i];
                Assert.Equal(expected, code < 0 ? null : batch.Texts(0)[code]);
                if (line % 100 == 0) Assert.Equal(expected, batch.Column<string?>(0)[i]);
                Assert.Equal(line % 7 * 10_000, batch.Units(1)[i]);
            }
        }
        Assert.Equal((150_000, 3), (line, batches));
    }

    [Fact]
    public async Task PullAsync_AllTypes_ComeAsTheyWere() => await RandomTables.UpTo(300).SampleAsync(async table =>
    {
        var path = _home[$"{Guid.NewGuid():N}.parquet"];
        // whole numbers, amounts, days and flags have no way to be empty
        var rows = table.Rows.Select(r => r.Select((c, i) => c ?? table.Schema.Columns[i].Type switch { ColumnType.Integer => 0L, ColumnType.Money => -1.25m, ColumnType.Date => new DateOnly(1969, 7, 20), ColumnType.Flag => true, _ => c }).ToArray()).ToList();
        await _home.Parquet.WriteAsync(table with { Rows = rows }, path, None);
        var engine = new DuckDbEngine("test", "v1", [new ParquetTable(table.Schema with { Name = "random" }, [path])], _home.Host.Runs, new CacheFolder(_home.Home.Cache, 1 << 30, TimeProvider.System));
        var names = string.Join(", ", table.Schema.Columns.Select(c => $"\"{c.Key.Replace("\"", "\"\"")}\""));
        var read = await RowsAsync(engine, new Aggregate("all", $"SELECT {names} FROM random", table.Schema.Columns, Keep: false), (b, i) => table.Schema.Columns.Select((c, at) => c.Type switch
        {
            ColumnType.Text => (object?)b.Column<string?>(at)[i],
            ColumnType.Integer => b.Column<long>(at)[i],
            ColumnType.Money => b.Column<decimal>(at)[i],
            ColumnType.Date => b.Column<DateOnly>(at)[i],
            ColumnType.Flag => b.Column<bool>(at)[i],
            _ => double.IsNaN(b.Column<double>(at)[i]) ? null : b.Column<double>(at)[i],
        }).ToArray(), None);
        Assert.Equal(rows, read);
    }, iter: 20);

    [Fact]
    public async Task PullAsync_TwoStreamsTogetherThroughAGateOfOne_DoNotWaitForEachOther()
    {
        using var instance = new DuckDbInstance([_home.Home.Root], _home.Home.Cache, new DuckDbLimits(256 << 20, 1 << 30, 1, 1));
        var engine = await EngineAsync(140_000, instance);
        var query = new Aggregate("all", "SELECT line FROM sales", [new("line", "Line", ColumnType.Integer)], Keep: false);
        var pairs = 0;
        await foreach (var a in engine.PullAsync(query, None))
            await foreach (var b in engine.PullAsync(query, None)) pairs++;
        Assert.Equal(9, pairs);
    }

    [Fact]
    public async Task PullAsync_Cancelled_EndsALongQuery()
    {
        var engine = await EngineAsync(1);
        foreach (var keep in new[] { true, false })
        {
            using var stop = new CancellationTokenSource();
            var clock = Stopwatch.StartNew();
            var pull = RowsAsync(engine, new Aggregate("long", "SELECT sum(a.i * b.i) FROM range(10000000) a(i), range(1000000) b(i) WHERE a.i % 7 <> b.i % 3", [new("n", "N", ColumnType.Number)], Keep: keep), (_, i) => i, stop.Token);
            stop.CancelAfter(50);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20));
        }
        // the asker is let go at once; what was being made for it is removed when the engine has let go too
        var released = Stopwatch.StartNew();
        while (Directory.GetFiles(_home.Home.Cache).Length > 0 && released.Elapsed < TimeSpan.FromSeconds(20)) await Task.Delay(20, None);
        Assert.Empty(Directory.GetFiles(_home.Home.Cache));
    }

    [Fact]
    public async Task RunAsync_WorksOffTheCallersThread()
    {
        using var released = new ManualResetEventSlim();
        var work = _home.Host.Runs.RunAsync(() => { released.Wait(None); return true; }, None); // returns while the work is going
        released.Set();
        Assert.True(await work);
    }

    [Fact]
    public async Task Has_LooksUpWithoutRegardToCase()
    {
        var engine = await EngineAsync(1);
        Assert.True(engine.Has("SALES", "Quantity"));
        Assert.False(engine.Has("sales", "store"));
        Assert.False(engine.Has("stores"));
    }

    [Fact]
    public void Dispose_AndTheNextStart_LeaveNoSpillButThatOfTheLiving()
    {
        var killed = Directory.CreateDirectory(_home["cache/spill-killed"]).FullName;
        File.WriteAllText(Path.Combine(killed, "lock"), "");
        var living = new SpillFolder(_home.Home.Cache);
        using (new SpillFolder(_home.Home.Cache)) Assert.True(Directory.Exists(living.Data));
        Assert.False(Directory.Exists(killed));
        Assert.Single(Directory.GetDirectories(_home.Home.Cache));
        living.Dispose();
        Assert.Empty(Directory.GetDirectories(_home.Home.Cache));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM read_csv('/etc/passwd')")]
    [InlineData("COPY (SELECT 1) TO '/tmp/retailopt-outside.parquet'")]
    [InlineData("SET memory_limit = '1TB'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD httpfs")]
    [InlineData("ATTACH '/tmp/retailopt-outside.db'")]
    public void Execute_OutsideTheHome_IsRefused(string sql)
    {
        using var session = _home.Host.Pages.Open();
        Assert.Throws<DuckDBException>(() => session.Execute(sql, None));
    }

    private async Task<DuckDbEngine> EngineAsync(int rows, DuckDbInstance? instance = null)
    {
        var layout = new TableLayout<int>("sales", "Sales").Integer("line", "Line", i => i).Text("product", "Product", i => $"P{i % 1000:000}").Money("quantity", "Quantity", i => i % 7);
        var half = rows / 2;
        await _home.Parquet.WriteAsync(layout.Of(Enumerable.Range(0, half), null), _home["a.parquet"], None);
        await _home.Parquet.WriteAsync(layout.Of(Enumerable.Range(half, rows - half), null), _home["b.parquet"], None);
        return new DuckDbEngine("test", "v1", [new ParquetTable(layout.Schema, [_home["a.parquet"], _home["b.parquet"]])], instance ?? _home.Host.Runs, new CacheFolder(_home.Home.Cache, 1 << 30, TimeProvider.System));
    }

    private static async Task<List<T>> RowsAsync<T>(DuckDbEngine engine, Aggregate query, Func<Batch, int, T> row, CancellationToken ct)
    {
        var rows = new List<T>();
        await foreach (var batch in engine.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) rows.Add(row(batch, i));
        return rows;
    }
}
