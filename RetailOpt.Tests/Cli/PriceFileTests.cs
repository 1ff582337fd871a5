using System.Text.Json.Nodes;
using ClosedXML.Excel;
using static RetailOpt.Tests.Cli.CliAnswers;

namespace RetailOpt.Tests.Cli;

/// <summary>`price FILE` from the file to the JSON document, with the files people bring.</summary>
public sealed class PriceFileTests : IDisposable
{
    private const string Header = "SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND";
    private const string Good = """
        A,10,10,100,0,.5,60
        A,10,15,120,0,.5,60
        A,10,22,154,0,.5,60
        B,20,5,100,0,.4,30
        B,20,6,108,0,.4,30
        B,20,9,144,0,.4,30
        """;

    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private string File(params string[] rows) => _cli.Files.Write($"data{rows.Length}.csv", string.Join('\n', rows) + "\n");

    private async Task<JsonNode> PriceAsync(string file, params string[] more)
    {
        var code = await _cli.RunAsync(["price", file, "--json", .. more]);
        Assert.True(code == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;

    [Fact]
    public async Task Price_CsvFile_TellsTenScenarios()
    {
        var json = await PriceAsync(File(Header, Good), "--target-md", ".3", "--target-demand", "300", "--target-inventory", "50");
        var scenarios = json["scenarios"]!.AsArray();
        Assert.Equal(["MAX_DEMAND", "MIN_W_MD", "MAX_W_MD", "TGT_MD", "TGT_DEMAND", "TGT_INV", "W_MD_DEMAND", "DEMAND_INV", "W_MD_INV", "W_MD_DEMAND_INV"], scenarios.Select(s => (string)s!["name"]!));
        Assert.All(scenarios, s => Assert.Superset(new HashSet<string> { "name", "status", "demand", "sales_qty", "inventory", "weighted_md", "gap", "target" }, s!.AsObject().Select(p => p.Key).ToHashSet()));
        Assert.InRange((double)scenarios[3]!["gap"]!, 1e-9, 1e-6);
        Assert.Equal(.3, (double)scenarios[3]!["weighted_md"]!, 1e-9);
        Assert.Equal(300, (double)scenarios[4]!["demand"]!, .01);
        Assert.Equal(50, (double)scenarios[5]!["inventory"]!, 1e-6);
        Assert.Equal(90, (double)scenarios[0]!["inventory"]! + (double)scenarios[0]!["sales_qty"]!, 1e-9);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Price_Json_HasTheIntervalAndTheDemandOnTheRawCurve(string shrink)
    {
        var json = await PriceAsync(File(Header, Good), "--shrink", shrink);
        foreach (var scenario in json["scenarios"]!.AsArray())
        {
            double demand = (double)scenario!["demand"]!, curve = (double)scenario["demand_curve"]!;
            Assert.InRange(demand, (double)scenario["demand_low"]!, (double)scenario["demand_high"]!);
            Assert.True((double)scenario["demand_low"]! < (double)scenario["demand_high"]!);
            // the raw curve is another one exactly where curves lean on their category
            Assert.Equal(shrink == "true", Math.Abs(demand - curve) > 1e-3);
        }
    }

    [Fact]
    public async Task Price_Robust_PromisesLessAndSaysSo()
    {
        var (usual, robust) = (await PriceAsync(File(Header, Good)), await PriceAsync(File(Header, Good), "--robust"));
        Assert.True((double)robust["scenarios"]![0]!["demand"]! < (double)usual["scenarios"]![0]!["demand"]!);
        Assert.Contains(Notices(robust), n => n.Contains("pessimistic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Price_OutOfReachTarget_IsNullNumbersAndExitCode0()
    {
        var json = await PriceAsync(File(Header, Good), "--target-md", ".9");
        var scenario = json["scenarios"]![3]!;
        Assert.Equal(("TGT_MD", "Infeasible", .9), ((string)scenario["name"]!, (string)scenario["status"]!, (double)scenario["target"]!));
        foreach (var key in new[] { "demand", "sales_qty", "inventory", "weighted_md", "gap" }) Assert.Null(scenario[key]);
        Assert.Equal(10, json["scenarios"]!.AsArray().Count);
    }

    [Fact]
    public async Task Price_OnATerminal_ReadsTargetsInTheirUnits()
    {
        Assert.Equal(0, await _cli.RunAsync("price", File(Header, Good), "--target-md", ".3", "--target-demand", "1e6", "--target-inventory", "50", "--shrink", "false"));
        var lines = _cli.Out.Split('\n').Select(l => l.TrimEnd()).ToArray();
        Assert.Contains(lines, l => l.StartsWith("TGT_MD ", StringComparison.Ordinal) && l.Contains(" 30.00%  ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("TGT_INV ", StringComparison.Ordinal) && l.Contains(" 50.0  ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("TGT_DEMAND ", StringComparison.Ordinal) && l.EndsWith("it can be from 186.93 to 385.98.", StringComparison.Ordinal));
        Assert.DoesNotContain("GAP_AT_MOST", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_Json_NamesTheDatasetAndTypesTheOptions()
    {
        var json = await PriceAsync(File(Header, Good), "--target-md", ".3", "--horizon", "2");
        Assert.Equal(("data2", .3, 2, "product"), ((string)json["dataset"]!["name"]!, (double)json["options"]!["target-md"]!, (int)json["options"]!["horizon"]!, (string)json["options"]!["by"]!));
    }

    [Fact]
    public async Task Price_TheSameFileTwice_IsImportedOnce()
    {
        var file = File(Header, Good);
        await PriceAsync(file);
        await PriceAsync(file);
        Assert.Contains("imported before", _cli.Error, StringComparison.Ordinal);
        await _cli.RunAsync("datasets", "--json");
        Assert.Single(JsonNode.Parse(_cli.Out)!.AsArray());
    }

    [Fact]
    public async Task Price_Workbook_PricesLikeTheCsv()
    {
        var path = _cli.Files["Pricing_Data.xlsx"];
        using (var book = new XLWorkbook())
        {
            var sheet = book.AddWorksheet("Data");
            var rows = new[] { Header }.Concat(Good.Split('\n')).ToArray();
            for (var r = 0; r < rows.Length; r++)
                foreach (var (cell, c) in rows[r].Split(',').Select((cell, c) => (cell, c)))
                    if (r > 0 && c > 0) sheet.Cell(r + 1, c + 1).Value = double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);
                    else sheet.Cell(r + 1, c + 1).Value = cell;
            book.SaveAs(path);
        }
        var (a, b) = (await PriceAsync(File(Header, Good)), await PriceAsync(path));
        Assert.Equal(a["scenarios"]!.ToJsonString(), b["scenarios"]!.ToJsonString());
    }

    [Fact]
    public async Task Price_HeadersInAnotherOrderAndByAlias_AreFound()
    {
        var turned = Good.Split('\n').Select(r => r.Split(',')).Select(c => string.Join(',', c[6], c[5], c[4], c[3], c[2], c[1], c[0]));
        var (a, b) = (await PriceAsync(File(Header, Good)), await PriceAsync(File(["INV,MD_UPPER_BOUND,MD_LOWER_BOUND,SALES_AMT,SALES_QTY,MSRP,SKU", .. turned])));
        Assert.Equal(a["scenarios"]!.ToJsonString(), b["scenarios"]!.ToJsonString());
    }

    [Theory]
    [InlineData("NAME,COLOUR\nA,red", "no table could be recognised")]
    [InlineData("SKU,MSRP,SALES_QTY\nA,1,2", "lack amount (SALES_AMT")]
    [InlineData("SKU,MSRP,SALES_QTY,SALES_AMT\nA,10,0,5\nA,10,2,-1", "no SKU that can be priced. 2 rows were dropped")]
    [InlineData("SKU,MSRP,SALES_QTY,SALES_AMT\nA,10,many,5", "line 2, column SALES_QTY: 'many' is not a number")]
    [InlineData("SKU,MSRP,SALES_QTY,SALES_AMT", "no row")]
    public async Task Price_FileThatCannotServe_ExitsWith2AndSaysWhy(string text, string why)
    {
        Assert.Equal(2, await _cli.RunAsync("price", File(text)));
        Assert.Contains(why, _cli.Error, StringComparison.Ordinal);
        Assert.Empty(_cli.Out);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("1e999")]
    public async Task Price_NumberThatIsNone_LosesThatRowAloneAndNamesIt(string quantity)
    {
        var json = await PriceAsync(File(Header, $"A,10,{quantity},50,0,.5,60", Good));
        Assert.Equal(2, Kpi(json, "skus"));
        Assert.Contains("line 2, column SALES_QTY", _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C,10,5,40,.6,.2,60", "markdown bounds are crossed")]
    [InlineData("C,10,5,40,-.2,.2,60", "at least 0 and below 1")]
    [InlineData("C,10,5,40,.2,1.5,60", "at least 0 and below 1")]
    [InlineData("C,10,5,40,.2,1,60", "at least 0 and below 1")]
    [InlineData("C,10,5,40,.2,.5,-60", "inventory is below zero")]
    [InlineData("C,10,0,40,.2,.5,60", "every row was dropped")]
    [InlineData("C,0,5,40,.2,.5,60", "every row was dropped")]
    public async Task Price_SkuThatCannotServe_IsRefusedAndTheRestGoesOn(string row, string why)
    {
        var json = await PriceAsync(File(Header, Good, row));
        Assert.Equal((2, 1), (Kpi(json, "skus"), Kpi(json, "refused")));
        Assert.Contains(Notices(json), n => n.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Price_OneRowPerSku_IsPricedAndFlagged()
    {
        var json = await PriceAsync(File(Header, "A,10,10,90,0,.5,60", "B,20,5,80,0,.4,30"));
        Assert.Contains(Notices(json), n => n.StartsWith("2 SKUs were seen at one markdown only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Price_MsrpThatVaries_IsWarnedAndTheFirstHolds()
    {
        var json = await PriceAsync(File(Header, Good, "A,12,9,100,0,.5,60"));
        Assert.Contains(Notices(json), n => n.StartsWith("1 SKUs have several MSRPs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PricingData_OfADataset_TellsItsRows()
    {
        Assert.Equal(0, await _cli.RunAsync("pricing-data", File(Header, Good), "--json"));
        Assert.Equal(6, JsonNode.Parse(_cli.Out)!["pricing_data"]!.AsArray().Count);
    }
}
