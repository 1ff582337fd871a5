using System.Text.Json.Nodes;
using NJsonSchema;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Cli;

/// <summary>Files in the source's own column names, from the command line to the files that come out.</summary>
public sealed class SellThroughCliTests : IDisposable
{
    private const string Header = "str_code,spu_code,cate_name,sub_cate_name,spu_sales_amt,quantity,total_inventory_qty";
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Sales(params IEnumerable<string> rows) => _cli.Files.Write("sales.csv", string.Join('\n', [Header, .. rows, ""]));

    private string Clusters(params IEnumerable<string> rows) => _cli.Files.Write("clusters.csv", string.Join('\n', ["str_code,Cluster", .. rows, ""]));

    /// <summary>Three stores of a cluster: the first sold out of everything, the last has far too much.</summary>
    private static IEnumerable<string> Shop() => from s in Enumerable.Range(1, 3)
                                                 from p in Enumerable.Range(1, 8)
                                                 let sold = s == 1 ? 10 : 9 - s
                                                 select FormattableString.Invariant($"{s:D4},P{p},K{p % 4},x{p % 3},{sold * 10 * p},{sold},{(s == 1 ? 10 : 10 * s)}");

    private static IEnumerable<string> OneCluster => ["0001,7", "0002,7", "0003,7"];

