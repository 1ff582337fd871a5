using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Tests.Core.CrossSell;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Pages.CrossSell;

namespace RetailOpt.Tests.Web.Pages;

public sealed class CrossSellPageTests : PageTest
{
    /// <summary>Forty baskets of eight accounts in three segments: P000 with P001 in most, P002 with P003 in some, P004 alone.</summary>
    internal static Purchases Baskets() => ShopData.Purchases(5,
        [.. Enumerable.Range(0, 40).Select(b => (b % 8, (b % 5) switch { 0 or 1 or 2 => new[] { 0, 1 }, 3 => b % 2 == 0 ? [2, 3] : [0, 2, 3], _ => [4] }))], [0, 0, 0, 1, 1, 2, 2, 2]);

    public CrossSellPageTests()
    {
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d1", "Corner shop", "sales.basket", "sales.account", "sales.date", "sales.product", "sales.amount"));
    }

    private IRenderedComponent<CrossSellPage> Answered(string address = "/cross-sell")
    {
        Open(address);
        var page = Show<CrossSellPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".kpis")));
        return page;
    }

    private static string Sentence(IRenderedComponent<CrossSellPage> page) => page.Find(".answer-line p").TextContent;

    private static string[] Ways(IRenderedComponent<CrossSellPage> page, string heading) => [.. page.FindAll("ol.misses").Single(l => l.GetAttribute("aria-label") == heading).QuerySelectorAll(".miss-name").Select(n => n.TextContent.Trim())];

    [Fact]
    public void Rules_Shop_SayTheBestAndDrawEveryOne()
    {
        var page = Answered();
        Assert.Contains("of the baskets with", Sentence(page));
        var scatter = page.FindComponents<ChartPanel>().Single(c => c.Instance.Title == "Every rule at a glance").Instance.Spec!.Series.Single();
        Assert.Equal(int.Parse(page.Find(".tabs [aria-pressed=true] .num").TextContent, System.Globalization.CultureInfo.InvariantCulture), scatter.X.Count);
        Assert.All(scatter.Shade!, lift => Assert.NotNull(lift));
    }

    [Fact]
    public async Task Item_Typed_ShowsItsRulesBothWays_AndStandsInTheAddress()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.Find("[data-item]").Change("p003"));
        page.WaitForAssertion(() => Assert.Equal("P003", Asks("item")));
        Assert.Contains("P002", Ways(page, "Who buys P003 also buys"));
        Assert.Contains("P002", Ways(page, "P003 is bought beside"));
        await page.InvokeAsync(() => page.Find("[data-item]").Change("nothing"));
        Assert.Contains("No rule here names 'nothing'", page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Segment_Pressed_ShowsItsRulesAlone()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.FindAll(".tabs button").First(b => b.TextContent.StartsWith("Premium", StringComparison.Ordinal)).Click());
        page.WaitForAssertion(() => Assert.Equal("Premium", Asks("of")));
        Assert.Contains("for premium", Sentence(page));
        page.WaitForAssertion(() => Assert.Equal(page.Find(".tabs [aria-pressed=true] .num").TextContent, page.FindAll(".grid[aria-label=Rules] tbody tr.mud-table-row").Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Nothing_Found_SaysWhyAndAButtonMovesTheThreshold()
    {
        var page = Answered("/cross-sell?min-support=0.9");
        Assert.Contains("the most frequent pair is in 24", page.Find(".scarcity").TextContent);
        await page.InvokeAsync(() => page.Find(".scarcity button").Click());
        page.WaitForAssertion(() => Assert.Equal("0.18", Asks("min-support")));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".scarcity")));
    }

    [Fact]
    public async Task Tab_Pressed_AsksItsAnalysisAndStandsInTheAddress()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.Find("[data-tab=affinity]").Click());
        page.WaitForAssertion(() => Assert.Equal("affinity", Asks("tab")));
        Assert.Equal("cross-sell-affinity", Answers.Asked[^1].Analysis);
        var heat = page.FindComponents<ChartPanel>().Single(c => c.Instance.Spec?.Heat is not null).Instance.Spec!.Heat!;
        Assert.Equal(heat.Rows, heat.Columns);
        Assert.Equal(5, heat.Rows.Count);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(1, heat.Values[i][i]));
        Assert.Equal(4, page.FindAll("svg.item-network line").Count); // 0-1, 2-3, 0-2, 0-3
    }

    [Fact]
    public async Task Account_Found_ShowsWhatToOffer_AndTheCallListIsQueuedWithTheSameOptions()
    {
        var page = Answered("/cross-sell?tab=accounts&skip-bought=false");
        await page.InvokeAsync(() => page.Find("[data-account]").Change("a003"));
        page.WaitForAssertion(() => Assert.Equal("A003", Asks("account")));
        Assert.Contains("A003 (Premium)", Sentence(page));
        Assert.NotEmpty(page.FindAll("[data-offer]"));
        await page.InvokeAsync(() => page.Find("[data-account]").Change("nobody"));
        Assert.Contains("No account is named 'nobody'", page.Find("[role=alert]").TextContent);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent.Contains("Make the call list", StringComparison.Ordinal)).Click());
        var run = Queue.Runs.Single();
        Assert.Equal("cross-sell-call-list", run.Request.Analysis);
        Assert.Contains("\"skip-bought\":\"false\"", run.Request.OptionsJson.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NewSales_GivenAsAFile_AreAskedWithAndStandInTheAddress()
    {
        var page = Answered("/cross-sell?tab=accounts");
        var file = Upload("Today.csv", "account,product\nA003,P002\n");
        await page.InvokeAsync(() => page.FindComponent<FileSlots>().Instance.OnSent("new-sales", file.Hash, file.Name));
        page.WaitForAssertion(() => Assert.Equal(file.ToText(), Asks("new-sales")));
        Assert.Equal((InputKind.File, file.Hash), (Answers.Asked[^1].Inputs["new-sales"].Kind, Answers.Asked[^1].Inputs["new-sales"].Hash));
    }

    [Fact]
    public void Dataset_WithoutBaskets_SaysWhatIsMissing()
    {
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d2", "Shelf list", "sales.store", "sales.product", "sales.amount"));
        Open("/cross-sell");
        var page = Show<CrossSellPage>();
        page.WaitForAssertion(() => Assert.Contains("what an account buys in a day is one basket", page.Find(".needs").TextContent));
    }

    [Fact]
    public void Render_AnalysisThatFails_SaysWhy()
    {
        Answers.Gate = (_, _) => throw new InputException("The sales have no baskets in the window.");
        Open("/cross-sell");
        var page = Show<CrossSellPage>();
        page.WaitForAssertion(() => Assert.Contains("no baskets in the window", page.Find("[role=alert]").TextContent));
    }
}
