using System.Globalization;
using System.Text.Json.Nodes;
using ClosedXML.Excel;
using static RetailOpt.Tests.Cli.CliAnswers;

namespace RetailOpt.Tests.Cli;

/// <summary>The round trip: export a plan, edit it as a person does in Excel, and plan around the edits.</summary>
public sealed class PriceEditedTests : IDisposable
{
    private const int Skus = 6;
    private readonly CliRig _cli = new();
    private readonly string _data, _book;

    public PriceEditedTests()
    {
        var rows = new List<string> { "SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND,CATEGORY" };
        for (var sku = 0; sku < Skus; sku++)
            for (var row = 0; row < 8; row++)
            {
                var (md, list) = (.1 * ((row * 3 + sku) % 5), 5 + 2 * sku);
                var units = 20 + sku + Math.Round(40 * md * (1 + sku % 3)) + row % 2;
                rows.Add(FormattableString.Invariant($"00{sku},{list},{units},{units * list * (1 - md):0.00},0,.5,400,{(sku < 3 ? "Food" : "Toys")}"));
            }
        _data = _cli.Files.Write("data.csv", string.Join('\n', rows) + "\n");
        _book = _cli.Files["plan.xlsx"];
    }

    public void Dispose() => _cli.Dispose();

    private async Task<JsonNode> PriceAsync(params string[] more)
    {
        Assert.True(await _cli.RunAsync(["price", _data, "--json", .. more]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    /// <summary>Exports a plan, edits it and prices again around the edits.</summary>
    private async Task<(JsonNode Before, JsonNode After)> EditAsync(Action<IXLWorksheet> edit, params string[] more)
    {
        var before = await PriceAsync(["--target-md", ".2", "--out", _book, .. more]);
        Edit(edit);
        return (before, await PriceAsync(["--target-md", ".2", "--edited", _book, "--out", _cli.Files["after"], .. more]));
    }

    private void Edit(Action<IXLWorksheet> edit)
    {
        using var book = new XLWorkbook(_book);
        edit(book.Worksheet("PLAN"));
        book.Save();
    }

    private static IXLCell Cell(IXLWorksheet sheet, int row, string header) => sheet.Cell(row, sheet.Row(1).CellsUsed().Single(c => c.GetString() == header).Address.ColumnNumber);

    private static double Kpi(JsonNode json, string key) => (double)json["kpis"]!.AsArray().Single(k => (string)k!["key"]! == key)!["value"]!;

    private static JsonNode Scenario(JsonNode json, string name = "TGT_MD") => json["scenarios"]!.AsArray().Single(s => (string)s!["name"]! == name)!;

    private Dictionary<string, string>[] Rows(string table, string folder = "after") => CliAnswers.Rows(_cli.Files[folder], table);

    [Fact]
    public async Task Plan_Sheet_HasOneRowPerSkuWithReasons()
    {
        await PriceAsync("--target-md", ".2", "--out", _book);
        using var book = new XLWorkbook(_book);
        var sheet = book.Worksheet("PLAN");
        Assert.Equal(["SCENARIO", "SKU", "NAME", "CATEGORY", "MSRP", "MD", "LOCK", "PRICE", "SALES", "DEMAND", "MD_CURRENT", "MD_PLANNED", "BINDS", "POINT_WORTH", "NEXT_MD", "REGRET", "WHY", "TARGET"],
            sheet.Row(1).CellsUsed().Select(c => c.GetString()));
        Assert.Equal(Skus + 1, sheet.RowsUsed().Count());
        for (var row = 2; row <= Skus + 1; row++)
        {
            Assert.Equal(("TGT_MD", "", .2), (Cell(sheet, row, "SCENARIO").GetString(), Cell(sheet, row, "LOCK").GetString(), Cell(sheet, row, "TARGET").GetDouble()));
            Assert.Equal(Cell(sheet, row, "MD").GetDouble(), Cell(sheet, row, "MD_PLANNED").GetDouble());
            Assert.Contains(" off", Cell(sheet, row, "WHY").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("MAX_DEMAND")]
    [InlineData("w-md-demand-inv")]
    public async Task Plan_OfAnotherScenario_IsThatPlan(string scenario)
    {
        var json = await PriceAsync("--plan", scenario, "--out", _cli.Files["after"]);
        var key = scenario.ToUpperInvariant().Replace('-', '_');
        Assert.All(Rows("PLAN"), r => Assert.Equal(key, r["SCENARIO"]));
        Assert.Equal((double)Scenario(json, key)["demand"]!, Rows("PLAN").Sum(r => Number(r["DEMAND"])), 1e-2);
    }

    [Theory]
    [InlineData("TGT_MD")]
    [InlineData("MAX_DEMAND")]
    [InlineData("W_MD_INV")]
    public async Task Edited_UneditedWorkbook_GivesTheSamePlan(string scenario)
    {
        var (before, after) = await EditAsync(_ => { }, "--plan", scenario);
        // a workbook holds 15 digits of the target
        foreach (var (a, b) in before["scenarios"]!.AsArray().Zip(after["scenarios"]!.AsArray())) Assert.Equal((double)a!["demand"]!, (double)b!["demand"]!, 1e-8);
        Assert.Empty(Rows("DIFFERENCES"));
        Assert.Equal((0, Kpi(after, "edited_before")), (Kpi(after, "edits"), Kpi(after, "edited_after")), (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-6 * b.Item2);
    }

    [Fact]
    public async Task Edited_WithoutTargetOrScenario_TakesThoseOfTheWorkbook()
    {
        var target = Math.Round((double)Scenario(await PriceAsync(), "TGT_DEMAND")["demand"]!);
        await PriceAsync("--target-demand", target.ToString(CultureInfo.InvariantCulture), "--plan", "TGT_DEMAND", "--out", _book);
        var after = await PriceAsync("--edited", _book, "--out", _cli.Files["after"]);
        Assert.Equal(target, (double)Scenario(after, "TGT_DEMAND")["target"]!);
        Assert.Contains(Notices(after), n => n == FormattableString.Invariant($"No target demand was given: {target:#,##0}, that of the edited plan, is taken."));
        Assert.All(Rows("PLAN"), r => Assert.Equal("TGT_DEMAND", r["SCENARIO"]));
        Assert.Empty(Rows("DIFFERENCES"));
    }

    [Fact]
    public async Task Edited_MarkdownAndLock_AreKeptAndTheRestIsPlannedAround()
    {
        var held = 0.0;
        var (before, after) = await EditAsync(sheet =>
        {
            Cell(sheet, 2, "MD").Value = .45;
            Cell(sheet, 4, "LOCK").Value = "x";
            held = Cell(sheet, 4, "MD").GetDouble();
        });
        var rows = Rows("DIFFERENCES").ToDictionary(r => r["SKU"]);
        Assert.Equal(("EDITED", .45), (rows["000"]["DONE"], Number(rows["000"]["MD_AFTER"])));
        Assert.Equal("LOCKED", rows["002"]["DONE"]);
        Assert.Equal((held, held), (Number(rows["002"]["MD_BEFORE"]), Number(rows["002"]["MD_AFTER"])));
        Assert.All(rows.Values.Where(r => r["SKU"] is not ("000" or "002")), r => Assert.Equal("MOVED", r["DONE"]));
        Assert.Equal(.2, (double)Scenario(after)["weighted_md"]!, 1e-9);
        Assert.True((double)Scenario(after)["demand"]! < (double)Scenario(before)["demand"]!);
        Assert.Equal((2, (double)Scenario(before)["demand"]!, (double)Scenario(after)["demand"]!), (Kpi(after, "edits"), Kpi(after, "edited_before"), Kpi(after, "edited_after")), (a, b) =>
            a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < .01 && Math.Abs(a.Item3 - b.Item3) < .01);
        Assert.Equal(Kpi(after, "edited_after") - Kpi(after, "edited_before"), rows.Values.Sum(r => Number(r["CHANGE"])), .01);
        var sizes = Rows("DIFFERENCES").Select(r => Math.Abs(Number(r["CHANGE"]))).ToArray();
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Contains(Notices(after), n => n.StartsWith("plan.xlsx/PLAN: 1 SKUs edited and 1 locked in the plan of TGT_MD; the optimiser moved ", StringComparison.Ordinal));
        Assert.Equal("x", Rows("PLAN").Single(r => r["SKU"] == "002")["LOCK"]); // the next round keeps it
    }

    [Fact]
    public async Task Edited_EverySkuLocked_GivesTheSameTotals()
    {
        var (before, after) = await EditAsync(sheet =>
        {
            for (var row = 2; row <= Skus + 1; row++) Cell(sheet, row, "LOCK").Value = row % 2 == 0 ? "yes" : "1";
        });
        foreach (var key in new[] { "demand", "sales_qty", "inventory", "weighted_md" })
            Assert.Equal((double)Scenario(before)[key]!, (double)Scenario(after)[key]!, 1e-6);
    }

    [Theory]
    [InlineData("--ladder", ".05")]
    [InlineData("--weeks", "2")]
    public async Task Edited_PlanOnSteps_IsPlannedAroundTheEdits(string flag, string value)
    {
        var (before, same) = await EditAsync(_ => { }, flag, value);
        Assert.Equal((double)Scenario(before)["demand"]!, Rows("PLAN").Sum(r => Number(r["DEMAND"])), 1e-2);
        Assert.Equal(before["scenarios"]!.ToJsonString(), same["scenarios"]!.ToJsonString());
        Assert.Empty(Rows("DIFFERENCES"));
        await EditAsync(sheet => Cell(sheet, 2, "MD").Value = .43, flag, value);
        Assert.Equal(.43, Number(Rows("PLAN").Single(r => r["SKU"] == "000")["MD"]), 1e-12);
        Assert.Equal(.43, Number(Rows("DIFFERENCES").Single(r => r["DONE"] == "EDITED")["MD_AFTER"]), 1e-12);
    }

    [Fact]
    public async Task Edited_CsvOfThePlan_ServesLikeTheWorkbook()
    {
        await PriceAsync("--target-md", ".2", "--out", _cli.Files["before"]);
        var path = Path.Combine(_cli.Files["before"], "PLAN.csv");
        var lines = File.ReadAllLines(path);
        var cells = lines[1].Split(',');
        cells[Array.IndexOf(lines[0].TrimStart('\uFEFF').Split(','), "MD")] = "10%";
        File.WriteAllLines(path, [lines[0], string.Join(',', cells), .. lines[2..]]);
        await PriceAsync("--target-md", ".2", "--edited", path, "--out", _cli.Files["after"]);
        var row = Rows("DIFFERENCES").Single(r => r["SKU"] == "000");
        Assert.Equal(("EDITED", .1), (row["DONE"], Number(row["MD_AFTER"])));
    }

    [Fact]
    public async Task Edited_MissingSku_IsToldAndPlannedFreely()
    {
        var (_, after) = await EditAsync(sheet => sheet.Row(3).Delete());
        Assert.Contains("plan.xlsx/PLAN: 1 SKUs are missing and are planned freely: 001.", Notices(after));
        var row = Assert.Single(Rows("DIFFERENCES"), r => r["DONE"] == "NEW");
        Assert.Equal(("001", ""), (row["SKU"], row["MD_BEFORE"]));
    }

    [Fact]
    public async Task Edited_ExtraSku_IsToldAndIgnored()
    {
        var (before, after) = await EditAsync(sheet =>
        {
            Cell(sheet, 9, "SKU").Value = "X9";
            Cell(sheet, 9, "MD").Value = .3;
            Cell(sheet, 9, "MD_PLANNED").Value = .1;
        });
        Assert.Contains("plan.xlsx/PLAN: 1 SKUs are not among those priced and are left out: X9.", Notices(after));
        Assert.Equal(before["scenarios"]!.ToJsonString(), after["scenarios"]!.ToJsonString());
    }

    [Theory]
    [InlineData("a third", "'a third' is not a number; write .3 or 30%")]
    [InlineData("30", "'30' is not from 0 to below 1; write .3 or 30%")]
    [InlineData("-.1", "'-0.1' is not from 0 to below 1; write .3 or 30%")]
    [InlineData("1", "'1' is not from 0 to below 1; write .3 or 30%")]
    [InlineData("", "'' is not a number; write .3 or 30%")]
    public async Task Edited_MarkdownThatIsNone_IsToldWithItsPlaceAndThePlannedOneIsKept(string typed, string why)
    {
        var (before, after) = await EditAsync(sheet =>
        {
            if (double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) Cell(sheet, 5, "MD").Value = number;
            else Cell(sheet, 5, "MD").Value = typed;
        });
        Assert.Contains(Notices(after), n => n.StartsWith($"plan.xlsx/PLAN: 1 rows could not be used: row 5, column MD: {why}; the planned ", StringComparison.Ordinal));
        Assert.Equal(before["scenarios"]!.ToJsonString(), after["scenarios"]!.ToJsonString());
    }

    [Fact]
    public async Task Edited_PercentAsText_IsAMarkdown()
    {
        await EditAsync(sheet => Cell(sheet, 5, "MD").Value = "35%");
        Assert.Equal(.35, Number(Rows("DIFFERENCES").Single(r => r["DONE"] == "EDITED")["MD_AFTER"]), 1e-12);
    }

    [Fact]
    public async Task Edited_PlannedMarkdownSpoilt_IsToldAndTheSkuPlannedFreely()
    {
        var (_, after) = await EditAsync(sheet => (Cell(sheet, 5, "MD_PLANNED").Value, Cell(sheet, 5, "MD").Value) = ("?", .45));
        Assert.Contains(Notices(after), n => n.Contains("row 5, column MD_PLANNED: '?' is not the markdown that was planned", StringComparison.Ordinal));
        Assert.Equal("NEW", Rows("DIFFERENCES").Single(r => r["SKU"] == "003")["DONE"]);
    }

    [Fact]
    public async Task Edited_AndALockFile_TheEditedPlanHolds()
    {
        await PriceAsync("--target-md", ".2", "--out", _book);
        Edit(sheet => Cell(sheet, 2, "MD").Value = .45);
        var after = await PriceAsync("--target-md", ".2", "--edited", _book, "--lock", _cli.Files.Write("l.csv", "SKU,MD\n000,.1\n001,.1\n"), "--out", _cli.Files["after"]);
        Assert.Contains("lock: 1 SKUs have a later rule, which holds: 000.", Notices(after));
        var rows = Rows("PLAN").ToDictionary(r => r["SKU"], r => Number(r["MD"]));
        Assert.Equal((.45, .1), (rows["000"], rows["001"]));
    }

    [Fact]
    public async Task Edited_OfAnotherScenarioThanAskedFor_IsTold()
    {
        await PriceAsync("--target-md", ".2", "--out", _book);
        var after = await PriceAsync("--target-md", ".2", "--edited", _book, "--plan", "MAX_DEMAND");
        Assert.Contains("plan.xlsx/PLAN is the plan of TGT_MD; it is compared with MAX_DEMAND, as asked for by plan.", Notices(after));
    }

    [Fact]
    public async Task Edited_ThatMakesTheTargetUnattainable_SaysSo()
    {
        var (_, after) = await EditAsync(sheet =>
        {
            for (var row = 2; row <= Skus + 1; row++) Cell(sheet, row, "MD").Value = .01;
        });
        Assert.Equal("Infeasible", (string)Scenario(after)["status"]!);
        Assert.Contains("plan.xlsx/PLAN: 6 SKUs edited and 0 locked in the plan of TGT_MD; no plan around them meets the target.", Notices(after));
        Assert.Contains(Notices(after), n => n.Contains("Without the lock on SKU ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edited_ChangedHeader_IsRefusedWithWhatWasFoundAndWanted() =>
        await RefusedAsync(sheet => Cell(sheet, 1, "MD_PLANNED").Value = "Planned before", "plan.xlsx/PLAN has no column MD_PLANNED.", "not known in it: NAME, CATEGORY, MSRP, PRICE, MD_CURRENT, Planned before,");

    [Fact]
    public async Task Edited_WorkbookWithoutTheSheet_IsRefused() =>
        await RefusedAsync(sheet => sheet.Delete(), "plan.xlsx has no sheet PLAN; it has: SUMMARY, RESULT, DEMAND_SALES, PARAMETERS.");

    [Fact]
    public async Task Edited_PlanOfOtherData_IsRefused() => await RefusedAsync(sheet =>
    {
        for (var row = 2; row <= Skus + 1; row++) Cell(sheet, row, "SKU").Value = $"Z{row}";
    }, "plan.xlsx/PLAN has no SKU in common with the data (Z2, Z3, Z4 ...): it is the plan of other data.");

    [Fact]
    public async Task Edited_ScenarioSpoilt_IsRefused() =>
        await RefusedAsync(sheet => Cell(sheet, 2, "SCENARIO").Value = "BEST", "plan.xlsx/PLAN, row 2, column SCENARIO: 'BEST' is no scenario");

    private async Task RefusedAsync(Action<IXLWorksheet> edit, params string[] why)
    {
        await PriceAsync("--target-md", ".2", "--out", _book);
        Edit(edit);
        Assert.Equal(2, await _cli.RunAsync("price", _data, "--edited", _book));
        Assert.All(why, w => Assert.Contains(w, _cli.Error, StringComparison.Ordinal));
    }
}