    private async Task<JsonNode> RunAsync(string sales, string? clusters, params string[] options)
    {
        Assert.True(await TryAsync(sales, clusters, [.. options, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private Task<int> TryAsync(string sales, string? clusters, params string[] options) => _cli.RunAsync(["sell-through", sales, .. clusters is null ? Array.Empty<string>() : ["--clusters", clusters], .. options]);

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;

    private static bool Says(JsonNode json, string text) => CliAnswers.Notices(json).Any(n => n.Contains(text, StringComparison.Ordinal));

    [Fact]
    public async Task WorkedCase_RatesAreRatiosOfSums()
    {
        var folder = _cli.Files["out"];
        var json = await RunAsync(Sales("S001,P1,A,x,100,20,50", "S001,P2,B,y,70,7,30", "S002,P1,A,x,200,30,80", "S002,P2,B,y,195,19.5,60"), Clusters("S001,1", "S002,1"), "--out", folder);
        Assert.Equal(76.5 / 220, Kpi(json, "observed_rate"), 1e-12);
        var stores = CliAnswers.Rows(folder, "by_store");
        Assert.Equal([.3375, .353571, .347727], [.. stores.Select(s => Math.Round(CliAnswers.Number(s["observed_sellthrough_rate"]), 6)), Math.Round(Kpi(json, "observed_rate"), 6)]);
        Assert.Equal(.347727, Math.Round(CliAnswers.Number(CliAnswers.Rows(folder, "by_cluster").Single()["observed_sellthrough_rate"]), 6));
    }

    [Fact]
    public async Task Out_Folder_HoldsTheSpecsFilesWithItsColumns()
    {
        var folder = _cli.Files["out"];
        var json = await RunAsync(Sales(Shop()), Clusters(OneCluster), "--weights", "1/0/0", "--out", folder);
        string[] files = ["sellthrough_optimization_results.json", "sellthrough_optimization_report.md", "before_after_optimization_comparison.csv", "optimal_product_allocation.csv", "sell-through.xlsx"];
        Assert.Superset(files.ToHashSet(), Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).ToHashSet());
        Assert.Equal("metric,baseline_value,optimized_value,improvement_absolute,improvement_percentage,metric_type", Head("before_after_optimization_comparison"));
        Assert.Equal("str_code,spu_code,period,optimal_quantity,current_quantity,allocation_change,expected_sold_before,expected_sold_after,reason", Head("optimal_product_allocation"));
        Assert.StartsWith("spu_code,product_role,confidence_score,rationale,total_sales,store_coverage,fashion_ratio,consistency_score", Head("product_roles"));
        Assert.StartsWith("# Sell-through", File.ReadAllText(Path.Combine(folder, files[1])).TrimStart('\uFEFF'));
        using var book = new ClosedXML.Excel.XLWorkbook(Path.Combine(folder, files[4]));
        Assert.Superset(new HashSet<string> { "optimal_product_allocation", "constraints", "product_roles", "price_bands", "supply_demand_gap", "demand", "PARAMETERS" }, book.Worksheets.Select(w => w.Name).ToHashSet());
        Assert.True(Kpi(json, "baseline_rate") <= Kpi(json, "optimised_rate"));

        string Head(string table) => File.ReadLines(Path.Combine(folder, table + ".csv")).First().TrimStart('\uFEFF');
    }

    [Fact]
    public async Task Json_KeepsItsPublishedSchema_AndItsFiguresAreThoseOfTheTables()
    {
        var folder = _cli.Files["out"];
        await RunAsync(Sales(Shop()), Clusters(OneCluster), "--out", folder);
        var text = File.ReadAllText(Path.Combine(folder, "sellthrough_optimization_results.json"));
        var schema = await JsonSchema.FromFileAsync(Path.Combine(RealData.Checkout(), "docs", "sellthrough_optimization_results.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"status\": \"Optimal\"", "\"status\": \"Perhaps\"").Replace("\"gap\"", "\"gab\"")));
        var json = JsonNode.Parse(text)!;
        var results = json["optimization_results"]!;
        var metrics = CliAnswers.Rows(folder, "before_after_optimization_comparison").ToDictionary(m => m["metric"]);
        foreach (var key in new[] { "total_sales_amt", "weighted_avg_sellthrough_rate", "avg_capacity_utilization", "avg_products_per_store" })
        {
            Assert.Equal((double)results["baseline_performance"]![key]!, CliAnswers.Number(metrics[key]["baseline_value"]), 1e-9);
            Assert.Equal((double)results["optimized_performance"]![key]!, CliAnswers.Number(metrics[key]["optimized_value"]), 1e-9);
        }
        Assert.Equal(3, json["baseline_data"]!.AsArray().Count);
        Assert.Equal(10, json["steps"]!.AsArray().Count);
        Assert.True(DateTimeOffset.TryParse((string)json["timestamp"]!, out _));
    }

    [Fact]
    public async Task Plan_KeepsSupplyAndTheChangeLimit()
    {
        var folder = _cli.Files["out"];
        await RunAsync(Sales(Shop()), Clusters(OneCluster), "--out", folder, "--no-units-limit");
        var rows = CliAnswers.Rows(folder, "optimal_product_allocation");
        foreach (var product in rows.GroupBy(r => r["spu_code"]))
            Assert.Equal(product.Sum(r => CliAnswers.Number(r["current_quantity"])), product.Sum(r => CliAnswers.Number(r["optimal_quantity"])));
        Assert.All(rows, r => Assert.True(Math.Abs(CliAnswers.Number(r["allocation_change"])) <= Math.Max(1, Math.Floor(.3 * CliAnswers.Number(r["current_quantity"])))));
        Assert.All(rows.Where(r => r["str_code"] == "0001"), r => Assert.Equal("3", r["allocation_change"]));
    }

    [Fact]
    public async Task MoveCost_KeepsUnitsThatBringNothing()
    {
        // both stores have far more than anybody wants
        var (sales, clusters) = (Sales("S1,P1,A,x,100,10,500", "S1,P2,B,y,100,12,500", "S2,P1,A,x,90,9,600", "S2,P2,B,y,100,8,600"), Clusters("S1,1", "S2,1"));
        Assert.Equal(0, Kpi(await RunAsync(sales, clusters, "--weights", "1/0/0", "--move-cost", ".01"), "units_moved"));
        var free = await RunAsync(Sales(Shop()), Clusters(OneCluster), "--weights", "1/0/0", "--no-units-limit", "--move-cost", "0");
        var dear = await RunAsync(Sales(Shop()), Clusters(OneCluster), "--weights", "1/0/0", "--no-units-limit", "--move-cost", "10");
        Assert.True(Kpi(free, "units_moved") > 0);
        Assert.Equal(0, Kpi(dear, "units_moved"));
    }

    [Fact]
    public async Task DerivedTables_EditedAndGivenBack_AreTaken()
    {
        var (first, second) = (_cli.Files["one"], _cli.Files["two"]);
        var (sales, clusters) = (Sales(Shop()), Clusters(OneCluster));
        await RunAsync(sales, clusters, "--out", first);
        foreach (var (table, from, to) in new[] { ("product_roles", ",CORE,", ",SEASONAL,"), ("price_bands", ",ECONOMY,", ",LUXURY,"), ("store_attributes", ",Small,", ",Huge,") })
        {
            var path = Path.Combine(first, table + ".csv");
            File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        }
        await RunAsync(sales, clusters, "--roles", Path.Combine(first, "product_roles.csv"), "--bands", Path.Combine(first, "price_bands.csv"), "--stores", Path.Combine(first, "store_attributes.csv"), "--out", second);
        Assert.DoesNotContain(CliAnswers.Rows(second, "product_roles"), r => r["product_role"] == "CORE");
        Assert.Contains(CliAnswers.Rows(second, "product_roles"), r => r["product_role"] == "SEASONAL" && r["rationale"] == "given");
        Assert.DoesNotContain(CliAnswers.Rows(second, "price_bands"), r => r["price_band"] == "ECONOMY");
        Assert.All(CliAnswers.Rows(second, "store_attributes"), r => Assert.Equal("Huge", r["size_tier"]));
    }

    [Fact]
    public async Task Tables_OfTheDataset_CountWhereNoFileIsGiven()
    {
        var (held, given) = (_cli.Files.Write("product_roles.csv", "spu_code,product_role\nP1,CLEARANCE\nP2,best\n"), _cli.Files.Write("given.csv", "spu_code,product_role\nP1,SEASONAL\n"));
        var attributes = _cli.Files.Write("store_attributes.csv", "str_code,store_type,estimated_rack_capacity\n0001,Boutique,77\n");
        var folder = _cli.Files["held"];
        var json = await RunAsync(Sales(Shop()), Clusters(OneCluster), held, attributes, "--out", folder);
        Assert.Equal(("CLEARANCE", "given"), (CliAnswers.Rows(folder, "product_roles")[0]["product_role"], CliAnswers.Rows(folder, "product_roles")[0]["rationale"]));
        Assert.True(Says(json, "row 2, column product_role: 'best' is none of"));
        Assert.Equal(("Boutique", "77"), (CliAnswers.Rows(folder, "store_attributes")[0]["store_type"], CliAnswers.Rows(folder, "store_attributes")[0]["estimated_rack_capacity"]));
        await RunAsync(Sales(Shop()), Clusters(OneCluster), held, attributes, "--roles", given, "--out", folder);
        Assert.Equal("SEASONAL", CliAnswers.Rows(folder, "product_roles")[0]["product_role"]);
    }

    [Fact]
    public async Task NoSupply_IsRefused_UnlessTheEstimateIsOn()
    {
        var sales = _cli.Files.Write("nosupply.csv", "str_code,spu_code,cate_name,sub_cate_name,spu_sales_amt,quantity\nS1,P1,A,x,100,10\nS2,P1,A,x,50,5\n");
        Assert.Equal(2, await TryAsync(sales, Clusters("S1,1", "S2,1")));
        Assert.Contains("total_inventory_qty", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("estimate-supply", _cli.Error, StringComparison.Ordinal);
        var folder = _cli.Files["out"];
        var json = await RunAsync(sales, Clusters("S1,1", "S2,1"), "--estimate-supply", "--out", folder);
        Assert.Equal(15 / 23.0, Kpi(json, "observed_rate"), 1e-12); // 15 and round(7.5)
        Assert.True(Says(json, "Supply is an estimate"));
        Assert.Contains("estimate", File.ReadAllText(Path.Combine(folder, "sellthrough_optimization_report.md")), StringComparison.Ordinal);
        Assert.True((bool)JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "sellthrough_optimization_results.json")))!["supply_is_estimate"]!);
    }

