using System.Globalization;
using System.Text.Json.Nodes;
using RetailOpt.Tests.Core.Opportunities;

namespace RetailOpt.Tests.Cli;

/// <summary>Files in the source's own column names, from the command line to the files that come out.</summary>
public sealed class OpportunitiesCliTests : IDisposable
{
    private const string Header = "str_code,spu_code,cate_name,sub_cate_name,spu_sales_amt,quantity";
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Sales(params IEnumerable<string> rows) => _cli.Files.Write("complete_spu_sales_2025Q2.csv", string.Join('\n', [Header, .. rows, ""]));

    private string Clusters(params IEnumerable<string> rows) => _cli.Files.Write("clustering_results.csv", string.Join('\n', ["str_code,Cluster", .. rows, ""]));

    /// <summary>Eight stores sell four products of a category at 100 to 400; the last lacks the best one.</summary>
    private static IEnumerable<string> Shop(string category = "T恤,休闲圆领T恤") => from s in Enumerable.Range(1, 8)
                                                                              from p in Enumerable.Range(1, 4)
                                                                              where s < 8 || p < 4
                                                                              select $"{s:D4},15T{p:D4},{category},{100 * p},{p}";

    private static IEnumerable<string> OneCluster => Enumerable.Range(1, 8).Select(s => $"{s:D4},37");

