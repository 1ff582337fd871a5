using System.Text.Json;
using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Pages.SellThrough;

namespace RetailOpt.Tests.Web.Pages;

public sealed class SellThroughPageTests : PageTest
{
    private IRenderedComponent<SellThroughPage> Answered(string address = "/sell-through")
    {
        Open(address);
        var page = Show<SellThroughPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-rate=optimised]")));
        return page;
    }

    private static string Rate(IRenderedComponent<SellThroughPage> page, string which) => page.Find($"[data-rate={which}] .rate-value").TextContent.Trim();

    private static string Kpi(IRenderedComponent<SellThroughPage> page, string key) => page.Find($"[data-kpi={key}] dd").TextContent;

    private static ChartPanel Chart(IRenderedComponent<SellThroughPage> page, string title) => page.FindComponents<ChartPanel>().Single(c => c.Instance.Title.StartsWith(title, StringComparison.Ordinal)).Instance;

    private static string? Option(RunRequest request, string key) => JsonDocument.Parse(request.OptionsJson).RootElement.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<SellThroughPage> page, string text) => page.FindAll("button").First(b => b.TextContent.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Render_Shop_TellsThreeFiguresApart_TheFindingAndItsProof()
    {
        var page = Answered();
        Assert.Equal(4, new[] { "observed", "baseline", "optimised", "potential" }.Count(r => Rate(page, r).Contains('%')));
        Assert.Contains("What happened", page.Find("[data-rate=observed]").TextContent);
        Assert.Contains("90% interval", page.Find("[data-rate=optimised]").TextContent);
        Assert.Matches(@"^Move \d+ of 800 units to other stores, and [\d.,]+ more are expected to sell", page.Find(".answer-line p").TextContent);
        Assert.Contains("Proven best", page.Find("[data-proof]").TextContent);
        Assert.Empty(page.FindAll(".estimate"));
        Assert.Empty(page.FindAll("[data-estimated]"));
    }

    [Fact]
    public void Charts_OfTheAnswer_ShowClustersFlowsGapsAndTheLadder()
    {
        var page = Answered();
        var clusters = Chart(page, "Before and after").Spec!;
        Assert.Equal(["Observed", "Baseline, modelled", "Plan, modelled"], clusters.Series.Where(s => !s.Unlisted).Select(s => s.Name));
        Assert.Equal(["North", "South"], clusters.Series[^1].X);
        var flow = Chart(page, "Where units flow").Spec!.Flow!;
        Assert.All(flow.Values, v => Assert.True(v > 0));
        Assert.Contains(("S2", "S1"), flow.From.Zip(flow.To));
        Assert.Equal(8, Chart(page, "Gaps between").Spec!.Heat!.Columns.Count);
        Assert.NotEmpty(Chart(page, "What each further unit of").Spec!.Series);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".moves tbody tr.mud-table-row")));
        Assert.Contains("are wanted here", page.Find(".moves tbody").TextContent);
    }

    [Fact]
    public async Task Limit_Moved_IsAnsweredShownInItsPanelAndInTheAddress()
    {
        var page = Answered();
        var before = Kpi(page, "units_moved");
        Assert.Contains("at the limit", page.Find("[data-limit=Changes] .limit-state").TextContent);
        await page.InvokeAsync(() => page.Find("[data-option=change-limit] input.num").Change("90"));
        page.WaitForAssertion(() => Assert.NotEqual(before, Kpi(page, "units_moved")));
        page.WaitForAssertion(() => Assert.Equal("0.9", Asks("change-limit")));
    }

    [Fact]
    public async Task Row_Clicked_ShowsItsProduct_AndTheAddressHoldsIt()
    {
        var page = Answered("/sell-through?product=P2");
        Assert.NotNull(Chart(page, "What each further unit of P2").Spec);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".moves tbody tr.mud-table-row")));
        await page.InvokeAsync(() => page.FindAll(".moves tbody tr.mud-table-row").First(r => r.TextContent.Contains("P1")).Click());
        page.WaitForAssertion(() => Assert.Equal("P1", Asks("product")));
        page.WaitForAssertion(() => Assert.NotNull(Chart(page, "What each further unit of P1").Spec));
        Assert.Equal(4, page.FindAll(".ladder tbody tr").Count);
    }

    [Fact]
    public async Task NoSupply_IsSaidAndAButtonGoesOnWithAnEstimate()
    {
        Estimated = true;
        Answers.Gate = (r, _) => Option(r, "estimate-supply") == "true" ? Task.CompletedTask : throw new InputException("'Corner shop' has no supply; switch the estimate on (estimate-supply).");
        Open("/sell-through");
        var page = Show<SellThroughPage>();
        page.WaitForAssertion(() => Assert.Contains("has no supply", page.Find("[role=alert]").TextContent));
        await page.InvokeAsync(() => Button(page, "Estimate the supply").Click());
        page.WaitForAssertion(() => Assert.Contains("Supply is an estimate", page.Find("[data-estimated]").TextContent));
        Assert.Equal(4, page.FindAll(".rate .estimate").Count);
        page.WaitForAssertion(() => Assert.Equal("true", Asks("estimate-supply")));
    }

    [Fact]
    public async Task SlowAnswer_ChangedOption_WaitsUntilAskedFor()
    {
        Answers.Took = TimeSpan.FromSeconds(9);
        var page = Answered();
        var (asked, before) = (Answers.Asked.Count, Kpi(page, "units_moved"));
        await page.InvokeAsync(() => page.Find("[data-option=change-limit] input.num").Change("90"));
        page.WaitForAssertion(() => Assert.Contains("The options have changed. The last answer took 9 s", page.Find(".held").TextContent));
        Assert.Equal((asked, before), (Answers.Asked.Count, Kpi(page, "units_moved")));
        await page.InvokeAsync(() => Button(page, "Answer now").Click());
        page.WaitForAssertion(() => Assert.NotEqual(before, Kpi(page, "units_moved")));
        Assert.Empty(page.FindAll(".held"));
    }

    [Fact]
    public async Task Derived_TableChosen_IsShownAndOverriddenByAFile()
    {
        var page = Answered();
        page.WaitForAssertion(() => Assert.Contains("S1", page.Find(".given-files").ParentElement!.QuerySelector(".grid tbody")!.TextContent));
        await page.InvokeAsync(() => Button(page, "Product roles").Click());
        page.WaitForAssertion(() => Assert.Equal("product_roles", Asks("table")));
        page.WaitForAssertion(() => Assert.Contains("reach", page.Find(".given-files").ParentElement!.QuerySelector(".grid tbody")!.TextContent));
        var file = Upload("Roles.csv", "spu_code,product_role\nP1,CORE\n");
        await page.InvokeAsync(() => page.FindComponent<FileSlots>().Instance.OnSent("roles", file.Hash, file.Name));
        page.WaitForAssertion(() => Assert.Equal(file.ToText(), Asks("roles")));
        Assert.Equal((InputKind.File, file.Hash), (Answers.Asked[^1].Inputs["roles"].Kind, Answers.Asked[^1].Inputs["roles"].Hash));
    }

    [Fact]
    public async Task Simulation_FromThePage_IsQueuedFollowedStoppedShownAndTakenAway()
    {
        var page = Answered();
        Assert.Contains("Not simulated yet", page.Find(".proof").TextContent);
        await page.InvokeAsync(() => Button(page, "Simulate both").Click());
        page.WaitForAssertion(() => Assert.Single(Queue.Runs));
        var run = Queue.Runs.Single();
        Assert.Equal(("sell-through", "d1"), (run.Request.Analysis, run.Request.Inputs["data"].Id));
        Queue.Change(run with { State = RunState.Running, Progress = new(.4, "Drawing demand", "80 of 200 draws", null) });
        page.WaitForAssertion(() => Assert.Contains("80 of 200 draws", page.Find(".proof .run-progress").TextContent));
        await page.InvokeAsync(() => Button(page, "Stop, keep the best").Click());
        Assert.Equal([("run1", true)], Queue.Ended);
        Store.Tables[("run1", "simulation")] = new TableLayout<Estimate>("simulation", "Simulation").Text("figure", "Figure", _ => "4 improvement, simulated").Number("expected", "Expected", _ => 17).Number("mean", "Drawn", e => e.Value)
            .Number("low", "From", e => e.Low).Number("high", "To", e => e.High).Text("what", "What", _ => "the plan sells more in 97% of 200 draws.").Of([new Estimate(16, 11, 21)]);
        Queue.Change(run with { State = RunState.Stopped, Documents = ["sellthrough_optimization_results.json"], Tables = [new(Store.Tables[("run1", "simulation")].Schema, 1, "h")] });
        page.WaitForAssertion(() => Assert.Contains("Improvement, simulated", page.Find("[data-simulation]").TextContent));
        Assert.Contains("11 to 21", page.Find("[data-simulation]").TextContent);
        Assert.Contains("stopped early", page.Find(".proof").TextContent);
        Assert.Contains("/runs/run1/documents/sellthrough_optimization_results.json", page.FindAll(".downloads a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void AccountsAlone_StandForStores()
    {
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d2", "Wholesaler", "sales.product", "sales.quantity", "sales.account"));
        var page = Answered();
        Assert.Equal("Account", Option(Answers.Asked.Single(), "entity"));
        Assert.Contains("to other accounts", page.Find(".answer-line p").TextContent);
    }
}
