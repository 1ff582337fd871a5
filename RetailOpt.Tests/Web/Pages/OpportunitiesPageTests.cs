using System.Text.Json;
using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Endpoints;
using RetailOpt.Web.Pages.Opportunities;

namespace RetailOpt.Tests.Web.Pages;

public sealed class OpportunitiesPageTests : PageTest
{
    private IRenderedComponent<OpportunitiesPage> Answered(string address = "/opportunities")
    {
        Open(address);
        var page = Show<OpportunitiesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi=opportunities]")));
        return page;
    }

    private static string Kpi(IRenderedComponent<OpportunitiesPage> page, string key) => page.Find($"[data-kpi={key}] dd").TextContent;

    private static ChartPanel Chart(IRenderedComponent<OpportunitiesPage> page, string title) => page.FindComponents<ChartPanel>().Single(c => c.Instance.Title.StartsWith(title, StringComparison.Ordinal)).Instance;

    private static string? Option(RunRequest request, string key) => JsonDocument.Parse(request.OptionsJson).RootElement.TryGetProperty(key, out var value) ? value.GetString() : null;

    [Fact]
    public void Render_Shop_SaysFiguresFindingAndList()
    {
        var page = Answered();
        Assert.Equal(("4", "3", "5"), (Kpi(page, "opportunities"), Kpi(page, "flagged"), Kpi(page, "removed")));
        Assert.StartsWith("3 of 15 stores miss best sellers of their peers: 4 gaps, worth 2,500 EUR", page.Find(".answer-line p").TextContent);
        Assert.Contains("C1 (10), C2 (5)", page.Find("[data-clusters-from]").TextContent);
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".ranked tbody tr.mud-table-row").Count));
        Assert.Contains("100th percentile in Milk|Oat, 9 of 10 peers carry it, peers average 1,000 a store", page.Find(".ranked tbody").TextContent);
        Assert.Empty(page.FindAll(".scarcity"));
        Assert.Contains("5 gaps are left out", page.Markup);
    }

    [Fact]
    public async Task Threshold_Moved_IsAnsweredAndStandsInTheAddress()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.Find("[data-option=adoption-threshold] input[type=range]").Input("0.5"));
        page.WaitForAssertion(() => Assert.Equal(("9", "0"), (Kpi(page, "opportunities"), Kpi(page, "removed"))));
        page.WaitForAssertion(() => Assert.Equal("0.5", Asks("adoption-threshold")));
    }

    [Fact]
    public async Task HeatCell_Clicked_FiltersTheListAndTheCategory()
    {
        var page = Answered();
        var heat = Chart(page, "Where the potential lies");
        Assert.Equal(["C1", "C2"], heat.Spec!.Heat!.Columns);
        Assert.Equal(["Milk|Oat", "Tea|Green"], heat.Spec.Heat.Rows.Order());
        var row = heat.Spec.Heat.Rows.ToList().IndexOf("Tea|Green");
        await page.InvokeAsync(() => heat.OnPoint.InvokeAsync(new(row, 1)));
        page.WaitForAssertion(() => Assert.Equal(("C2", "Tea|Green"), (Asks("cluster"), Asks("category"))));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".ranked tbody tr.mud-table-row")));
        Assert.NotNull(Chart(page, "Tea|Green in C2").Spec);
        Assert.Equal("T4", page.Find(".gaps").TextContent.Trim());
    }

    [Fact]
    public async Task Row_Clicked_OpensItsStore_AndTheListStays()
    {
        var page = Answered();
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".ranked tbody tr.mud-table-row").Count));
        await page.InvokeAsync(() => page.FindAll(".ranked tbody tr.mud-table-row").First(r => r.TextContent.Contains("S9") && r.TextContent.Contains("P5")).Click());
        page.WaitForAssertion(() => Assert.Contains("Store S9", page.Find(".store-panel h2").TextContent));
        Assert.Contains("One of 10 stores in C1", page.Find(".store-panel").TextContent);
        Assert.Equal(["Q5", "P5"], page.FindAll(".store-panel .miss-name").Select(n => n.TextContent));
        Assert.Equal(4, page.FindAll(".ranked tbody tr.mud-table-row").Count);
        page.WaitForAssertion(() => Assert.Equal(("S9", "P5"), (Asks("store"), Asks("product"))));
        await page.InvokeAsync(() => page.Find(".store-panel .option-reset").Click());
        page.WaitForAssertion(() => Assert.Null(Asks("store")));
    }

    [Fact]
    public void Address_WithAView_IsShown()
    {
        var page = Answered("/opportunities?category=Milk%7COat&store=S8&list=stores&top-performer-threshold=0.9");
        Assert.Contains("Store S8", page.Find(".store-panel h2").TextContent);
        Assert.Equal("90", page.Find("[data-option=top-performer-threshold] input.num").GetAttribute("value"));
        page.WaitForAssertion(() => Assert.Contains("S9", page.Find(".grid tbody tr.mud-table-row").TextContent)); // the store with the largest potential
        Assert.NotNull(Chart(page, "Milk|Oat in C1").Spec);
    }

    [Fact]
    public void Scatter_TopPerformersGapsAndThresholds_AreDrawn()
    {
        var spec = Chart(Answered("/opportunities?cluster=C1&category=Milk%7COat"), "Milk|Oat in C1").Spec!;
        int Points(string name) => spec.Series.Single(s => s.Name.StartsWith(name, StringComparison.Ordinal)).X.Count;
        Assert.Equal((3, 1, 1), (Points("Not a top performer"), Points("Top performer, missed by some"), Points("Top performer, too few")));
        Assert.Equal([(.8, true), (.6, false)], spec.Marks.Select(m => (m.At, m.Level)));
    }

    [Fact]
    public async Task Nothing_Found_SaysWhyAndAButtonMovesTheThreshold()
    {
        var page = Answered("/opportunities?adoption-threshold=0.95");
        Assert.Contains("no missing top performer is carried by 95% of its peers, the highest adoption is 90%", page.Find(".scarcity").TextContent);
        AngleSharp.Dom.IElement Button() => page.FindAll(".scarcity button").First(b => b.TextContent.Contains("adoption from"));
        var promised = Button().TextContent;
        await page.InvokeAsync(() => Button().Click());
        page.WaitForAssertion(() => Assert.NotEqual("0", Kpi(page, "opportunities")));
        Assert.Contains($"finds {Kpi(page, "opportunities")}", promised);
        page.WaitForAssertion(() => Assert.NotEqual("0.95", Asks("adoption-threshold")));
    }

    [Theory]
    [InlineData("top-performer-threshold=1&adoption-threshold=1", "0")]
    [InlineData("top-performer-threshold=0.01&adoption-threshold=0&min-product-sales=0&min-stores-selling=1&min-cluster-stores=1", "9")]
    [InlineData("min-cluster-stores=100000", "0")]
    [InlineData("min-product-sales=1000000000000", "0")]
    public void Extremes_OfTheThresholds_AreAnswered(string address, string found) => Assert.Equal(found, Kpi(Answered("/opportunities?" + address), "opportunities"));

    [Fact]
    public async Task Render_AnalysisThatFails_SaysWhyAndLetsItBeMended()
    {
        Answers.Gate = (r, _) => Option(r, "from") is not null ? throw new InputException("The sales of 'Corner shop' have no row from 2030-01-01.") : Task.CompletedTask;
        Open("/opportunities?from=2030-01-01");
        var page = Show<OpportunitiesPage>();
        page.WaitForAssertion(() => Assert.Contains("have no row from 2030-01-01", page.Find("[role=alert]").TextContent));
        await page.InvokeAsync(() => page.Find("[data-option=from] input").Change(""));
        page.WaitForAssertion(() => Assert.Equal("4", Kpi(page, "opportunities")));
        page.WaitForAssertion(() => Assert.Null(Asks("from")));
    }

    [Fact]
    public void Render_SalesOfAccountsAlone_TakesThemForStoresAndSaysSo()
    {
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d2", "Wholesaler", "sales.product", "sales.amount", "sales.account"));
        var page = Answered("/opportunities");
        Assert.Equal("Account", Option(Answers.Asked.Single(), "entity"));
        Assert.Contains("Accounts stand for stores.", page.Find("[data-clusters-from]").TextContent);
    }

    [Fact]
    public async Task Clusters_FileThenRun_AreAskedWithAndStandInTheAddress()
    {
        Queue.Runs.Add(FakeQueue.Run("c7", RunState.Completed, "clusters"));
        var page = Answered();
        var file = Upload("My clusters.csv", "str_code,Cluster\nS1,A\n");
        await page.InvokeAsync(() => page.FindComponent<FileSlots>().Instance.OnSent("clusters", file.Hash, file.Name));
        page.WaitForAssertion(() => Assert.Equal(file.ToText(), Asks("clusters")));
        Assert.Equal((InputKind.File, file.Hash), (Answers.Asked[^1].Inputs["clusters"].Kind, Answers.Asked[^1].Inputs["clusters"].Hash));
        await page.InvokeAsync(() => page.Find("select[data-runs]").Change("c7"));
        page.WaitForAssertion(() => Assert.Equal("run:c7", Asks("clusters")));
        Assert.Equal((InputKind.Run, "c7"), (Answers.Asked[^1].Inputs["clusters"].Kind, Answers.Asked[^1].Inputs["clusters"].Id));
        Assert.Contains("Choose a file", page.Find("[data-input=clusters]").TextContent);
        Assert.Equal("/runs/c7", page.Find("[data-clusters-from] a").GetAttribute("href"));
        await page.InvokeAsync(() => page.Find("select[data-runs]").Change(""));
        page.WaitForAssertion(() => Assert.Null(Asks("clusters")));
    }

    [Fact]
    public void Clusters_RunInTheAddress_IsGiven()
    {
        Answered("/opportunities?clusters=run:c7");
        Assert.Equal("c7", Answers.Asked.Single().Inputs["clusters"].Id);
    }

    [Fact]
    public void Clusters_RunThatIsGone_IsTold() =>
        Assert.Contains("There is no run 'gone'.", Answered("/opportunities?clusters=run:gone").Find("[data-group=clusters]").TextContent);

    [Fact]
    public async Task Clusters_RunThatIsRefused_IsPutBackAndTold()
    {
        Queue.Runs.Add(FakeQueue.Run("c7", RunState.Completed, "clusters"));
        Answers.Gate = (request, _) => request.Inputs.ContainsKey("clusters") ? throw new InputException("None of the 15 stores with sales has a cluster.") : Task.CompletedTask;
        var page = Answered();
        await page.InvokeAsync(() => page.Find("select[data-runs]").Change("c7"));
        page.WaitForAssertion(() => Assert.Contains("The run was not taken. None of the 15 stores", page.Find("[data-group=clusters]").TextContent));
        Assert.Equal("4", Kpi(page, "opportunities"));
        page.WaitForAssertion(() => Assert.Null(Asks("clusters")));
    }

    [Fact]
    public void GivenText_FileAndRun_AreToldApart()
    {
        Assert.Equal(("c7", null), (GivenRun.IdOf("run:c7"), GivenFile.Of("run:c7")));
        Assert.Equal((null, new GivenFile("abc", "my:file.csv")), (GivenRun.IdOf("abc:my%3Afile.csv"), GivenFile.Of("abc:my%3Afile.csv")));
        Assert.Equal(("run:r1", "h:n"), (GivenRun.ToText(new InputRef(InputKind.Run, "r1", "h", "clusters")), GivenRun.ToText(new InputRef(InputKind.File, "/p", "h", "n"))));
        Assert.Null(GivenRun.ToText(new InputRef(InputKind.Source, "d1", "h", "n")));
    }
}
