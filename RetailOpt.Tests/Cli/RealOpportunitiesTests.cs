using System.Text.Json.Nodes;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Cli;

/// <summary>Real sales from their files to opportunities.</summary>
public sealed class RealOpportunitiesTests : IDisposable
{
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task OnlineRetail_AccountsAsStores_SaysWhyTheDefaultsFindNothing_AndFindsWhereItSays()
    {
        Assert.Equal(0, await _cli.RunAsync("import", RealData.Path("online_retail/online_retail.csv"), "--name", "uci"));
        var nothing = await RunAsync("opportunities", "uci", "--entity", "account", "--k", "8");
        Assert.Equal(0, Kpi(nothing, "opportunities"));
        Assert.Contains(nothing["notices"]!.AsArray(), n => ((string)n!["text"]!).Contains("Lower adoption from (adoption-threshold) to", StringComparison.Ordinal) && ((string)n["text"]!).Contains("min-product-sales", StringComparison.Ordinal));
        var some = await RunAsync("opportunities", "uci", "--entity", "account", "--k", "8", "--adoption-threshold", ".1", "--min-product-sales", "0");
        Assert.True(Kpi(some, "opportunities") > 10_000);
        Assert.Equal(8, Kpi(some, "clusters"));
        Assert.Contains(some["notices"]!.AsArray(), n => (long)n!["count"]! == 135_080);
        var proof = await RunAsync("opportunities-proof", "uci", "--entity", "account", "--k", "8", "--adoption-threshold", ".1", "--min-product-sales", "0", "--draws", "2", "--split", "2011-09-10");
        foreach (var key in new[] { "forward_precision", "mask_recall" }) Assert.True(Kpi(proof, $"{key}_rule") > 2 * Kpi(proof, $"{key}_random"));
    }

    [Fact]
    public async Task BreakfastAtTheFrat_NearlyEverythingIsCarried_OneOpportunity()
    {
        Assert.Equal(0, await _cli.RunAsync("import", RealData.Path("breakfast_at_the_frat/transaction.csv"), RealData.Path("breakfast_at_the_frat/product.csv"), RealData.Path("breakfast_at_the_frat/store.csv"), "--name", "frat"));
        var json = await RunAsync("opportunities", "frat");
        Assert.Equal(1, Kpi(json, "opportunities"));
        Assert.StartsWith("80th percentile in ORAL HYGIENE PRODUCTS|MOUTHWASH/RINSES AND SPRAYS, 28 of 29 peers carry it", (string)json["opportunities"]![0]!["reason"]!);
    }

    [Fact]
    public async Task CompleteJourney_IsTooThinForTheDefaults_AndSaysSo()
    {
        Assert.Equal(0, await _cli.RunAsync("import", RealData.Path("completejourney/transactions_sample.csv"), RealData.Path("completejourney/products.csv"), "--name", "journey"));
        var json = await RunAsync("opportunities", "journey");
        Assert.Equal(0, Kpi(json, "opportunities"));
        Assert.Contains(json["notices"]!.AsArray(), n => ((string)n!["text"]!).Contains("Lower the least sales of a product first (min-product-sales)", StringComparison.Ordinal));
        Assert.True(Kpi(await RunAsync("opportunities", "journey", "--min-product-sales", "0", "--adoption-threshold", ".2"), "opportunities") > 0);
    }

    private async Task<JsonNode> RunAsync(params string[] args)
    {
        Assert.True(await _cli.RunAsync([.. args, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;
}
