using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Browser;

/// <summary>The road through the product as a person walks it.</summary>
public sealed class JourneyTests(Dashboard dashboard)
{
    private const string Pricing = """
        SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND
        A-01,10,20,200,0,0.5,100
        A-01,10,30,240,0,0.5,100
        A-01,10,42,252,0,0.5,100
        B-02,25,8,200,0.1,0.4,40
        B-02,25,11,220,0.1,0.4,40
        B-02,25,fifteen,300,0.1,0.4,40
        =C-03,4,100,400,0,0.6,500
        =C-03,4,140,448,0,0.6,500
        """;

    [Fact]
    public async Task Upload_PricingFile_BecomesAPlanAndAWorkbook()
    {
        using var folder = new TempFolder();
        var page = await dashboard.OpenAsync(_ => "/import");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(folder.Write("Prices of spring.csv", Pricing));
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 1 file" }).WaitForAsync();
        await Dashboard.SettleAsync(page);
        await PictureTests.TakeAsync(page, "import-preview-wide-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import 1 file" }).ClickAsync();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Prices of spring", Exact = true }).First.ClickAsync(new() { Timeout = 60_000 });
        await page.WaitForURLAsync("**/data/*");
        await page.GetByText("What this data can answer").WaitForAsync();
        await page.GotoAsync("/pricing?data=" + page.Url.Split('/')[^1]);
        await Dashboard.SettleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as run" }).ClickAsync();
        await page.Locator("a[href*='/runs/']").Filter(new() { HasText = "run" }).First.ClickAsync(new() { Timeout = 60_000 });
        await page.GetByText("Completed").First.WaitForAsync(new() { Timeout = 60_000 });
        var run = new Uri(page.Url).AbsolutePath.Split('/')[^1];

