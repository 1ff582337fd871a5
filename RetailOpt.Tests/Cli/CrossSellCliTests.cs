using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
    public async Task AbTest_AssignedAndReadOutBySameSeed_TellsTheDifference()
    {
        var sales = await FileAsync("many.csv", "basket,customer,date,product,amount\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"B{i},A{i:00},2026-01-02,P1,2\n")));
        var folder = _cli.Files["arms"];
        var assigned = await AskAsync("ab-test", "--data", sales, "--segments", "none", "--seed", "7", "--out", folder);
        Assert.Equal((30, 30), (Kpi(assigned, "treated"), Kpi(assigned, "control")));
        var outcomes = await FileAsync("outcomes.csv", "ACCOUNT,VALUE\nA99,1\nA98,x\n" + string.Concat(CliAnswers.Rows(folder, "ab_assignment").Where(r => r["arm"] == "treated").Select(r => $"{r["account"]},5\n")));
        var read = await AskAsync("ab-test", "--data", sales, "--segments", "none", "--seed", "7", "--outcomes", outcomes);
        Assert.Equal(1, Kpi(read, "response_treated"));
        Assert.Equal(0, Kpi(read, "response_control"));
        Assert.Contains(CliAnswers.Notices(read), n => n.Contains("more than chance explains", StringComparison.Ordinal));
        Assert.Contains(CliAnswers.Notices(read), n => n.Contains("1 accounts of the outcomes are in no arm", StringComparison.Ordinal));
        Assert.Contains(CliAnswers.Notices(read), n => n.Contains("line 3, column VALUE: 'x' is not a number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewSales_MoveWhatWasBought_AndTellTheRowsLeftOutAndTheAgeOfTheRules()
    {
        var sales = await FileAsync("pairs.csv", "basket,customer,date,product,amount\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"B{i},A{i:00},2026-01-0{1 + i % 9},P1,2\nB{i},A{i:00},2026-01-0{1 + i % 9},P2,2\n")) + "C1,Z1,2026-01-09,P1,2\n");
        string[] ask = ["Z1", "--data", sales, "--segments", "none"];
        Assert.Equal("P2", (string)(await AskAsync("account-recommendations", ask))["recommendations"]![0]!["item"]!);
        var since = await FileAsync("since.csv", "account,product,basket,date,quantity\nZ1,P2,D1,2026-01-20,1\nZ9,P2,D2,2026-01-20,1\nZ1,P9,D1,2026-01-20,1\nA01,P1,D3,20.1.2026,1\nA02,P1,D4,2026-01-20,x\nA03,P1,D5,2026-01-21,-1\n");
        var moved = await AskAsync("account-recommendations", [.. ask, "--new-sales", since]);
        Assert.Empty(moved["recommendations"]!.AsArray());
        Assert.Equal(2, Kpi(moved, "baskets"));
        foreach (var told in new[] { "line 3: the account 'Z9' bought nothing", "line 4: the product 'P9' is not among", "line 5: column DATE: '20.1.2026'", "line 6: column QUANTITY: 'x'", "1 rows of since.csv are returns", "1 baskets have come since the rules were mined", "the rules are 11 days older" })
            Assert.Contains(CliAnswers.Notices(moved), n => n.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task External_IsShownBesideOurs_AndItsFailureCostsNothing()
    {
        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add("http://127.0.0.1:0");
        other.MapGet("/{account}", (string account) => account == "Z1" ? Results.Json(new object[] { "P2", new { item = "P7", score = 3.5, reason = "it \"sells\"" } }) : Results.NotFound());
        await other.StartAsync(TestContext.Current.CancellationToken);
        var sales = await FileAsync("pairs.csv", "basket,customer,date,product,amount\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"B{i},A{i:00},2026-01-02,P1,2\nB{i},A{i:00},2026-01-02,P2,2\n")) + "C1,Z1,2026-01-09,P1,2\nC2,Z2,2026-01-09,P1,2\n");
        string[] ask = ["--data", sales, "--segments", "none", "--external", other.Urls.Single() + "/{account}"];
        var both = await AskAsync("account-recommendations", ["Z1", .. ask]);
        Assert.Equal(["P2", "P7"], both["external_recommendations"]!.AsArray().Select(r => (string)r!["item"]!));
        Assert.Equal((1, null, 3.5, "it \"sells\""), ((int?)both["external_recommendations"]![0]!["our_rank"], (int?)both["external_recommendations"]![1]!["our_rank"], (double)both["external_recommendations"]![1]!["score"]!, (string)both["external_recommendations"]![1]!["reason"]!));
        var ours = await AskAsync("account-recommendations", ["Z2", .. ask]);
        Assert.Equal("P2", (string)ours["recommendations"]![0]!["item"]!);
        Assert.Null(ours["external_recommendations"]);
        Assert.Contains("(127.0.0.1) is not shown: it answered 404", _cli.Error);
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "account-recommendations", "Z1", "--data", sales, "--external", "nowhere"));
        Assert.Contains("has no {account} in it", _cli.Error);
    }

    [Fact]
    public async Task Groceries_ImportedAsBaskets_HaveTheKnownItemsets()
    {
        Assert.Equal(0, await _cli.RunAsync("import", RealData.Path("groceries/groceries.csv"), "--name", "groceries", "--json"));
        Assert.Equal(9_835, Kpi(JsonNode.Parse(_cli.Out)!, "baskets"));
        Assert.Equal(333, Kpi(await AskAsync("market-basket", "--data", "groceries", "--max-itemset-size", "20"), "itemsets")); // at 99 of 9,835
    }

    [Fact]
    public async Task Status_TellsRulesAndErrors_AndExitsWith3WhereADatasetCannotServe()
    {
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "status"));
        Assert.Equal(0, await _cli.RunAsync("import", await FileAsync("sales.csv", Sales), "--name", "shop"));
        var before = await AskAsync("status", "--data", "shop");
        Assert.True((bool)before["usable"]!);
        Assert.Null(before["rules_from"]);
        await AskAsync("market-basket", "--data", "shop", "--min-count", "1");
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "account-recommendations", "nobody", "--data", "shop"));
        var after = await AskAsync("status", "--data", "shop");
        Assert.NotNull(after["rules_from"]);
        Assert.Contains("There is no account 'nobody'", (string)after["last_error"]!);
        Assert.Equal(0, (double)after["failed_conversions"]!);
        Assert.Equal(0, await _cli.RunAsync("import", await FileAsync("stock.csv", "store,product,quantity,amount\nS1,P1,2,3\n"), "--name", "stock"));
        Assert.Equal(3, await _cli.RunAsync("cross-sell", "status", "--data", "stock"));
        Assert.Contains("sales.basket", _cli.Out);
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
