using System.Text.Json.Nodes;
using ClosedXML.Excel;

namespace RetailOpt.Tests.Cli;

/// <summary>`--out`: what people take away from pricing, opened again as they would.</summary>
public sealed class PriceExportTests : IDisposable
{
    private static readonly string[] Ten = ["MAX_DEMAND", "MIN_W_MD", "MAX_W_MD", "TGT_MD", "TGT_DEMAND", "TGT_INV", "W_MD_DEMAND", "DEMAND_INV", "W_MD_INV", "W_MD_DEMAND_INV"];
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    /// <summary>Six products in two categories over thirty weeks, marked down by a rule so that nothing is random.</summary>
    private string Sales()
    {
        var rows = new List<string> { "date,sku,category,units,spend,base_price" };
        for (var product = 0; product < 6; product++)
            for (var week = 0; week < 30; week++)
            {
                var (md, list) = (.1 * ((week * 7 + product) % 5), 4 + product);
                var units = Math.Round((10 + product) * Math.Exp((1 + .3 * product) * md)) + week % 3;
                rows.Add(FormattableString.Invariant($"{new DateOnly(2024, 1, 3).AddDays(7 * week):yyyy-MM-dd},00{product},{(product < 3 ? "=Dairy" : "Snacks")},{units},{units * list * (1 - md):0.00},{list}"));
            }
        return _cli.Files.Write("shop.csv", string.Join('\n', rows) + "\n");
    }

    private async Task<JsonNode> RunAsync(params string[] args)
    {
        Assert.True(await _cli.RunAsync([.. args, "--json"]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    [Fact]
    public async Task Price_OutWorkbook_HasTheSheetsAndColumnsOfTheSpecification()
    {
        var path = _cli.Files["Pricing_Result.xlsx"];
        var json = await RunAsync("price", Sales(), "--target-md", ".2", "--target-demand", "1e9", "--horizon", "4", "--out", path);
        Assert.Equal(path, (string?)json["files"]![0]);
        using var book = new XLWorkbook(path);
        Assert.Equal(["SUMMARY", "RESULT", "DEMAND_SALES", "PLAN", "PARAMETERS"], book.Worksheets.Select(s => s.Name));
        Assert.Equal(["SCENARIO", "DEMAND", "SALES_QTY", "INVENTORY", "WEIGHTED_MD", "STATUS", "GAP", "TARGET"], Header(book, "SUMMARY").Take(8));
        Assert.Equal(["SKU", "MSRP", "MD_LOWER_BOUND", "MD_UPPER_BOUND", "INV", "a", "b", "METHOD", "MSE", .. Ten.SelectMany(s => new[] { s + "_MD", s + "_SALES", s + "_DEMAND" })], Header(book, "RESULT").Take(39));
        Assert.Equal(["SKU", "MD=0.0 D", "MD=0.05 D", "MD=0.1 D"], Header(book, "DEMAND_SALES").Take(4));
        Assert.Equal((41, "MD=0.95 S"), (Header(book, "DEMAND_SALES").Count, Header(book, "DEMAND_SALES")[^1]));
        SummaryIsTheJson(book.Worksheet("SUMMARY"), json);
        ResultSumsToTheSummary(book, json);
        Assert.Equal("000", book.Worksheet("RESULT").Cell(2, 1).GetString()); // an id is text: its zeros stay
        var parameters = book.Worksheet("PARAMETERS").RowsUsed().Select(r => string.Join(' ', r.CellsUsed().Select(c => c.GetString()))).ToArray();
        foreach (var said in new[] { "target-md", "horizon", "software version", "shop" }) Assert.Contains(parameters, p => p.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Price_OutFolder_HasWorkbookTablesAndReport()
    {
        var folder = _cli.Files["out"];
        await RunAsync("price", Sales(), "--out", folder);
        Assert.Superset(new HashSet<string> { "price.xlsx", "report.md", "SUMMARY.csv", "RESULT.csv", "DEMAND_SALES.csv", "FRONTS.csv", "DROPPED_ROWS.csv", "REFUSED_SKUS.csv" },
            Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).ToHashSet());
        Assert.StartsWith("SCENARIO,DEMAND,SALES_QTY", File.ReadLines(Path.Combine(folder, "SUMMARY.csv")).First(), StringComparison.Ordinal);
        Assert.Contains("# Markdown pricing", File.ReadAllText(Path.Combine(folder, "report.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pricing_Data.xlsx")]
    [InlineData("Pricing_Data.csv")]
    public async Task PricingData_ReadAgain_PricesLikeTheDataset(string name)
    {
        var (sales, path) = (Sales(), _cli.Files[name]);
        await RunAsync("pricing-data", sales, "--out", path);
        string[] targets = ["--target-md", ".2", "--target-demand", "900", "--target-inventory", "150"];
        var (a, b) = (await RunAsync(["price", sales, .. targets]), await RunAsync(["price", path, .. targets]));
        for (var i = 0; i < 10; i++)
            foreach (var key in new[] { "demand", "sales_qty", "inventory", "weighted_md" })
            {
                var (x, y) = ((double?)a["scenarios"]![i]![key], (double?)b["scenarios"]![i]![key]);
                Assert.True(x is null ? y is null : Math.Abs(x.Value - y!.Value) <= 1e-4 * Math.Max(1, Math.Abs(x.Value)), $"{Ten[i]} {key}: {x} and {y}");
            }
    }

    [Fact]
    public async Task RunsExport_WritesAnEarlierRun()
    {
        var id = (string)(await RunAsync("price", Sales()))["run"]!;
        var path = _cli.Files["again.csv"];
        await RunAsync("runs", "export", id, "--out", path);
        Assert.Equal(11, File.ReadLines(path).Count());
    }

    [Fact]
    public async Task Price_OutThatCannotBeWritten_SaysWhereTheResultIs()
    {
        var folder = Directory.CreateDirectory(_cli.Files["taken.xlsx"]).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "price.xlsx"));
        Assert.Equal(3, await _cli.RunAsync("price", Sales(), "--out", folder));
        Assert.Contains("retailopt runs export", _cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(folder), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    private static List<string> Header(XLWorkbook book, string sheet) => [.. book.Worksheet(sheet).Row(1).CellsUsed().Select(c => c.GetString())];

    private static void SummaryIsTheJson(IXLWorksheet sheet, JsonNode json)
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Ten[i], sheet.Cell(i + 2, 1).GetString());
            var demand = (double?)json["scenarios"]![i]!["demand"];
            if (demand is null) Assert.True(sheet.Cell(i + 2, 2).IsEmpty());
            else Assert.Equal(demand.Value, sheet.Cell(i + 2, 2).GetDouble(), 1e-4);
        }
        Assert.Equal("Infeasible", sheet.Cell(6, 6).GetString());
        Assert.Equal("<= 1e-9", sheet.Cell(2, 7).GetString());
    }

    private static void ResultSumsToTheSummary(XLWorkbook book, JsonNode json)
    {
        var header = Header(book, "RESULT");
        for (var i = 0; i < 10; i++)
        {
            if ((double?)json["scenarios"]![i]!["demand"] is not { } demand) continue;
            var column = header.IndexOf(Ten[i] + "_DEMAND") + 1;
            Assert.Equal(demand, book.Worksheet("RESULT").Rows(2, 7).Sum(r => r.Cell(column).GetDouble()), .01);
        }
    }
}