        using var client = new HttpClient();
        using var workbook = new ClosedXML.Excel.XLWorkbook(new MemoryStream(await client.GetByteArrayAsync($"{dashboard.Url}/runs/{run}/export?format=xlsx", TestContext.Current.CancellationToken)));
        Assert.Equal(["SUMMARY", "RESULT", "DEMAND_SALES", "PLAN", "PARAMETERS"], workbook.Worksheets.Select(s => s.Name));
        var skus = workbook.Worksheet("RESULT").Column(1).CellsUsed().Skip(1).ToArray();
        Assert.Equal(["=C-03", "A-01", "B-02"], skus.Select(c => c.GetString()).Order(StringComparer.Ordinal));
        Assert.All(skus, c => Assert.False(c.HasFormula));
    }

    [Fact]
    public async Task Sku_Locked_TableAndFiguresFollow()
    {
        var page = await dashboard.OpenAsync(d => $"/pricing?data={d.Sample}&plan=MAX_DEMAND");
        var demand = page.Locator("[data-kpi=demand] dd").First;
        var before = await demand.InnerTextAsync();
        await page.Locator("#what-if").PressAsync("Home");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Lock at") }).ClickAsync();
        await page.Locator(".lock-state").WaitForAsync();
        await page.WaitForURLAsync("**locks=*");
        Assert.NotEqual(before, await demand.InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Unlock", Exact = true }).First.ClickAsync();
        await page.Locator(".lock-state").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(before, await demand.InnerTextAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Workbook_EditedInExcel_ComesBackAsDifferences()
    {
        using var folder = new TempFolder();
        var page = await dashboard.OpenAsync(d => $"/pricing?data={d.Sample}&target-md=0.1");
        var run = await Dashboard.SaveAsRunAsync(page);
        using var client = new HttpClient();
        using var book = new ClosedXML.Excel.XLWorkbook(new MemoryStream(await client.GetByteArrayAsync($"{dashboard.Url}/runs/{run}/export?format=xlsx", TestContext.Current.CancellationToken)));
        var plan = book.Worksheet("PLAN");
        int Column(string header) => plan.Row(1).CellsUsed().Single(c => c.GetString() == header).Address.ColumnNumber;
        var sku = plan.Cell(2, Column("SKU")).GetString();
        plan.Cell(2, Column("MD")).Value = plan.Cell(2, Column("MD")).GetDouble() > .1 ? .02 : .2;
        plan.Cell(3, Column("LOCK")).Value = "x";
        var path = folder["Plan, edited.xlsx"];
        book.SaveAs(path);

        await page.Locator("[data-group=files] summary").ClickAsync();
        await page.Locator("input[data-slot=edited]").SetInputFilesAsync(path);
        var differences = page.GetByRole(AriaRole.Region, new() { Name = "The plan around your edits" });
        await differences.WaitForAsync(new() { Timeout = 60_000 });
        Assert.Equal("2", await differences.Locator("[data-kpi=edits] dd").InnerTextAsync());
        await differences.GetByRole(AriaRole.Row).Filter(new() { HasText = sku }).Filter(new() { HasText = "edited by you" }).WaitForAsync();
        await differences.GetByText("locked by you").First.WaitForAsync();
        await Dashboard.SettleAsync(page);
        await page.ReloadAsync();
        await differences.WaitForAsync(new() { Timeout = 60_000 });
        await Dashboard.SettleAsync(page);
        await PictureTests.TakeAsync(page, "pricing-edited-wide-light");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Plan, edited.xlsx" }).ClickAsync();
        await differences.WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 60_000 });
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Opportunities_ThresholdMovedCellAndStoreClicked_ThenProven()
    {
        var page = await dashboard.OpenAsync(d => $"/opportunities?data={d.Sample}");
        var found = page.Locator("[data-kpi=opportunities] dd").First;
        var before = await found.InnerTextAsync();
        await page.GetByRole(AriaRole.Slider, new() { Name = "Adoption from" }).PressAsync("Home");
        await page.WaitForURLAsync("**adoption-threshold=0*");
        Assert.NotEqual(before, await found.InnerTextAsync());
        await page.Locator("[data-option=adoption-threshold] .option-reset").ClickAsync();
        await Assertions.Expect(found).ToHaveTextAsync(before);

        // the first cell of the heat map
        var heat = page.GetByRole(AriaRole.Region, new() { Name = "Where the potential lies" }).Locator(".nsewdrag");
        await heat.ClickAsync(new() { Position = new() { X = 8, Y = 8 } });
        await page.WaitForURLAsync("**category=*");
        Assert.Contains("cluster=", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await page.Locator(".ranked tbody tr").First.ClickAsync();
        await page.Locator(".store-panel .miss").First.WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Run both tests" }).ClickAsync();
        await page.Locator(".proof tbody tr").Nth(5).WaitForAsync(new() { Timeout = 120_000 });
        await page.GetByText("The rule does better than popularity").WaitForAsync();
        await page.Locator(".proof .js-plotly-plot .scatterlayer").Nth(2).WaitForAsync();
        var run = await Dashboard.SaveAsRunAsync(page);
        using var client = new HttpClient();
        using var book = new ClosedXML.Excel.XLWorkbook(new MemoryStream(await client.GetByteArrayAsync($"{dashboard.Url}/runs/{run}/export?format=xlsx", TestContext.Current.CancellationToken)));
        Assert.Equal(["opportunities", "stores", "top_performers", "PARAMETERS"], book.Worksheets.Select(s => s.Name));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task SellThrough_LimitMovedProductClicked_ThenSimulatedAndTakenAway()
    {
        var page = await dashboard.OpenAsync(d => $"/sell-through?data={d.Sample}");
        var moved = page.Locator("[data-kpi=units_moved] dd").First;
        var before = await moved.InnerTextAsync();
        await page.Locator("[data-option=change-limit] input.num").FillAsync("10");
        await page.Locator("[data-option=change-limit] input.num").PressAsync("Enter");
        await page.WaitForURLAsync("**change-limit=0.1*");
        // on a busy machine the last answer may have taken so long that the next waits to be asked for
        await page.WaitForFunctionAsync("before => document.querySelector('.held button') || document.querySelector('[data-kpi=units_moved] dd').innerText !== before", before, new() { Timeout = 60_000 });
        if (await page.Locator(".held button").IsVisibleAsync()) await page.Locator(".held button").ClickAsync();
        await Assertions.Expect(moved).Not.ToHaveTextAsync(before, new() { Timeout = 60_000 });
        await page.Locator(".moves tbody tr").Nth(3).ClickAsync();
        await page.WaitForURLAsync("**product=*");
        Assert.True(await page.GetByRole(AriaRole.Region, new() { Name = "Where units flow" }).Locator(".sankey-link").CountAsync() > 10);

        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate both" }).ClickAsync();
        await page.GetByText("Made with the options on this page").WaitForAsync(new() { Timeout = 120_000 });
        var links = await page.Locator(".downloads a").EvaluateAllAsync<string[]>("links => links.map(l => l.href)");
        using var client = new HttpClient();
        foreach (var link in links) Assert.True((await client.GetByteArrayAsync(link, TestContext.Current.CancellationToken)).Length > 200, link);
        using var results = JsonDocument.Parse(await client.GetStringAsync(links.Single(l => l.EndsWith(".json", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
        Assert.True(results.RootElement.GetProperty("observed_sellthrough_rate").GetDouble() is > .3 and < 1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Runs_Chosen_AreComparedAndTheirChartSaved()
    {
        var page = await dashboard.OpenAsync(_ => "/runs?analysis=price");
        await page.Locator($"tr:has(a[href='/runs/{dashboard.OtherPlan}']) input").CheckAsync();
        await page.Locator($"tr:has(a[href='/runs/{dashboard.Runs["price"]}']) input").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare 2 runs" }).ClickAsync();
        await page.WaitForURLAsync("**/compare?runs=*");
        await Dashboard.SettleAsync(page);
        Assert.Equal("5%", await page.Locator("[data-differs='Weighted markdown'] td").First.InnerTextAsync());
        await page.GetByText("Scenarios, row by row").WaitForAsync();
        await page.Locator(".chart-panel .js-plotly-plot .legend .traces").Nth(1).WaitForAsync();
        foreach (var (item, ending) in new[] { ("CSV of its figures", ".csv"), ("SVG drawing", ".svg"), ("PNG picture", ".png") })
        {
            await page.GetByLabel("Save the chart: What markdown buys, run by run").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText(item).ClickAsync());
            Assert.Equal("what-markdown-buys-run-by-run" + ending, download.SuggestedFilename);
            Assert.True(new FileInfo(await download.PathAsync()).Length > 500);
        }
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Target_Moved_StandsInTheAddressAndSurvivesAReload()
    {
        var page = await dashboard.OpenAsync(d => $"/pricing?data={d.Sample}&target-md=0.05");
        var before = await TextAsync(page);
        Assert.Contains("5.0%", before, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Dashboard.SettleAsync(page);
        Assert.Equal(before, await TextAsync(page));

        // how long it took differs each time
        static async Task<string> TextAsync(IPage page) => Regex.Replace(await page.Locator("main").InnerTextAsync(), @"\d+ ms", "");
    }

    [Fact]
    public async Task Upload_CutInTheMiddle_LeavesNothing()
    {
        await dashboard.OpenAsync(_ => "/");
        var before = dashboard.Files();
        using var client = new HttpClient();
        using var content = new StreamContent(new CutStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = 1 << 20;
        content.Headers.Add("X-RetailOpt", "1");
        await Assert.ThrowsAnyAsync<Exception>(() => client.PostAsync($"{dashboard.Url}/upload?name=cut.csv", content, TestContext.Current.CancellationToken));
        await Eventually(() => dashboard.Files().SequenceEqual(before));
    }

    [Theory]
    [InlineData("/runs/../../etc/passwd/export?format=xlsx")]
    [InlineData("/runs/0000000000000000/export?format=xlsx")]
    [InlineData("/runs/..%2F..%2Fcatalog.db/export?format=csv")]
    public async Task Export_OfNoRun_IsNotFound(string path)
    {
        await dashboard.OpenAsync(_ => "/");
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(dashboard.Url + path, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task Eventually(Func<bool> holds)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), "it did not come true within 30 s");
            await Task.Delay(50);
        }
    }

    /// <summary>A browser that goes away: some bytes, then none.</summary>
    private sealed class CutStream : MemoryStream
    {
        private bool _told;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_told) throw new IOException("The browser was closed.");
            _told = true;
            buffer.Span[..64].Fill((byte)'a');
            return ValueTask.FromResult(64);
        }
    }
}
