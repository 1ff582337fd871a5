using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RetailOpt.Tests.Browser;

/// <summary>The road through cross-sell: rules that follow their options, the network taken away, an account with its offers, a run.</summary>
public sealed class CrossSellJourneyTests(Dashboard dashboard)
{
    [Fact]
    public async Task Rules_OptionMoved_SharedWithAccounts_ThenSavedAsARun()
    {
        var page = await dashboard.OpenAsync(d => $"/cross-sell?data={d.Sample}");
        var rules = page.Locator("[data-kpi=rules] dd").First;
        var before = await rules.InnerTextAsync();
        await page.Locator("details:has([data-option=min-confidence]) > summary").ClickAsync();
        await page.Locator("[data-option=min-confidence] input.num").FillAsync("20");
        await page.Locator("[data-option=min-confidence] input.num").PressAsync("Enter");
        await page.WaitForURLAsync("**min-confidence=0.2*");
        await Expect(rules).Not.ToHaveTextAsync(before);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Every rule at a glance" }).Locator(".scatterlayer .point").First).ToBeVisibleAsync();

        await page.Locator("[data-tab=accounts]").ClickAsync();
        await page.Locator("[data-offer]").First.WaitForAsync(new() { Timeout = 60_000 }); // the first account shown is one that can be offered something
        await page.WaitForURLAsync("**tab=accounts*");
        await page.Locator("details:has([data-option=min-confidence]) > summary").ClickAsync();
        await Expect(page.Locator("[data-option=min-confidence] input.num")).ToHaveValueAsync("20");
        await page.Locator("[data-account]").FillAsync("A00140");
        await page.Locator("[data-account]").PressAsync("Enter");
        await page.WaitForURLAsync("**account=A00140*");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What to offer to A00140" })).ToBeVisibleAsync();

        var run = await Dashboard.SaveAsRunAsync(page);
        using var client = new HttpClient();
        using var book = new ClosedXML.Excel.XLWorkbook(new MemoryStream(await client.GetByteArrayAsync($"{dashboard.Url}/runs/{run}/export?format=xlsx", TestContext.Current.CancellationToken)));
        Assert.Contains("A00140", book.Worksheet("PARAMETERS").CellsUsed().Select(c => c.GetString()));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Network_IsTakenAwayAsPictureDrawingAndFigures()
    {
        var page = await dashboard.OpenAsync(d => $"/cross-sell?data={d.Sample}&tab=affinity");
        foreach (var (item, ending, start) in new[] { ("CSV of its figures", ".csv", "\ufeff"), ("SVG drawing", ".svg", "<svg"), ("PNG picture", ".png", "\ufffdPNG") })
        {
            await page.GetByLabel("Save the chart: Network of items").ClickAsync();
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText(item).ClickAsync());
            Assert.Equal("network-of-items" + ending, download.SuggestedFilename);
            var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            Assert.StartsWith(start, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            Assert.True(bytes.Length > 500);
        }
        await page.Context.CloseAsync();
    }
}