    private async Task<JsonNode> RunAsync(string sales, string? clusters, params string[] options)
    {
        Assert.True(await _cli.RunAsync(["opportunities", sales, .. clusters is null ? Array.Empty<string>() : ["--clusters", clusters], .. options, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;

    private static bool Says(JsonNode json, string text) => json["notices"]!.AsArray().Any(n => ((string)n!["text"]!).Contains(text, StringComparison.Ordinal));

    private static string[] Lines(string file) => File.ReadAllText(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task Out_Folder_HoldsTheSpecsFilesWithItsColumns()
    {
        var folder = _cli.Files["out"];
        await RunAsync(Sales(Shop()), Clusters(OneCluster), "--top-performer-threshold", ".8", "--min-cluster-stores", "5", "--min-stores-selling", "3", "--min-product-sales", "50", "--adoption-threshold", ".6", "--out", folder);
        string[] files = ["opportunities.csv", "stores.csv", "top_performers.csv", "opportunities.xlsx", "summary.md"];
        Assert.Superset(files.ToHashSet(), Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).ToHashSet());
        var found = Lines(Path.Combine(folder, "opportunities.csv"));
        Assert.Equal("str_code,cluster,category_key,spu_code,spu_total_sales_in_cluster,spu_avg_sales_per_store,adoption_rate,sales_percentile,stores_selling,total_stores,opportunity_score,cate_name,sub_cate_name,reason", found[0]);
        Assert.Equal("0008,37,T恤|休闲圆领T恤,15T0004,2800,400,0.875,1,7,8,0.875,T恤,休闲圆领T恤,\"100th percentile in T恤|休闲圆领T恤, 7 of 8 peers carry it, peers average 400 a store\"", Assert.Single(found[1..]));
        var stores = Lines(Path.Combine(folder, "stores.csv"));
        Assert.Equal(["str_code,cluster,rule11_flag,missing_count,avg_opportunity_score,potential_sales_increase", "0001,37,0,0,0,0"], stores[..2]);
        Assert.Equal("0008,37,1,1,0.875,400", stores[^1]);
        Assert.Equal(["cluster,category_key,spu_code,total_sales,avg_sales,stores_selling,total_stores,sales_percentile,adoption_rate", "37,T恤|休闲圆领T恤,15T0004,2800,400,7,8,1,0.875"], Lines(Path.Combine(folder, "top_performers.csv")));
        Assert.StartsWith("# Opportunities", File.ReadAllText(Path.Combine(folder, "summary.md")).TrimStart('\uFEFF'));
        using var book = new ClosedXML.Excel.XLWorkbook(Path.Combine(folder, "opportunities.xlsx"));
        Assert.Equal(["opportunities", "stores", "top_performers", "PARAMETERS"], book.Worksheets.Select(w => w.Name));
    }

    /// <summary>Rows in any order, twice, returned, of two categories, with a blank one; stores of awkward ids, some without a label.</summary>
    [Fact]
    public async Task RandomFile_IsAnsweredAsTheOracleDoes()
    {
        var random = new Random(11);
        string[] stores = ["01", "1", "001", "A 7", "é", "店7", "x\"y", "Z,1", "10", "9", "nobody"], categories = ["T恤|圆领", "T恤|V领", "裤|牛仔裤", "裤|", "|"];
        var rows = Enumerable.Range(0, 900).Select(_ => new SalesRow(stores[random.Next(stores.Length)], $"0{random.Next(12)}", categories[random.Next(categories.Length)], random.Next(-4, 30) * 7.25m)).ToList();
        var labels = stores[..^1].Append("empty").ToDictionary(s => s, s => s.Length % 2 == 0 ? "2" : "02");
        static string Cell(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
        var sales = Sales(rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{Cell(r.Store)},{r.Product},{r.CategoryKey.Split('|')[0]},{r.CategoryKey.Split('|')[1]},{r.Amount},1")));
        var folder = _cli.Files["out"];
        foreach (var (p, flags) in new (RuleParameters, string[])[]
        {
            (new(MinClusterStores: 2, MinStoresSelling: 2), ["--min-cluster-stores", "2", "--min-stores-selling", "2"]),
            (new(.5, 1, 1, 0, .1, false), ["--top-performer-threshold", ".5", "--min-cluster-stores", "1", "--min-stores-selling", "1", "--min-product-sales", "0", "--adoption-threshold", ".1", "--no-enforce-adoption"]),
        })
        {
            var json = await RunAsync(sales, Clusters(labels.Select(l => $"{Cell(l.Key)},{l.Value}")), [.. flags, "--out", folder]);
            var oracle = new RuleOracle(rows.Where(r => r.CategoryKey != "|"), labels, p);
            Assert.NotEmpty(oracle.Opportunities);
            Assert.True(Says(json, "have a blank category and are skipped"));
            Assert.True(Says(json, "1 stores with sales have no cluster"));
            Assert.Equal(oracle.Opportunities.Count, (int)Kpi(json, "opportunities"));
            Assert.Equal(oracle.Opportunities.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Top.CategoryKey} {o.Top.Product} {o.Top.TotalSales:0.####} {o.Top.StoresSelling} {o.Top.TotalStores} {o.Score:R}")),
                Lines(Path.Combine(folder, "opportunities.csv"))[1..].Select(l => Csv(l)).Select(c => $"{c[2]} {c[3]} {c[4]} {c[8]} {c[9]} {c[10]}"));
            Assert.Equal(oracle.Stores.Select(s => (s.Store, s.Cluster, s.Missing)), Lines(Path.Combine(folder, "stores.csv"))[1..].Select(l => Csv(l)).Select(c => (c[0], c[1], int.Parse(c[3]))));
        }
    }

    [Fact]
    public async Task ProductInTwoCategories_IsRankedInEach()
    {
        var both = Shop("A,x").Concat(Shop("B,y"));
        Assert.Equal((2, 2), (Kpi(await RunAsync(Sales(both), Clusters(OneCluster)), "opportunities"), Kpi(JsonNode.Parse(_cli.Out)!, "top_performers")));
    }

    [Fact]
    public async Task IdsWithSpacesAndLeadingZeros_MeetTheirLabels()
    {
        var json = await RunAsync(Sales(Shop().Select(r => " " + r.Replace(",15T", " ,\" 15T").Replace(",T恤", " \",T恤"))), Clusters(OneCluster.Select(r => r.Replace(",", "  , "))));
        Assert.Equal(1, Kpi(json, "opportunities"));
        Assert.Equal(("0008", "15T0004"), ((string)json["opportunities"]![0]!["str_code"]!, (string)json["opportunities"]![0]!["spu_code"]!));
    }

    [Fact]
    public async Task ReturnsThatCancelAProduct_LeaveItMissing_ExceptAtLeastSalesOfNothing()
    {
        var rows = Shop().Append("0007,15T0004,T恤,休闲圆领T恤,-400,-4").ToArray();
        Assert.Equal(2, Kpi(await RunAsync(Sales(rows), Clusters(OneCluster)), "opportunities"));
        // a sum of zero is not below zero
        Assert.Equal(1, Kpi(await RunAsync(Sales(rows), Clusters(OneCluster), "--min-product-sales", "0"), "opportunities"));
    }

    [Fact]
    public async Task NoCategoryColumns_AreOneCategoryAndSaidSo()
    {
        var sales = _cli.Files.Write("sales.csv", "str_code,spu_code,spu_sales_amt,quantity\n" + string.Join('\n', Shop("").Select(r => r.Replace(",,", ","))));
        var json = await RunAsync(sales, Clusters(OneCluster));
        Assert.Equal(1, Kpi(json, "opportunities"));
        Assert.Equal("(all)", (string)json["opportunities"]![0]!["category_key"]!);
        Assert.True(Says(json, "everything is one category"));
    }

    [Fact]
    public async Task StoreWithTwoLabels_IsRefusedWithBothRows()
    {
        Assert.Equal(2, await _cli.RunAsync("opportunities", Sales(Shop()), "--clusters", Clusters(OneCluster.Append("0003,12"))));
        Assert.Contains("clustering_results.csv puts 0003 in two clusters: '37' in line 4, '12' in line 10.", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("opportunities", Sales(Shop()), "--clusters", Clusters(OneCluster.Append("0003,37"))));
        var together = _cli.Files.Write("sales.csv", Header + ",Cluster\n" + string.Join('\n', Shop().Select((r, i) => $"{r},{(i == 5 ? "A" : "B")}")));
        Assert.Equal(2, await _cli.RunAsync("import", together));
        Assert.Contains("The store 0002 has two clusters: 'B' (sales.csv, line 6) and 'A' (sales.csv, line 7).", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LabelsInTheSalesFile_AreTaken()
    {
        var together = _cli.Files.Write("sales.csv", Header + ",Cluster\n" + string.Join('\n', Shop().Select(r => $"{r},X")));
        var json = await RunAsync(together, null);
        Assert.Equal((1, "X"), (Kpi(json, "opportunities"), (string)json["opportunities"]![0]!["cluster"]!));
    }

    [Fact]
    public async Task LabelsOfARunOfClusters_AreTaken()
    {
        Assert.Equal(0, await _cli.RunAsync("clusters", Sales(Shop()), "--k", "1", "--json"));
        var run = (string)JsonNode.Parse(_cli.Out)!["run"]!;
        var json = await RunAsync(Sales(Shop()), run);
        Assert.Equal((1, "C1"), (Kpi(json, "opportunities"), (string)json["opportunities"]![0]!["cluster"]!));
    }

    [Fact]
    public async Task NoClusterForAnyStore_SaysHowTheIdsDiffer()
    {
        Assert.Equal(2, await _cli.RunAsync("opportunities", Sales(Shop()), "--clusters", Clusters(OneCluster.Select(r => r.TrimStart('0')))));
        Assert.Contains("None of the 8 stores with sales has a cluster. The sales name them like '0001', the clusters like '1'", _cli.Error, StringComparison.Ordinal);
    }

    /// <summary>No threshold helps a store without peers, so none is named.</summary>
    [Theory]
    [InlineData("--min-cluster-stores 5")]
    [InlineData("--min-cluster-stores 1")]
    [InlineData("--min-cluster-stores 1 --min-stores-selling 1 --adoption-threshold 0")]
    public async Task OneStorePerCluster_FindsNothingAndAsksForLargerClusters(string options)
    {
        var json = await RunAsync(Sales(Shop()), Clusters(Enumerable.Range(1, 8).Select(s => $"{s:D4},c{s}")), options.Split(' '));
        Assert.Equal(0, Kpi(json, "opportunities"));
        Assert.True(Says(json, "no cluster has two stores that sell something in one category, so none has peers. Give fewer and larger clusters."), json["notices"]!.ToJsonString());
        Assert.False(Says(json, "Lower"));
    }

    [Theory]
    [InlineData("--adoption-threshold .9", "the highest adoption is 87.5%. Lower adoption from (adoption-threshold) to 87.5%", "--adoption-threshold .875")]
    [InlineData("--min-cluster-stores 9", "the largest has 8", "--min-cluster-stores 8")]
    [InlineData("--min-stores-selling 9", "at most by 8", "--min-stores-selling 7")]
    [InlineData("--min-product-sales 1e6", "no store sold 1,000,000.00 of any product", "--min-product-sales 400")]
    public async Task ThresholdThatLeavesNothing_IsNamedWithWhereItWouldHaveToBe(string option, string why, string moved)
    {
        var json = await RunAsync(Sales(Shop()), Clusters(OneCluster), option.Split(' '));
        Assert.Equal(0, Kpi(json, "opportunities"));
        Assert.True(Says(json, why), json["notices"]!.ToJsonString());
        if (moved.Contains("400", StringComparison.Ordinal)) return; // products below it are gone, so nothing is ranked below the best
        Assert.Equal(1, Kpi(await RunAsync(Sales(Shop()), Clusters(OneCluster), moved.Split(' ')), "opportunities"));
    }

    [Fact]
    public async Task AllThresholdsAtTheirExtremes_FindEverythingOrNothing()
    {
        string[] loosest = ["--top-performer-threshold", ".000001", "--min-cluster-stores", "1", "--min-stores-selling", "1", "--min-product-sales", "0", "--adoption-threshold", "0", "--no-enforce-adoption"];
        Assert.Equal((1, 4), (Kpi(await RunAsync(Sales(Shop()), Clusters(OneCluster), loosest), "opportunities"), Kpi(JsonNode.Parse(_cli.Out)!, "top_performers")));
        var json = await RunAsync(Sales(Shop()), Clusters(OneCluster), "--top-performer-threshold", "1", "--min-cluster-stores", "100000", "--min-stores-selling", "100000", "--min-product-sales", "1e12", "--adoption-threshold", "1");
        Assert.Equal((0, 8), (Kpi(json, "opportunities"), json["stores"] is null ? 8 : 0));
        foreach (var bad in new[] { "--top-performer-threshold 0", "--top-performer-threshold 1.01", "--adoption-threshold -.1", "--min-cluster-stores 0", "--min-product-sales -1", "--from 2026-02-01 --to 2026-01-01" })
            Assert.Equal(2, await _cli.RunAsync(["opportunities", Sales(Shop()), .. bad.Split(' ')]));
    }

    [Fact]
    public async Task MoreThanTheListsLimit_KeepsEachStoresBestAndSaysSo()
    {
        var rows = from s in Enumerable.Range(1, 8) from p in Enumerable.Range(1, 10) where s < 7 || p % 2 == s % 2 select $"{s:D4},P{p},c,s,{100 + p},1";
        var folder = _cli.Files["out"];
        var json = await RunAsync(Sales(rows), Clusters(OneCluster), "--top-performer-threshold", ".1", "--max-rows", "7", "--out", folder);
        Assert.Equal(10, Kpi(json, "opportunities"));
        Assert.True(Says(json, "There are 10 opportunities and the list keeps 6 of them (rows listed at most, max-rows): the best 3 of each store."));
        Assert.Equal(["0007 P10", "0007 P8", "0007 P6", "0008 P9", "0008 P7", "0008 P5"], Lines(Path.Combine(folder, "opportunities.csv"))[1..].Select(l => Csv(l)).Select(c => $"{c[0]} {c[3]}"));
        Assert.Equal(5, int.Parse(Csv(Lines(Path.Combine(folder, "stores.csv"))[^1])[3]));
    }

    [Fact]
    public async Task Period_ChoosesDays_AndNeedsDates()
    {
        var dated = _cli.Files.Write("sales.csv", "date,store,sku,amount\n" + string.Join('\n', Shop().Select(r => r.Split(',')).Select(c => $"2026-01-{(c[0] == "0007" ? 20 : 10)},{c[0]},{c[1]},{c[4]}")));
        Assert.Equal(1, Kpi(await RunAsync(dated, Clusters(OneCluster)), "opportunities"));
        var part = await RunAsync(dated, Clusters(OneCluster), "--from", "2026-01-10", "--to", "2026-01-19");
        Assert.Equal((1, "6"), (Kpi(part, "opportunities"), part["opportunities"]![0]!["stores_selling"]!.ToString()));
        Assert.Equal(2, await _cli.RunAsync("opportunities", dated, "--clusters", Clusters(OneCluster), "--from", "2027-01-01"));
        Assert.Contains("have no row from 2027-01-01", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync("opportunities", dated, "--from", "2027-01-01", "--to", "2027-02-01")); // nor can clusters be found there
        Assert.Contains("have no row from 2027-01-01 until 2027-02-01", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync("opportunities", Sales(Shop()), "--clusters", Clusters(OneCluster), "--from", "2026-01-01"));
        Assert.Contains("have no dates", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoStores_SaysThatAccountsMayStandForThem()
    {
        var sales = _cli.Files.Write("sales.csv", "customer_id,sku,amount,date\n" + string.Join('\n', Shop().Select(r => r.Split(',')).Select(c => $"{c[0]},{c[1]},{c[4]},2026-01-01")));
        Assert.Equal(2, await _cli.RunAsync("opportunities", sales));
        Assert.Contains("entity account", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(1, Kpi(await RunAsync(sales, Clusters(OneCluster), "--entity", "account"), "opportunities"));
    }

    private static string[] Csv(string line)
    {
        var cells = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            var quoted = at < line.Length && line[at] == '"';
            var end = quoted ? at + 1 : at;
            while (end < line.Length && (quoted || line[end] != ','))
            {
                if (quoted && line[end] == '"' && (end + 1 == line.Length || line[end + 1] != '"')) break;
                end += quoted && line[end] == '"' ? 2 : 1;
            }
            cells.Add(quoted ? line[(at + 1)..end].Replace("\"\"", "\"") : line[at..end]);
            at = end + (quoted ? 2 : 1);
        }
        return [.. cells];
    }
}
