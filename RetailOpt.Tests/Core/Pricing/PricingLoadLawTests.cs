using CsCheck;
using RetailOpt.Core.Pricing;

namespace RetailOpt.Tests.Core.Pricing;

/// <summary>Loading against a plain reading of the same rows in memory.</summary>
public sealed class PricingLoadLawTests : IDisposable
{
    private static readonly DateOnly Monday = new(2024, 1, 1);
    private static readonly Gen<Sale> AnySale = Gen.Select(Gen.Int[0, 3], Gen.Int[-1, 6], Gen.Int[-100, 3000], Gen.Int[-1, 12], Gen.Int[0, 160], Gen.Int[0, 1])
        .Select((product, quantity, cents, list, day, store) => new Sale($"P{product}", quantity, cents / 100m, list, Monday.AddDays(day), $"S{store}"));

    private readonly PricingSource _source = new();

    public void Dispose() => _source.Dispose();

    [Theory]
    [InlineData(PricingPeriod.Week, PricingLevel.Product)]
    [InlineData(PricingPeriod.Week, PricingLevel.ProductAndStore)]
    [InlineData(PricingPeriod.Day, PricingLevel.Product)]
    public Task LoadAsync_RandomSales_AgreeWithAPlainReading(PricingPeriod period, PricingLevel by) => AnySale.List[1, 120].SampleAsync(async sales =>
    {
        var kept = sales.Where(s => s is { Quantity: > 0, Amount: >= 0, List: > 0 }).ToArray();
        if (kept.Length == 0) return;
        var data = await PricingSource.LoadAsync(await _source.OfAsync(sales, "amount list_price date store"), period, by);
        var skus = kept.GroupBy(s => by == PricingLevel.Product ? s.Product! : $"{s.Store}|{s.Product}").OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        Assert.Equal(skus.Select(g => g.Key), data.Skus);
        for (var i = 0; i < skus.Length; i++)
        {
            var expected = skus[i].GroupBy(s => (s.Date!.Value.DayNumber - Monday.DayNumber) / (period == PricingPeriod.Week ? 7 : 1)).OrderBy(g => g.Key)
                .Select(g => (Md: Math.Max(0, (double)(1 - g.Sum(s => s.Amount!.Value) / g.Sum(s => s.List!.Value * s.Quantity!.Value))), Sold: (double)g.Sum(s => s.Quantity!.Value))).ToArray();
            var (md, sold) = data.Observations(i);
            Assert.Equal(expected.Select(e => e.Sold), sold.ToArray());
            Assert.All(expected.Zip(md.ToArray()), pair => Assert.Equal(pair.First.Md, pair.Second, 1e-12));
            Assert.Equal(Median(skus[i]), data.Msrp[i], 1e-12);
            Assert.Equal(1.2 * expected.Max(e => e.Sold), data.StockOver(i, 1), 1e-9);
            Assert.Equal(Math.Min(.95, Math.Max(.5, expected.Max(e => e.Md))), data.Upper[i], 1e-12);
        }
        Assert.Equal(sales.Count - kept.Length, data.Notes.Dropped.Count);
    }, iter: 25, threads: 1);

    [Fact]
    public Task LoadAsync_ShuffledRows_GiveTheSameData() => Gen.Select(AnySale.List[1, 60], Gen.Int[0, 1000]).SampleAsync(async (sales, seed) =>
    {
        if (!sales.Any(s => s is { Quantity: > 0, Amount: >= 0, List: > 0 })) return;
        var shuffled = sales.ToArray();
        new Random(seed).Shuffle(shuffled);
        var (a, b) = (await LoadAsync(sales), await LoadAsync(shuffled));
        Assert.Equal((a.Skus, a.Msrp, a.Starts, a.Md, a.Sold), (b.Skus, b.Msrp, b.Starts, b.Md, b.Sold), new Same());

        async Task<PricingData> LoadAsync(IEnumerable<Sale> rows) => await PricingSource.LoadAsync(await _source.OfAsync(rows, "amount list_price date store"));
    }, iter: 15, threads: 1);

    private static double Median(IEnumerable<Sale> sales)
    {
        var last = sales.Max(s => s.Date!.Value);
        var recent = sales.Where(s => s.Date!.Value > last.AddDays(-91)).Select(s => (double)s.List!.Value).Order().ToArray();
        return (recent[(recent.Length - 1) / 2] + recent[recent.Length / 2]) / 2;
    }

    private sealed class Same : IEqualityComparer<(string[], double[], int[], double[], double[])>
    {
        public bool Equals((string[], double[], int[], double[], double[]) a, (string[], double[], int[], double[], double[]) b) =>
            a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2) && a.Item3.SequenceEqual(b.Item3) && a.Item4.SequenceEqual(b.Item4) && a.Item5.SequenceEqual(b.Item5);

        public int GetHashCode((string[], double[], int[], double[], double[]) value) => value.Item1.Length;
    }
}
