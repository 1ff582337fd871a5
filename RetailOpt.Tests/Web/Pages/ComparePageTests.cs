using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Pages.Compare;
using RetailOpt.Web.Pages.Runs;

namespace RetailOpt.Tests.Web.Pages;

public sealed class ComparePageTests : PageTest
{
    private readonly PricingModel model = Prices();

    /// <summary>A stored run of the real analysis on the small model.</summary>
    private void Keep(string id, PricingOptions? options = null, RunState state = RunState.Completed, InputRef? input = null)
    {
        IAnalysis analysis = new PricingAnalysis();
        options ??= new();
        var report = analysis.Report(analysis.Solve(model, options, new NoWork(), default), options);
        foreach (var table in report.Tables) Store.Tables[(id, table.Schema.Name)] = table;
        Queue.Runs.Add(FakeQueue.Run(id, state, "price") with
        {
            Request = new("price", new Dictionary<string, InputRef> { ["data"] = input ?? new(InputKind.Source, "d1", "abc", "Corner shop") }, analysis.Options.ToJson(options), 0, "local"),
            Kpis = report.Kpis,
            Tables = [.. report.Tables.Select(t => new StoredTable(t.Schema, t.Count ?? 0, "h"))],
        });
    }

    private IRenderedComponent<ComparePage> Page(string address)
    {
        Open(address);
        var page = Show<ComparePage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".loading")));
        return page;
    }

    private IRenderedComponent<ComparePage> Read(string address)
    {
        var page = Page(address);
        page.WaitForAssertion(() => Assert.Contains("Scenarios, row by row", page.Markup));
        return page;
    }

    private static string[] Row(IRenderedComponent<ComparePage> page, string name) =>
        [.. page.FindAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == name).QuerySelectorAll("td").Select(c => c.TextContent.Trim())];

    [Fact]
    public void Render_TwoRuns_TellsOnlyWhatDiffersAndByHowMuch()
    {
        Keep("r1", new() { TargetMd = .05 });
        Keep("r2", new() { TargetMd = .1, Horizon = 1 });
        var page = Read("/compare?runs=r1,r2");
        Assert.Equal(["Weighted markdown"], page.FindAll("[data-differs]").Select(r => r.GetAttribute("data-differs")));
        Assert.Equal(["5%", "10%"], page.FindAll("[data-differs] td").Select(c => c.TextContent));
        Assert.Equal(["5.0%", "10.0%", "+5.0 pt"], page.FindAll("[data-kpi=tgt_md_md] td").Select(c => c.TextContent.Trim()));
        Assert.Contains("good", page.Find("[data-kpi=tgt_md_demand] .diff").ClassName);
        Assert.Equal("", page.Find("[data-kpi=max_demand] .diff").TextContent);
        Assert.StartsWith("+", Row(page, "4 Markdown target")[2]);
        Assert.Equal("", Row(page, "1 Most demand")[2]);
        Assert.Contains("The same in all:", page.Find(".same-columns").TextContent);
    }

    [Fact]
    public void Render_OtherDataset_IsToldWithALink()
    {
        Keep("r1");
        Keep("r2", input: new(InputKind.Source, "d2", "def0123456789", "Second shop"));
        var page = Read("/compare?runs=r1,r2");
        Assert.Equal("Corner shop · abc", page.Find("[data-differs='Input data'] a").TextContent);
        Assert.Equal("/data/d2", page.FindAll("[data-differs='Input data'] a")[1].GetAttribute("href"));
    }

    [Fact]
    public void Render_Repeats_SaysThatNothingDiffers()
    {
        Keep("r1");
        Keep("r2");
        var page = Read("/compare?runs=r1,r2");
        Assert.Contains("Nothing: the same inputs, options, seed and versions.", page.Markup);
        Assert.Contains("All 10 rows are the same.", page.Markup);
    }

    [Fact]
    public void Render_InfeasibleScenario_HasNoFigureAndNoDifference()
    {
        Keep("r1");
        Keep("r2", new() { TargetMd = .95 });
        var page = Read("/compare?runs=r1,r2");
        Assert.Equal([Cells.None, ""], Row(page, "4 Markdown target")[1..]);
        Assert.Equal("+1", page.Find("[data-kpi=infeasible] .diff.bad").TextContent);
    }

    [Fact]
    public void Chart_OfRunsWithAnInfeasibleScenario_LacksItsPointAlone()
    {
        Keep("r1");
        Keep("r2", new() { TargetMd = .95 });
        var page = Read("/compare?runs=r1,r2");
        page.WaitForAssertion(() => Assert.NotNull(page.FindComponent<ChartPanel>().Instance.Spec));
        var spec = page.FindComponent<ChartPanel>().Instance.Spec!;
        var scenarios = spec.Series.Where(s => s.Labels is not null).ToArray();
        Assert.Equal(["A Markdown pricing of Corner shop, scenarios", "B weighted markdown 95%, scenarios"], scenarios.Select(s => s.Name));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}"), scenarios[0].Labels!);
        Assert.DoesNotContain("4", scenarios[1].Labels!);
        Assert.All(spec.Series, s => Assert.DoesNotContain(s.Y, y => y is null));
        Assert.Contains(spec.Series, s => s.Kind == SeriesKind.Line && s.Name.StartsWith('B'));
    }

    [Fact]
    public async Task Column_Picked_IsShownAndStandsInTheAddress()
    {
        Keep("r1", new() { TargetMd = .05 });
        Keep("r2", new() { TargetMd = .1 });
        var page = Read("/compare?runs=r1,r2");
        await page.InvokeAsync(() => page.FindAll(".tab").Single(t => t.TextContent == "Weighted markdown").Click());
        Assert.Equal(["5.0%", "10.0%", "+5.0 pt"], Row(page, "4 Markdown target"));
        Assert.Equal("WEIGHTED_MD", Asks("show"));
    }

    [Fact]
    public void Address_WithAColumn_IsShown()
    {
        Keep("r1", new() { TargetMd = .05 });
        Keep("r2", new() { TargetMd = .1 });
        Assert.Equal(["5.0%", "10.0%", "+5.0 pt"], Row(Read("/compare?runs=r1,r2&show=WEIGHTED_MD"), "4 Markdown target"));
    }

    [Fact]
    public async Task Base_Changed_TurnsTheDifferencesRound()
    {
        Keep("r1", new() { TargetMd = .05 });
        Keep("r2", new() { TargetMd = .1 });
        var page = Read("/compare?runs=r1,r2");
        await page.InvokeAsync(() => page.Find("[data-run=r2] button").Click());
        page.WaitForAssertion(() => Assert.Equal("r2,r1", Asks("runs")));
        page.WaitForAssertion(() => Assert.Equal(["10.0%", "5.0%", "−5.0 pt"], page.FindAll("[data-kpi=tgt_md_md] td").Select(c => c.TextContent.Trim())));
    }

    [Fact]
    public async Task Render_OneRun_OffersOthersOfItsAnalysis()
    {
        Keep("r1");
        Keep("r2", new() { TargetMd = .1 });
        Queue.Runs.Add(FakeQueue.Run("c1", RunState.Completed, "clusters"));
        Keep("r3", state: RunState.Failed);
        var page = Page("/compare?runs=r1");
        Assert.Contains("weighted markdown 10%", Assert.Single(page.FindAll(".compare-choices button")).TextContent);
        await page.InvokeAsync(() => page.Find(".compare-choices button").Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi]")));
        Assert.Equal("r1,r2", Asks("runs"));
    }

    [Theory]
    [InlineData("/compare", "Nothing to compare yet")]
    [InlineData("/compare?runs=r1", "stands alone")]
    [InlineData("/compare?runs=r1,gone", "The run gone no longer exists; it is left out.")]
    [InlineData("/compare?runs=r1,bad", "has no result, it is failed; it is left out.")]
    [InlineData("/compare?runs=r1,c1", "These runs answer different questions")]
    public void Render_TooLittleToCompare_SaysWhy(string address, string expected)
    {
        Keep("r1");
        Queue.Runs.Add(FakeQueue.Run("c1", RunState.Completed, "clusters"));
        Queue.Runs.Add(FakeQueue.Run("bad", RunState.Failed, "price"));
        Assert.Contains(expected, Page(address).Markup);
    }

    [Fact]
    public void Render_MoreThanFour_ComparesFourAndSaysWhichIsLeftOut()
    {
        for (var i = 1; i <= 5; i++) Keep($"r{i}", new() { TargetMd = i / 50.0 });
        var page = Read("/compare?runs=r1,r2,r3,r4,r5,r4");
        Assert.Equal(4, page.FindAll("[data-run]").Count);
        Assert.Contains("At most 4 runs are compared: Markdown pricing of Corner shop is left out.", page.Find(".notice").TextContent);
    }

    [Fact]
    public void Render_RunDeletedWhileItIsRead_SaysSo()
    {
        Keep("r1");
        Keep("r2");
        Store.Tables.Remove(("r2", "SUMMARY"));
        var page = Page("/compare?runs=r1,r2");
        page.WaitForAssertion(() => Assert.Contains("There is no table SUMMARY of run r2.", page.Find("[role=alert]").TextContent));
        Assert.NotEmpty(page.FindAll("[data-kpi]"));
    }

    [Fact]
    public async Task RunsList_TwoChosen_LeadToTheComparison()
    {
        Keep("r1");
        Keep("r2");
        Queue.Runs.Add(FakeQueue.Run("c1", RunState.Completed, "clusters"));
        Open("/runs");
        var page = Show<RunsPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("input[type=checkbox]").Count));
        await page.InvokeAsync(() => page.FindAll("input[type=checkbox]")[0].Change(true));
        Assert.Contains("Choose one more.", page.Find(".compare-bar").TextContent);
        await page.InvokeAsync(() => page.FindAll("input[type=checkbox]")[1].Change(true));
        Assert.Equal("/compare?runs=r1,r2", page.Find(".compare-bar a").GetAttribute("href"));
        await page.InvokeAsync(() => page.FindAll("input[type=checkbox]")[2].Change(true));
        Assert.Contains("Choose runs of one analysis.", page.Find(".compare-bar").TextContent);
    }
}
