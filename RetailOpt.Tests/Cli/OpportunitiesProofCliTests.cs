using System.Globalization;
using System.Text.Json.Nodes;

namespace RetailOpt.Tests.Cli;

/// <summary>The tests of the rule over files, from the command line.</summary>
public sealed class OpportunitiesProofCliTests : IDisposable
{
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private async Task<JsonNode> ProveAsync(string sales, params string[] options)
    {
        var clusters = _cli.Files.Write("clusters.csv", "store,cluster\n" + string.Join('\n', Enumerable.Range(1, 9).Select(s => $"S{s},X")));
        Assert.True(await _cli.RunAsync(["opportunities-proof", sales, "--clusters", clusters, .. options, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private static double? Kpi(JsonNode json, string key) => (double?)json["kpis"]!.AsArray().SingleOrDefault(k => (string)k!["key"]! == key)?["value"];

    /// <summary>
    /// Eight stores sell five products for 90 days, but the best not in S7 and S8, where peers sell 900 of it. In the 30 days after,
    /// S7 takes it up and sells 450, S8 does not, S9 comes and sells nothing else than before: nothing.
    /// </summary>
    private static IEnumerable<string> Sales()
    {
        yield return "date,store,sku,amount";
        for (var s = 1; s <= 8; s++)
            for (var p = 1; p <= 5; p++)
                foreach (var (day, share) in new[] { ("2026-01-01", .5), ("2026-03-31", .5), ("2026-04-01", .2), ("2026-04-30", .2) })
                    if (p < 5 || s < 7) yield return string.Create(CultureInfo.InvariantCulture, $"{day},S{s},P{p},{(p < 5 ? 300 + p : 900) * share}");
        yield return "2026-04-10,S7,P5,450";
    }

    [Fact]
    public async Task Forward_ToldByHand_IsFollowed()
    {
        var json = await ProveAsync(_cli.Files.Write("sales.csv", string.Join('\n', Sales())), "--split", "2026-04-01");
        // two opportunities, one of them taken up; it was the only new product
        Assert.Equal((.5, 1), (Kpi(json, "forward_precision_rule"), Kpi(json, "forward_recall_rule")));
        // there is one product to list, so every list is the same
        Assert.Equal((.5, .5), (Kpi(json, "forward_precision_popularity"), Kpi(json, "forward_precision_random")));
        // 900 in 90 days is 300 in 30
        Assert.Equal((1.5, .5), (Kpi(json, "calibration"), Kpi(json, "calibration_error")));
        Assert.Equal(["mask", "mask", "mask", "forward", "forward", "forward"], json["proof"]!.AsArray().Select(p => (string)p!["test"]!));
    }

    [Fact]
    public async Task Split_LeftEmpty_IsTheLastQuarter()
    {
        var folder = _cli.Files["out"];
        await ProveAsync(_cli.Files.Write("sales.csv", string.Join('\n', Sales())), "--out", folder);
        Assert.Contains("found on 90 days and followed from 2026-04-01 for 30 days", File.ReadAllText(Path.Combine(folder, "report.md")), StringComparison.Ordinal);
        using var book = new ClosedXML.Excel.XLWorkbook(Path.Combine(folder, "opportunities-proof.xlsx"));
        Assert.Equal(["proof", "mask_draws", "calibration", "PARAMETERS"], book.Worksheets.Select(w => w.Name));
    }

    [Fact]
    public async Task NoDates_ProvesByMaskAloneAndSaysSo()
    {
        var json = await ProveAsync(_cli.Files.Write("sales.csv", string.Join('\n', Sales().Select(r => r[(r.IndexOf(',') + 1)..]))));
        Assert.NotNull(Kpi(json, "mask_recall_rule"));
        Assert.Null(Kpi(json, "forward_precision_rule"));
        Assert.Contains(json["notices"]!.AsArray(), n => ((string)n!["text"]!).Contains("no dates, so the forward test cannot be made", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Split_OutsideTheDays_SaysFromWhenToWhenTheyGo()
    {
        var json = await ProveAsync(_cli.Files.Write("sales.csv", string.Join('\n', Sales())), "--split", "2027-01-01");
        Assert.Contains(json["notices"]!.AsArray(), n => ((string)n!["text"]!).Contains("the sales go from 2026-01-01 to 2026-04-30", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sample_RuleBeatsPopularityWithDisjointIntervals()
    {
        Assert.Equal(0, await _cli.RunAsync("sample", "--json"));
        var sample = (string)JsonNode.Parse(_cli.Out)!["dataset"]!["name"]!;
        Assert.True(await _cli.RunAsync("opportunities-proof", sample, "--json") == 0, _cli.Error);
        var proof = JsonNode.Parse(_cli.Out)!["proof"]!.AsArray();
        JsonNode Line(string test, string method) => proof.Single(p => (string)p!["test"]! == test && (string)p["method"]! == method)!;
        Assert.True((double)Line("mask", "rule")["recall_low"]! > (double)Line("mask", "popularity")["recall_high"]!);
        Assert.True((double)Line("mask", "popularity")["recall_low"]! > (double)Line("mask", "random")["recall_high"]!);
    }
}
