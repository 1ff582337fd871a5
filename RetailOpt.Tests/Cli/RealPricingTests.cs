using System.Globalization;
using System.Text.Json.Nodes;
using RetailOpt.Core.Pricing;
using RetailOpt.Tests.Core.Pricing;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Cli;

/// <summary>Real sales from their files to prices.</summary>
public sealed class RealPricingTests : IDisposable
{
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task BreakfastAtTheFrat_PricesByProductAndByStore_FromItsOwnBasePrices()
    {
        var sales = RealData.Path("breakfast_at_the_frat/transaction.csv");
        Assert.Equal(0, await _cli.RunAsync("import", sales, RealData.Path("breakfast_at_the_frat/product.csv"), "--name", "frat"));
        var json = await PriceAsync("frat", "--target-md", ".1");
        Assert.Equal(55, Kpi(json, "skus"));
        Assert.Equal(.1, (double)json["scenarios"]![3]!["weighted_md"]!, 1e-9);
        Assert.All(json["scenarios"]!.AsArray(), s => Assert.InRange((double)s!["gap"]!, 1e-9, 1e-6));
        await AgreesWithTheFileAsync(sales, "1111009477");
        Assert.InRange(Kpi(await PriceAsync("frat", "--by", "product-and-store"), "skus"), 3_900, 3_909);
    }

    [Fact]
    public async Task OnlineRetail_PricesWithoutAListPrice()
    {
        var json = await PriceAsync(RealData.Path("online_retail/online_retail.csv"));
        Assert.InRange(Kpi(json, "skus"), 3_800, 4_070);
        Assert.All(json["scenarios"]!.AsArray(), s => Assert.NotEqual("Infeasible", (string)s!["status"]!));
        Assert.Contains(json["notices"]!.AsArray(), n => ((string)n!["text"]!).Contains("no list price", StringComparison.Ordinal));
        Assert.Contains(json["notices"]!.AsArray(), n => (long)n!["count"]! == 10_624);
    }

    private async Task<JsonNode> PriceAsync(params string[] args)
    {
        Assert.True(await _cli.RunAsync(["price", .. args, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    /// <summary>A product's observations against the text of the file: weeks are a row each per store there.</summary>
    private async Task AgreesWithTheFileAsync(string path, string product)
    {
        await using var session = _cli.Session();
        var data = await PricingSource.LoadAsync(session.Datasets.Open(session.Datasets.Find("frat")!.Id));
        var expected = File.ReadLines(path).Skip(1).Select(l => l.Split(',')).Where(c => c[2] == product && c[8].Length > 0 && c[3] != "0")
            .GroupBy(c => c[0]).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Sold: g.Sum(c => Number(c[3])), Md: Math.Max(0, 1 - g.Sum(c => Number(c[6])) / g.Sum(c => Number(c[3]) * Number(c[8]))))).ToArray();
        var sku = Array.IndexOf(data.Skus, product);
        var (md, sold) = data.Observations(sku);
        Assert.Equal((156, PricingPeriod.Week), (expected.Length, data.Period));
        Assert.Equal(expected.Select(e => e.Sold), sold.ToArray());
        Assert.All(expected.Zip(md.ToArray()), p => Assert.Equal(p.First.Md, p.Second, 1e-9));
        Assert.Equal(1.2 * expected.Max(e => e.Sold), data.StockOver(sku, 1), 1e-9);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;
}
