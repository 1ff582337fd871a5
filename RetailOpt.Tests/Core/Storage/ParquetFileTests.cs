using System.Globalization;
using CsCheck;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Storage;

public sealed class ParquetFileTests : IDisposable
{
    private static CancellationToken None => TestContext.Current.CancellationToken;
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task WriteAsync_AnyTable_ReadsBackTheSame() => await RandomTables.UpTo(40).SampleAsync(async table =>
    {
        var path = _home[$"{Guid.NewGuid():N}.parquet"];
        var stored = await _home.Parquet.WriteAsync(table, path, None);
        Assert.Equal(table.Rows.Count, stored.Rows);
        Assert.Equal(table.Rows, ReadBack(path));
    }, iter: 50, threads: 1);

    [Fact]
    public async Task WriteAsync_HashesDiffer_ExactlyWhenRowsDo() => await Gen.Select(RandomTables.UpTo(4), RandomTables.UpTo(4)).SampleAsync(async (a, b) =>
    {
        var same = a.Rows.Count == b.Rows.Count && a.Rows.Zip(b.Rows).All(p => p.First.SequenceEqual(p.Second));
        Assert.Equal(same, await HashAsync(a) == await HashAsync(b));
        Assert.Equal(await HashAsync(a), await HashAsync(a with { Rows = [.. a.Rows] }));
    }, iter: 30, threads: 1);

    [Fact]
    public async Task WriteAsync_ForeignCulture_HashIsTheSame()
    {
        var table = RowTable.Of("t", RandomTables.Columns, ["a", -3L, 1234.5, 1234.5m, .5, new DateOnly(2024, 2, 29), true, null]);
        var before = CultureInfo.CurrentCulture;
        var first = await HashAsync(table);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(first, await HashAsync(table));
        }
        finally { CultureInfo.CurrentCulture = before; }
    }

    [Fact]
    public async Task WriteAsync_TextMovedBetweenCells_HashDiffers()
    {
        Column[] columns = [new("a", "A", ColumnType.Text), new("b", "B", ColumnType.Text)];
        var hashes = new HashSet<string>();
        foreach (var rows in new object?[][][] { [["ab", ""]], [["a", "b"]], [["", "ab"]], [["ab", null]], [["a", "b"], ["", ""]], [["a", ""], ["", "b"]] })
            Assert.True(hashes.Add(await HashAsync(RowTable.Of("t", columns, rows))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData("text")]
    public async Task WriteAsync_CellOfAnotherType_NamesItAndLeavesNothing(object wrong)
    {
        var table = RowTable.Of("prices", [new("msrp", "MSRP", ColumnType.Money)], [[1m], [wrong]]);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _home.Parquet.WriteAsync(table, _home["out/t.parquet"], None));
        Assert.Contains("prices", error.Message, StringComparison.Ordinal);
        Assert.Contains("msrp", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_home["out"]));
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileReading_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var layout = new TableLayout<int>("t", "T").Integer("n", "N", n => { if (n == 3000) stop.Cancel(); return n; });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _home.Parquet.WriteAsync(layout.Of(Enumerable.Range(0, 1_000_000), null), _home["out/t.parquet"], stop.Token));
        Assert.Empty(Directory.GetFiles(_home["out"]));
    }

    [Fact]
    public async Task WriteAsync_ManyChunks_AreOneFileInOrder()
    {
        var layout = new TableLayout<long>("t", "T").Integer("n", "N", n => n).Text("a", "A", n => $"{n}").Text("b", "B", _ => "").Text("c", "C", _ => null);
        var stored = await new ParquetFile(_home.Host, chunkCells: 8_000).WriteAsync(layout.Of(Enumerable.Range(0, 20_001).Select(i => (long)i), null), _home["out/t.parquet"], None);
        Assert.Equal(20_001, stored.Rows);
        Assert.Single(Directory.GetFiles(_home["out"]));
        using var session = _home.Host.Runs.Open();
        Assert.Equal(0, session.Scalar<long>($"SELECT count(*) FROM {Sql.Parquet([_home["out/t.parquet"]])} WHERE n <> file_row_number OR a <> n::VARCHAR", None));
        Assert.Equal((stored.Rows, stored.Hash), await TableHash.OfAsync(_home.Host.Runs, layout.Schema, [_home["out/t.parquet"]], None));
    }

    [Fact]
    public async Task WriteAsync_FileThere_IsReplacedWhole()
    {
        var layout = new TableLayout<int>("t", "T").Integer("n", "N", n => n);
        await _home.Parquet.WriteAsync(layout.Of([1, 2]), _home["t.parquet"], None);
        await _home.Parquet.WriteAsync(layout.Of([3]), _home["t.parquet"], None);
        using var session = _home.Host.Runs.Open();
        Assert.Equal([3L], session.List($"SELECT n FROM {Sql.Parquet([_home["t.parquet"]])}", r => r.GetInt64(0), None));
    }

    private async Task<string> HashAsync(RowTable table) => (await _home.Parquet.WriteAsync(table, _home[$"{Guid.NewGuid():N}.parquet"], None)).Hash;

    private List<object?[]> ReadBack(string path)
    {
        using var session = _home.Host.Runs.Open();
        return session.List($"SELECT * FROM {Sql.Parquet([path])}", r => RandomTables.Columns.Select((c, i) => r.Cell(i, c.Type)).ToArray(), None);
    }
}
