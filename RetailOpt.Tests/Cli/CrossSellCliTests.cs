using System.Text.Json.Nodes;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Cli;

/// <summary>The verbs of `cross-sell` from files to tables.</summary>
public sealed class CrossSellCliTests : IDisposable
{
    private const string Sales = "basket,customer,date,product,amount\nB1,A1,2026-01-02,P1,2\nB1,A1,2026-01-02,P2,3\nB2,A2,2026-01-03,P1,2\nB2,A2,2026-01-03,P2,4\nB3,A1,2026-01-04,P3,1\n";
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Affinity_OfAFile_TellsPairsAndWritesTables()
    {
        var folder = _cli.Files["tables"];
        var json = await AskAsync("affinity", "--data", await FileAsync("sales.csv", Sales), "--export-csv", folder);
        Assert.Equal("cross-sell-affinity", (string)json["analysis"]!);
        Assert.Equal(9, json["affinity"]!.AsArray().Count);
        Assert.Contains(json["affinity"]!.AsArray(), p => (string)p!["item"]! == "P1" && (string)p["other"]! == "P2" && (double)p["affinity"]! > .999);
        Assert.True(File.Exists(Path.Combine(folder, "affinity_network.csv")));
    }

    [Theory]
    [InlineData("affinity")]
    [InlineData("promotional-optimization")]
    public async Task Save_WithoutAConnection_IsBadInputAndSaysSo(string verb)
    {
        Assert.Equal(2, await _cli.RunAsync("cross-sell", verb, "--data", await FileAsync("sales.csv", Sales), "--save"));
        Assert.Contains("no connections to warehouses yet", _cli.Error);
    }

    [Fact]
    public async Task Promotions_WithoutCampaigns_SayWhatToImport()
    {
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "promotional-optimization", "--data", await FileAsync("sales.csv", Sales)));
        Assert.Contains("Import a table of campaigns", _cli.Error);
    }

    [Fact]
    public async Task Promotions_OfAnUnknownType_TellThoseThatThereAre()
    {
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "promotional-optimization", "--data", await FileAsync("sales.csv", Sales), "--campaign-type", "sesonal"));
        Assert.Contains("seasonal_promotion", _cli.Error);
    }

    [Fact]
    public async Task CompleteJourney_CampaignsWithoutIdsOnLines_AreAttributedAndComparedWithIntervals()
    {
        string[] files = ["transactions_sample", "products", "campaigns", "campaign_descriptions", "coupons"];
        Assert.Equal(0, await _cli.RunAsync(["import", .. files.Select(f => RealData.Path($"completejourney/{f}.csv")), "--name", "journey"]));
        var json = await AskAsync("promotional-optimization", "--data", "journey", "--item-level", "category", "--lookback-days", "365");
        Assert.True(Kpi(json, "combinations") >= 10);
        Assert.Equal(27, Kpi(json, "campaigns"));
        Assert.Equal(10, json["promotion_advice"]!.AsArray().Count(a => (string)a!["advice"]! == "scale"));
        Assert.Contains(CliAnswers.Notices(json), n => n.Contains("name no campaigns", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnlineRetail_CallListAccountAndBacktest_OursAreAheadOfPopularityAndLikeness()
    {
        Assert.Equal(0, await _cli.RunAsync("import", RealData.Path("online_retail/online_retail.csv"), "--name", "uci"));
        string[] clean = ["--data", "uci", "--skip-baskets", "C,A", "--product-pattern", "^[0-9]{5}", "--upper-case-products"];
        var rules = await AskAsync("market-basket", clean);
        Assert.Equal(1_833, Kpi(await AskAsync("market-basket", [.. clean, "--lookback-days", "400", "--max-itemset-size", "20"]), "itemsets")); // at 206 of 20,538
        Assert.True(Kpi(rules, "rules") >= 20);
        Assert.Equal(3, Kpi(rules, "segments_with_rules"));
        Assert.True(Kpi(rules, "survival") > .8);
        Assert.True(Kpi(await AskAsync("analyze", clean), "opportunities") >= 20);
        Assert.True(Kpi(await AskAsync("call-list", clean), "served") > 3_000);
        var account = await AskAsync("account-recommendations", ["12748", .. clean]);
        Assert.Equal(5, account["recommendations"]!.AsArray().Count);
        Assert.All(account["recommendations"]!.AsArray(), r => Assert.Contains("of those who do buy it too", (string)r!["reason"]!));
        var backtest = await AskAsync("backtest", clean);
        foreach (var ours in new[] { "rules", "learned" })
            foreach (var other in new[] { "popularity", "item_item_cosine" }) Assert.True(Kpi(backtest, $"hit_rate_{ours}") > Kpi(backtest, $"hit_rate_{other}"), $"{ours} against {other}");
    }

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;

    private async Task<string> FileAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_cli.Files[name], text, TestContext.Current.CancellationToken);
        return _cli.Files[name];
    }

    private async Task<JsonNode> AskAsync(string verb, params string[] args)
    {
        Assert.True(await _cli.RunAsync(["cross-sell", verb, .. args, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }
}
