using CsCheck;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Grid;

namespace RetailOpt.Tests.Web;

public sealed class MemoryTableTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_AllPages_HoldEveryRowOnceInTheSortedOrder() => await Gen.Select(Gen.Int[0, 60], Gen.Int[1, 20], Gen.Bool).SampleAsync(async (rows, size, down) =>
    {
        var table = new MemoryTable(Samples.Table(rows));
        var read = new List<object?[]>();
        for (var at = 0; at == 0 || at < rows; at += size)
            read.AddRange((await table.ReadAsync(new PageRequest(at, size, [new SortKey("MD", down)], []), Ct)).Rows);
        Assert.Equal(Samples.Lines(rows).Select(l => l.Sku).Order(), read.Select(r => (string)r[0]!).Order());
        var keys = read.Select(r => ((double)r[4]!, (string)r[0]!)).ToList();
        Assert.Equal(down ? keys.OrderByDescending(k => k.Item1).ThenBy(k => k.Item2) : keys.OrderBy(k => k.Item1).ThenBy(k => k.Item2), keys);
    });

    [Fact]
    public async Task ReadAsync_FiltersAndSearch_AllHold()
    {
        var table = new MemoryTable(Samples.Table(100));
        var page = await table.ReadAsync(new PageRequest(0, 50, [], [new("DEMAND", FilterKind.AtLeast, 12345m), new("CAPPED", FilterKind.Equal, true)], "SKU-01"), Ct);
        Assert.Equal(["sku-010", "sku-012", "sku-014", "sku-016", "sku-018"], page.Rows.Select(r => (string)r[0]!));
        Assert.Equal(5, page.Total);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_EmptyCells_AreLastEitherWay(bool down)
    {
        var page = await new MemoryTable(Samples.Table(5)).ReadAsync(new PageRequest(0, 10, [new SortKey("MSE", down)], []), Ct);
        Assert.Equal("sku-001", page.Rows[^1][0]);
    }

    /// <summary>A table of many millions pages from any place; a search looks through its first rows and says that it is long.</summary>
    [Fact]
    public async Task ReadAsync_LongTable_PagesAnywhereAndSearchesItsFirstRows()
    {
        var table = new MemoryTable(new Endless(150_000_000));
        var page = await table.ReadAsync(new PageRequest(149_999_998, 15, [], []), Ct);
        Assert.Equal((150_000_000, 149_999_998L, 149_999_999L), (page.Total, page.Rows[0][0], page.Rows[^1][0]));
        Assert.True(table.IsLong);
        Assert.Equal(1, (await table.ReadAsync(new PageRequest(0, 15, [], [new("row", FilterKind.AtLeast, MemoryTable.Searched - 1L)]), Ct)).Total);
        Assert.False(new MemoryTable(new Endless(MemoryTable.Searched)).IsLong);
    }

    [Fact]
    public async Task ReadAsync_OfMany_CanBeCancelled()
    {
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new MemoryTable(new Endless(10_000_000)).ReadAsync(new PageRequest(0, 15, [new SortKey("row")], []), ended.Token));
    }

    /// <summary>Rows that hold their own number.</summary>
    private sealed class Endless(int count) : IIndexedTable
    {
        public TableSchema Schema { get; } = new("rows", "Rows", [new Column("row", "Row", ColumnType.Integer, null, null)], [], []);
        public long? Count => count;
        public object? Cell(int row, int column) => (long)row;
        public IEnumerable<object?[]> Read() => throw new NotSupportedException("nobody lists them all");
    }
}