    [Fact]
    public async Task SupplyBelowSales_IsRaisedAndListed()
    {
        var folder = _cli.Files["out"];
        var json = await RunAsync(Sales("S1,P1,A,x,100,10,4", "S2,P1,A,x,50,5,9"), Clusters("S1,1", "S2,1"), "--out", folder);
        Assert.True(Says(json, "store S1, product P1, 10 sold of 4"));
        Assert.Equal(15 / 19.0, Kpi(json, "observed_rate"), 1e-12);
        Assert.Equal(("S1", "4"), (CliAnswers.Rows(folder, "supply_below_sales").Single()["str_code"], CliAnswers.Rows(folder, "supply_below_sales").Single()["units_supplied"]));
    }

    [Fact]
    public async Task ZeroDemandEverywhere_MovesNothing()
    {
        var json = await RunAsync(Sales("S1,P1,A,x,0,0,4", "S2,P1,A,x,0,0,9"), Clusters("S1,1", "S2,1"));
        Assert.Equal((0, 0, 0), (Kpi(json, "observed_rate"), Kpi(json, "optimised_rate"), Kpi(json, "units_moved")));
        Assert.True(Says(json, "Nothing was sold anywhere"));
    }

    [Theory]
    [InlineData("--core-min", ".7", "core-min")]
    [InlineData("--seasonal-min", ".9", "core-min")]
    [InlineData("--role-max", ".1", "role-max")]
    [InlineData("--weights", "1/2", "weights")]
    [InlineData("--weights", "0/0/0", "weights")]
    [InlineData("--role-benchmark", "25/30/35/20", "role-benchmark")]
    public async Task ContradictoryOptions_AreRefusedBeforeAnythingRuns(string option, string value, string key)
    {
        Assert.Equal(2, await TryAsync(Sales(Shop()), Clusters(OneCluster), option, value));
        Assert.Contains("--" + key, _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneStore_AndOneProduct_StandStill()
    {
        var one = await RunAsync(Sales("S1,P1,A,x,100,10,40", "S1,P2,A,x,50,5,9"), Clusters("S1,1"));
        Assert.Equal((15 / 49.0, 0), (Kpi(one, "observed_rate"), Kpi(one, "units_moved")));
        Assert.True(Says(one, "There is one store"));
        var two = await RunAsync(Sales("S1,P1,A,x,100,10,10", "S2,P1,A,x,50,5,50"), Clusters("S1,1", "S2,1"), "--no-units-limit");
        Assert.True(Kpi(two, "optimised_rate") >= Kpi(two, "baseline_rate"));
    }

    [Fact]
    public async Task SupplyWithoutAStore_IsLeftOutAndTold()
    {
        var sales = _cli.Files.Write("sales.csv", "str_code,spu_code,cate_name,spu_sales_amt,quantity\nS1,P1,A,100,10\nS2,P1,A,50,5\n");
        var supply = _cli.Files.Write("supply.csv", "store,product,supply\nS1,P1,20\nS2,P1,10\nNOWHERE,P1,500\n");
        Assert.True(await _cli.RunAsync("sell-through", sales, supply, "--clusters", Clusters("S1,1", "S2,1"), "--json") == 0, _cli.Error);
        var json = JsonNode.Parse(_cli.Out)!;
        Assert.Equal(.5, Kpi(json, "observed_rate"), 1e-12);
        Assert.True(Says(json, "1 stores with sales or supply have no cluster"));
    }

    [Fact]
    public async Task FractionalAndNegativeQuantities_AreMendedAndTold()
    {
        var json = await RunAsync(Sales("S1,P1,A,x,100,10.5,20.4", "S2,P1,A,x,-50,-5,9", "S2,P2,A,x,50,5,-3", "S1,P2,A,x,50,5,10"), Clusters("S1,1", "S2,1"));
        Assert.True(Says(json, "more units came back than were sold"));
        Assert.True(Says(json, "the supply is below 0"));
        Assert.True(Says(json, "is no whole number of units"));
        Assert.Equal(20.5 / 44, Kpi(json, "observed_rate"), 1e-12); // 10.5 + 5 + 5 of 20 + 9 + 5 (raised) + 10
    }

    [Fact]
    public async Task ClusterWithNoData_IsTold() =>
        Assert.True(Says(await RunAsync(Sales(Shop()), Clusters([.. OneCluster, "0009,99"])), "1 clusters have neither sales nor supply and are left out: 99"));

    [Theory]
    [InlineData("--roles", "spu_code,product_role")]
    [InlineData("--bands", "spu_code,price_band")]
    [InlineData("--stores", "str_code,store_type")]
    [InlineData("--market", "category,multiplier")]
    public async Task OptionalFile_MissingUnreadableOrOfOtherIds_IsRefusedByName(string flag, string header)
    {
        var (sales, clusters) = (Sales(Shop()), Clusters(OneCluster));
        Assert.Equal(2, await TryAsync(sales, clusters, flag, _cli.Files["absent.csv"]));
        Assert.Contains("absent.csv", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await TryAsync(sales, clusters, flag, _cli.Files.Write("torn.xlsx", "PK\u0003\u0004 not a workbook")));
        Assert.Contains("torn.xlsx", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await TryAsync(sales, clusters, flag, _cli.Files.Write("other.csv", "a,b\n1,2\n")));
        Assert.Contains("other.csv", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(2, await TryAsync(sales, clusters, flag, _cli.Files.Write("ids.csv", $"{header}\nnobody,1\n")));
        Assert.Contains("ids.csv", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("nobody", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OptionalFile_WithABadRow_LosesThatRowAlone()
    {
        var roles = _cli.Files.Write("roles.csv", "spu_code,product_role\nP1,CORE\nP2,best\nP9,CORE\n");
        var folder = _cli.Files["out"];
        var json = await RunAsync(Sales(Shop()), Clusters(OneCluster), "--roles", roles, "--out", folder);
        Assert.True(Says(json, "roles.csv, line 3, column product_role: 'best' is none of"));
        Assert.True(Says(json, "1 of 3 rows name no product"));
        Assert.Equal(("CORE", "given"), (CliAnswers.Rows(folder, "product_roles")[0]["product_role"], CliAnswers.Rows(folder, "product_roles")[0]["rationale"]));
    }

    [Fact]
    public async Task CapacityBelowCurrentStock_IsRelaxedWithItsPrice()
    {
        var stores = _cli.Files.Write("stores.csv", "str_code,units_capacity\n0001,1000\n0002,1000\n0003,12\n");
        var json = await RunAsync(Sales(Shop()), Clusters(OneCluster), "--stores", stores);
        Assert.True(Kpi(json, "broken_limits") >= 1);
        Assert.True(Says(json, "0003: the plan is"));
        Assert.True(Says(json, "beyond this limit. No plan that the other limits allow comes closer"));
        Assert.True(Says(json, "would be kept."));
    }

    [Fact]
    public async Task OutputFolder_ThatCannotBeWritten_KeepsTheRun()
    {
        var file = _cli.Files.Write("taken", "");
        Assert.NotEqual(0, await TryAsync(Sales(Shop()), Clusters(OneCluster), "--out", Path.Combine(file, "below")));
        Assert.Contains("retailopt runs export", _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("64k", "No space left on device. The result is kept")]
    [InlineData("8m,ro", "Read-only file system")]
    public async Task OutputFolder_FullOrReadOnly_SaysSo_LeavesNoHalfFileAndKeepsTheRun(string volume, string says)
    {
        var folder = Directory.CreateDirectory(_cli.Files["small"]).FullName;
        await using var mounted = await SmallVolume.MountAsync(folder, volume);
        Assert.NotEqual(0, await TryAsync(Sales(Shop()), Clusters(OneCluster), "--out", Path.Combine(folder, "out")));
        Assert.Contains(says, _cli.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("retailopt runs export", _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), f => f.EndsWith(".part", StringComparison.Ordinal) || new FileInfo(f).Length == 0);
    }
}
