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
