using System.Diagnostics;
using RetailOpt.Core.Sample;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Sample;

public sealed class SampleTests(ITestOutputHelper output)
{
    private static readonly SampleOptions Small = new() { Stores = 12, Products = 96, Weeks = 12, Accounts = 200 };

    [Fact]
    public async Task Produce_SameOptions_SameContentWhateverTheThreads()
    {
        var first = await Make(Small, 1);
        Assert.Equal(first.Hash(), (await Make(Small, 1)).Hash());
        Assert.Equal(first.Hash(), (await Make(Small, 2)).Hash());
        Assert.NotEqual(first.Hash(), (await Make(Small, 1, 1)).Hash());
    }

    [Fact]
    public async Task Produce_EveryTable_HasCanonicalColumnsOnly()
    {
        foreach (var (name, table) in (await Make(Small, 2)).Tables)
        {
            var agreed = Canonical.Tables.GetValueOrDefault(name) ?? Canonical.Truths[name];
            Assert.All(table.Schema.Columns, c => Assert.Equal((agreed[c.Key].Type, agreed[c.Key].Label), (c.Type, c.Label)));
            Assert.Equal(agreed.TotalOrder.Where(k => table.Schema.IndexOf(k.Column) >= 0), table.Schema.TotalOrder);
            Assert.DoesNotContain(table.Rows.SelectMany(r => r.Zip(table.Schema.Columns)), x => x.First is not null && x.First.GetType() != x.Second.CellType);
        }
    }

    [Fact]
    public async Task Produce_EveryTable_IsInItsOrderAndUnique()
    {
        foreach (var (name, table) in (await Make(Small, 2)).Tables)
        {
            var keys = table.Rows.Select(r => table.Schema.TotalOrder.Select(k => r[table.Schema.IndexOf(k.Column)]).ToArray()).ToArray();
            Assert.True(keys.Zip(keys.Skip(1)).All(pair => Compare(pair.First, pair.Second) < 0), name);
        }
    }

    [Fact]
    public async Task Default_Retailer_IsOfTheSizeToldAndAddsUp()
    {
        var clock = Stopwatch.StartNew();
        var sample = await Make(new SampleOptions(), 2);
        var (sales, schema) = (sample.Tables["sales"].Rows, sample.Tables["sales"].Schema);
        output.WriteLine($"{sales.Count:N0} lines in {clock.Elapsed.TotalSeconds:F1} s");
        foreach (var (name, table) in sample.Tables) output.WriteLine($"{name}: {table.Rows.Count:N0}");
        Assert.InRange(sales.Count, 300_000, 700_000);
        Assert.Equal(40, sample.Column<string>("sales", "store").Distinct().Count());
        Assert.InRange(sample.Column<string>("sales", "account").Distinct().Count(), 1_450, 1_500);
        Assert.Equal(new DateOnly(2026, 10, 25), sample.Column<DateOnly>("sales", "date").Max());

        decimal Money(object?[] row, string column) => (decimal)row[schema.IndexOf(column)]!;
        Assert.DoesNotContain(sales, r => Money(r, "list_price") * Money(r, "quantity") != Money(r, "amount") + Money(r, "discount"));
        Assert.DoesNotContain(sales, r => Money(r, "amount") != Math.Round(Money(r, "amount"), 2));
        Assert.Equal(sample.Column<decimal>("truth_demand", "wanted").Sum() - sample.Column<decimal>("truth_demand", "lost").Sum(), sample.Column<decimal>("sales", "quantity").Sum());
    }

    [Fact]
    public async Task Sold_NeverExceedsSupply_AndGapsSellNothing()
    {
        var sample = await Make(Small, 2);
        var sold = sample.Column<string>("sales", "store").Zip(sample.Column<string>("sales", "product"), sample.Column<decimal>("sales", "quantity"))
            .GroupBy(x => (x.First, x.Second)).ToDictionary(g => g.Key, g => g.Sum(x => x.Third));
        var supplied = sample.Column<string>("supply", "store").Zip(sample.Column<string>("supply", "product"), sample.Column<decimal>("supply", "units"))
            .GroupBy(x => (x.First, x.Second)).ToDictionary(g => g.Key, g => g.Sum(x => x.Third));
        Assert.All(sold, cell => Assert.True(cell.Value <= supplied[cell.Key]));
        var gaps = sample.Column<string>("truth_gaps", "store").Zip(sample.Column<string>("truth_gaps", "product")).ToArray();
        Assert.NotEmpty(gaps);
        Assert.DoesNotContain(gaps, gap => sold.ContainsKey(gap) || supplied.ContainsKey(gap));
    }

    private static Task<MemoryDataset> Make(SampleOptions options, int threads, ulong seed = 0) =>
        MemoryDataset.OfAsync(new SampleAnalysis(), options, threads, TestContext.Current.CancellationToken, seed);

    private static int Compare(object?[] a, object?[] b) =>
        a.Zip(b).Select(x => x.First is string s ? string.CompareOrdinal(s, (string?)x.Second) : ((IComparable)x.First!).CompareTo(x.Second)).FirstOrDefault(c => c != 0);
}
