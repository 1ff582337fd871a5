using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Synthesis.Calibration;
using RetailOpt.Core.Synthesis.LearnPrices;
using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Prices;
using RetailOpt.Core.Synthesis.Scoring;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Pages.Synthesis;

namespace RetailOpt.Tests.Web.Pages;

/// <summary>The page of synthesis: what it asks for, follows and shows of real reports on small logs.</summary>
public sealed class SynthesisPageTests : PageTest
{
    private readonly FakeEvents events = new();

    public SynthesisPageTests()
    {
        Services.AddSingleton<IRunEvents>(events);
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d1", "Corner shop", "sales.product", "sales.date", "sales.quantity", "sales.amount", "sales.account"));
    }

    private IRenderedComponent<SynthesisPage> At(string address)
    {
        Open(address);
        var page = Show<SynthesisPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-label=Loading]")));
        return page;
    }

    private static IElement Button(IRenderedComponent<SynthesisPage> page, string text) => page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private RunRecord Give(string id, string analysis, Report report, params (string Input, string Dataset)[] inputs)
    {
        foreach (var table in report.Tables) Store.Tables[(id, table.Schema.Name)] = table;
        return FakeQueue.Run(id, RunState.Completed, analysis) with
        {
            Kpis = report.Kpis,
            Notices = report.Notices,
            Tables = [.. report.Tables.Select(t => new StoredTable(t.Schema, t.Count ?? 0, "h"))],
            Request = new(analysis, inputs.ToDictionary(i => i.Input, i => new InputRef(InputKind.Source, i.Dataset, "h" + i.Dataset, i.Dataset)), "{}", 0, "local"),
        };
    }

    // four customers buy of three products; the fifth week of the synthetic one differs
    private static ShoppingLog Log(int shift, Known knows = Known.All) => new(
        [.. Enumerable.Range(0, 48).Select(i => new LogLine(i % 4, i / 4 % 6, i, (i * 5 + shift * (i / 20)) % 3, 1 + (i + shift) % 3, 2 + i % 5, i % 2))], 4, 6, new([0, 0, 1], [0, 1, 0]), knows);

    private static Readings Read(int shift, Known knows = Known.All) => Readings.Of(Scorecard.Of(Log(shift, knows), Log(0)), Bounds.Of(Log(0), 7, 1, default));

    private static Report Calibrated() => new CalibrateAnalysis().Report(new CalibrateResult(new(), Read(1), Read(2), [("product attributes", Scorecard.Of(Log(2), Log(0)))],
        [new(1, true, .4, .4, false), new(2, true, .3, .4, true), new(3, false, .2, .2, false), new(4, false, .35, .35, false)], []), new());

    [Fact]
    public void NoDataset_SaysWhatToDo_ButOneCanBeMade()
    {
        Datasets.All.Clear();
        var page = At("/synthesis?tab=calibrate");
        Assert.Contains("No data yet", page.Find(".empty").TextContent);
        Button(page, "Make a retailer").Click();
        page.WaitForAssertion(() => Assert.Contains("None made yet", page.Find("[role=status]").TextContent));
        page.WaitForAssertion(() => Assert.Equal("make", Asks("tab")));
    }

    [Fact]
    public async Task Make_IsQueuedWithItsOptions_Followed_AndLinksToTheDataset()
    {
        var page = At("/synthesis?customers=300&products=96&weeks=12");
        await page.InvokeAsync(() => Button(page, "Make it").Click());
        page.WaitForAssertion(() => Assert.Single(Queue.Runs));
        var run = Queue.Runs.Single();
        Assert.Equal("generate", run.Request.Analysis);
        Assert.Empty(run.Request.Inputs);
        Assert.Equal("300", JsonDocument.Parse(run.Request.OptionsJson).RootElement.GetProperty("customers").GetString());

        Queue.Change(run with { State = RunState.Running, Progress = new(.5, "Shopping", "16 lines", null) });
        page.WaitForAssertion(() => Assert.Contains("16 lines", page.Find(".run-progress").TextContent));
        Assert.True(Button(page, "Make it").HasAttribute("disabled"));

        Datasets.All.Add(FakeDatasets.Of("d2", "Synthetic retailer", "sales.product", "sales.date", "sales.quantity", "sales.amount", "sales.account"));
        Queue.Change(run with { State = RunState.Completed, DatasetId = "d2" });
        page.WaitForAssertion(() => Assert.Equal("/data/d2", page.Find("#made a").GetAttribute("href")));
        Assert.Contains("with these options", page.Markup);
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/synthesis?data=d2&tab=calibrate");
        page.WaitForAssertion(() => Assert.Equal(run.Id, Asks("run")));
    }

    [Fact]
    public async Task Calibrate_WhileItGoes_DrawsTheTrialsSoFar_ThenTheResult()
    {
        var page = At("/synthesis?tab=calibrate&data=d1&trials=2");
        Assert.Contains("Not calibrated yet", page.Markup);
        await page.InvokeAsync(() => page.FindAll("button").Last(b => b.TextContent.Trim() == "Calibrate").Click()); // the first is the tab
        page.WaitForAssertion(() => Assert.Equal(("calibrate", "d1"), (Queue.Runs.Single().Request.Analysis, Queue.Runs.Single().Request.Inputs["data"].Id)));
        var run = Queue.Runs.Single();
        Queue.Change(run with { State = RunState.Running, Progress = new(.1, "Searching", null, null) });
        page.WaitForAssertion(() => Assert.Contains("The first trial is not done yet", page.Markup));

        events.Rows.AddRange([new(1, true, .4, .4, false), new(2, true, .3, .4, true), new(3, false, .2, .2, false)]);
        Queue.Change(run with { State = RunState.Running, Progress = new(.75, "Trying at random", null, null) });
        page.WaitForAssertion(() => Assert.NotNull(page.FindComponent<ChartPanel>().Instance.Spec));
        var best = page.FindComponent<ChartPanel>().Instance.Spec!.Series.Where(s => !s.Unlisted).ToArray();
        Assert.Equal([1.0, 2.0], best[0].X);
        Assert.Equal([.4, .4], best[0].Y);
        Assert.Equal([1.0], best[1].X); // what is drawn at random is counted from 1 as well

        var done = Give(run.Id, "calibrate", Calibrated(), ("data", "d1"));
        Queue.Change(done with { Request = run.Request });
        page.WaitForAssertion(() => Assert.Equal(15, page.FindAll("[data-metrics] tbody tr").Count));
        Assert.Equal(["Metric", "Tier", "Floor", "Score", "Ceiling", "Skill", "Before"], page.FindAll("[data-metrics] th[scope=col]").Select(h => h.TextContent));
        Assert.Contains("How the search went", page.Markup);
        Assert.Contains("What each part is worth", page.Markup);
        Assert.Contains("Settings found", page.Markup);
    }

    [Fact]
    public async Task Metric_Chosen_DrawsBothItsDistributions_AndStandsInTheAddress()
    {
        Queue.Runs.Add(Give("c1", "calibrate", Calibrated(), ("data", "d1")));
        var page = At("/synthesis?tab=calibrate");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-metrics]")));
        await page.InvokeAsync(() => Button(page, "Quantity").Click());
        page.WaitForAssertion(() => Assert.Equal("quantity", Asks("metric")));
        var chart = page.FindComponents<ChartPanel>().Single(c => c.Instance.Title.StartsWith("Quantity", StringComparison.Ordinal)).Instance.Spec!;
        Assert.Equal(["Target", "Synthetic"], chart.Series.Select(s => s.Name));
        Assert.Equal([1.0, 2.0, 3.0], chart.Series[0].X);
        Assert.Equal(1, chart.Series[0].Y[^1]);
        Assert.Equal("c1", Asks("run"));
    }

    [Fact]
    public void Score_IsOfTwoDatasets_AndNamesWhatIsMissing()
    {
        Datasets.All.Add(FakeDatasets.Of("d2", "Synthetic retailer", "sales.product", "sales.date", "sales.quantity", "sales.amount", "sales.account"));
        Queue.Runs.Add(Give("s1", "score", ScoreReport.Of(Read(1, Known.All & ~Known.Prices), []), ("data", "d2"), ("target", "d1")));
        var page = At("/synthesis?tab=score");
        page.WaitForAssertion(() => Assert.Equal(15, page.FindAll("[data-metrics] tbody tr").Count));
        page.InvokeAsync(() => Button(page, "Quantity").Click());
        page.WaitForAssertion(() => Assert.Equal(("d2", "d1"), (Asks("data"), Asks("target"))));
        Assert.Equal(6, page.FindAll("[data-metrics] th[scope=col]").Count); // nothing was before
        Assert.Contains("in the synthetic data", page.FindAll("[data-metrics] tr").Single(r => r.TextContent.Contains("Revenue", StringComparison.Ordinal)).TextContent);
        Assert.DoesNotContain("Settings found", page.Markup);
    }

    [Fact]
    public void Score_OfOneDataset_AsksForAnother() => Assert.Contains("Two datasets are needed", At("/synthesis?tab=score").Find(".empty").TextContent);

    [Fact]
    public void Prices_ShowWhichStatesExplainHeldOutWeeks()
    {
        var series = Enumerable.Range(0, 3).Select(p => new PriceSeries($"P{p}", [.. Enumerable.Range(0, 40).Select(w => new PriceWeek(w, 2 + (w / (4 + p) % 3), 0, null, null))])).ToArray();
        var analysis = new LearnPricesAnalysis();
        Queue.Runs.Add(Give("p1", "learn-prices", analysis.Report(analysis.Solve(new(series, []), new(), new NoWork(), Xunit.TestContext.Current.CancellationToken), new()), ("data", "d1")));
        var page = At("/synthesis?tab=prices");
        page.WaitForAssertion(() => Assert.NotNull(page.FindComponent<ChartPanel>().Instance.Spec));
        Assert.Equal(3, page.FindComponent<ChartPanel>().Instance.Spec!.Series[1].X.Count);
        Assert.Contains("of 3", page.FindComponent<ChartPanel>().Instance.Takeaway);
        page.WaitForAssertion(() => Assert.Contains("P2", page.Find("[data-grid], .grid").TextContent));
    }

    [Fact]
    public async Task Refused_Failed_Interrupted_AndGone_AreTold()
    {
        Queue.Runs.Add(FakeQueue.Run("c1", RunState.Failed, "calibrate") with { Error = "The sales cover 5 weeks." });
        var page = At("/synthesis?tab=calibrate&data=d1&run=gone");
        Assert.Contains("The run that the address names is not here", page.Markup);
        Assert.Contains("The sales cover 5 weeks.", page.Markup);
        Queue.Refusal = "The disk is full.";
        await page.InvokeAsync(() => page.FindAll("button").Last(b => b.TextContent.Trim() == "Calibrate").Click());
        page.WaitForAssertion(() => Assert.Contains("The disk is full.", page.Markup));
        Queue.Change(FakeQueue.Run("c2", RunState.Interrupted, "calibrate"));
        page.WaitForAssertion(() => Assert.Contains("to resume or repeat it", page.Markup));
    }

    [Fact]
    public void Dataset_WithoutAccounts_IsNotReady()
    {
        Datasets.All[0] = FakeDatasets.Of("d1", "Corner shop", "sales.product", "sales.date", "sales.quantity");
        var page = At("/synthesis?tab=calibrate");
        Assert.Contains("lacks what this needs", page.Markup);
        Assert.True(page.FindAll("button").Last(b => b.TextContent.Trim() == "Calibrate").HasAttribute("disabled"));
    }

    private sealed class FakeEvents : IRunEvents
    {
        private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
        public List<Trial> Rows { get; } = [];
        public IReadOnlyList<SeriesRow> Read(string runId, string series) => series == "trials" ? [.. Rows.Select(r => new SeriesRow(DateTimeOffset.UnixEpoch, JsonSerializer.SerializeToElement(r, Web)))] : [];
    }
}
