using System.Text.Json;
using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Web.Components.Charts;
using RetailOpt.Web.Pages.Pricing;

namespace RetailOpt.Tests.Web.Pages;

public sealed class PricingPageTests : PageTest
{
    private IRenderedComponent<PricingPage> Page(string address = "/pricing")
    {
        Open(address);
        return Show<PricingPage>();
    }

    private IRenderedComponent<PricingPage> Answered(string address = "/pricing")
    {
        var page = Page(address);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi=demand]")));
        return page;
    }

    private static string Kpi(IRenderedComponent<PricingPage> page, string key) => page.Find($"[data-kpi={key}] dd").TextContent;

    private static string? Option(RunRequest request, string key) => JsonDocument.Parse(request.OptionsJson).RootElement.GetProperty(key).GetString();

    [Fact]
    public void Render_WithoutData_SaysWhatToDo()
    {
        Datasets.All.Clear();
        var page = Page();
        page.WaitForAssertion(() => Assert.Contains("No data yet", page.Find(".empty").TextContent));
        Assert.Equal("/data", page.Find(".empty a").GetAttribute("href"));
        Assert.Empty(Answers.Asked);
    }

    [Fact]
    public void Render_WhileTheFirstDatasetIsMade_GoesOnByItself()
    {
        var dataset = Datasets.All[0];
        Datasets.All.Clear();
        var page = Page();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".empty")));
        Datasets.All.Add(dataset);
        Queue.Change(FakeQueue.Run("import1", RunState.Completed, "import") with { DatasetId = dataset.Id });
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi=demand]")));
    }

    [Fact]
    public void Render_DatasetThatLacksAColumn_SaysWhichAndHowToSupplyIt()
    {
        Datasets.All.Clear();
        Datasets.All.Add(FakeDatasets.Of("d2", "Prices only", "sales.product"));
        var page = Page();
        page.WaitForAssertion(() => Assert.Contains("Prices only lacks what this needs", page.Find(".empty h2").TextContent));
        Assert.Contains("quantity in sales: A column such as SALES_QTY, units or qty.", page.FindAll(".needs li")[0].TextContent);
        Assert.Empty(Answers.Asked);
    }

    [Fact]
    public void Render_DatasetThatIsGone_SaysSo()
    {
        var page = Page("/pricing?data=nowhere");
        page.WaitForAssertion(() => Assert.Contains("There is no dataset 'nowhere'", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void Render_WhileItComputes_IsBusyThenAnswers()
    {
        var gate = new TaskCompletionSource();
        Answers.Gate = (_, _) => gate.Task;
        var page = Page();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find(".waiting").GetAttribute("aria-busy")));
        gate.SetResult();
        page.WaitForAssertion(() => Assert.Equal(10, page.FindAll("[data-scenario]").Count));
        Assert.Empty(page.FindAll(".waiting"));
    }

    [Fact]
    public async Task Render_AnalysisThatFails_SaysWhyAndTriesAgain()
    {
        Answers.Gate = (_, _) => throw new InputException("The sales have no quantity in row 7.");
        var page = Page();
        page.WaitForAssertion(() => Assert.Contains("The sales have no quantity in row 7.", page.Find("[role=alert]").TextContent));
        Answers.Gate = (_, _) => Task.CompletedTask;
        await page.InvokeAsync(() => page.Find("[role=alert] button").Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi=demand]")));
    }

    [Fact]
    public void Render_WithoutTargets_TellsThoseThatWereChosen()
    {
        var page = Answered();
        Assert.Contains("No target weighted markdown was given", page.Find(".notices").TextContent);
        Assert.EndsWith("%", page.Find("[data-option=target-md] input.num").GetAttribute("placeholder"));
        Assert.DoesNotContain(page.FindAll("[data-kpi] dd:first-of-type"), f => f.TextContent == "—");
        Assert.Contains("markdown bounds are crossed", page.Find(".notice.error").TextContent);
    }

    [Fact]
    public void Address_WithAView_IsShown()
    {
        var page = Answered("/pricing?data=d1&target-md=0.1&plan=MAX_DEMAND&base=MIN_W_MD&sku=SKU2");
        Assert.Equal("0.1", Option(Answers.Asked[0], "target-md"));
        Assert.Equal("true", page.Find("[data-scenario=MAX_DEMAND] button").GetAttribute("aria-pressed"));
        Assert.Contains("vs least markdown", page.Find("[data-kpi=demand] .kpi-change").TextContent);
        Assert.Equal("Oat biscuits", page.Find(".sku-panel h2").TextContent);
    }

    [Fact]
    public async Task Handle_Moved_SolvesAndShowsAndThenWritesTheAddress()
    {
        var page = Answered();
        var before = Kpi(page, "demand");
        await page.InvokeAsync(() => page.Find("#front-handle").Input("0.05"));
        page.WaitForAssertion(() => Assert.NotEqual(before, Kpi(page, "demand")));
        Assert.Equal("5.0%", Kpi(page, "weighted_md"));
        await page.InvokeAsync(() => page.Find("#front-handle").Change("0.05"));
        page.WaitForAssertion(() => Assert.Equal("0.05", Asks("target-md")));
        Assert.Equal("d1", Asks("data"));
    }

    [Fact]
    public async Task Handle_DraggedFasterThanItSolves_AsksOnlyForTheNewest()
    {
        var page = Answered();
        var gate = new TaskCompletionSource();
        Answers.Gate = (_, _) => gate.Task;
        var asked = Answers.Asked.Count;
        var moves = new List<Task>();
        await page.InvokeAsync(() =>
        {
            foreach (var md in new[] { "0.02", "0.03", "0.04", "0.06" }) moves.Add(page.Find("#front-handle").InputAsync(md));
        });
        Assert.Equal(asked + 1, Answers.Asked.Count);
        gate.SetResult();
        await Task.WhenAll(moves);
        Assert.Equal(["0.02", "0.06"], Answers.Asked.Skip(asked).Select(r => Option(r, "target-md")));
        page.WaitForAssertion(() => Assert.Equal("6.0%", Kpi(page, "weighted_md")));
    }

    [Fact]
    public async Task Scenario_Picked_ShowsItsPlanInFiguresAndTable()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.Find("[data-scenario=MAX_W_MD] button").Click());
        page.WaitForAssertion(() => Assert.Equal("50.0%", Kpi(page, "weighted_md")));
        page.WaitForAssertion(() => Assert.Equal("MAX_W_MD", Asks("plan")));
        Assert.Contains("SKUs: most markdown", page.FindAll(".grid-title").Select(t => t.TextContent));
        Assert.Single(Answers.Asked);
    }

    [Fact]
    public void Target_OutOfReach_IsSaidWithTheReachAndNotAsNulls()
    {
        var page = Answered("/pricing?target-md=0.9");
        var row = page.Find("[data-scenario=TGT_MD]");
        Assert.Equal("Infeasible", row.QuerySelector(".status")!.TextContent);
        Assert.Matches(@"^Weighted markdown can be \d+\.\d% to 50\.0%\.$", row.QuerySelector(".reach")!.TextContent);
        Assert.Contains("No plan meets this target", page.Find(".answer-line p").TextContent);
        Assert.Equal("Optimal", page.Find("[data-scenario=MAX_DEMAND] .status").TextContent);
    }

    [Fact]
    public async Task Target_ThatBreaksItsRule_IsToldBesideTheFieldAndNotAsked()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.Find("[data-option=target-md] input.num").Change("140"));
        page.WaitForAssertion(() => Assert.Contains("must be from 0 to 1", page.Find("[data-option=target-md] .field-error").TextContent));
        Assert.Single(Answers.Asked);
    }

    [Fact]
    public async Task Base_Changed_ShowsDifferencesAgainstIt()
    {
        var page = Answered();
        Assert.Equal("", page.FindAll("[data-scenario=MAX_DEMAND] .diff")[0].TextContent);
        await page.InvokeAsync(() => page.Find(".inline-field select").Change("MIN_W_MD"));
        page.WaitForAssertion(() => Assert.StartsWith("+", page.FindAll("[data-scenario=MAX_DEMAND] .diff")[0].TextContent));
        Assert.Equal("", page.FindAll("[data-scenario=MIN_W_MD] .diff")[0].TextContent);
    }

    [Fact]
    public async Task Sku_Clicked_ShowsItsCurveAndTriesAnotherMarkdown()
    {
        var page = Answered();
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".wide-side tbody tr.mud-table-row").Count));
        await page.InvokeAsync(() => page.FindAll(".wide-side tbody tr.mud-table-row")[2].QuerySelector("td")!.Click());
        page.WaitForAssertion(() => Assert.Equal("Oat biscuits", page.Find(".sku-panel h2").TextContent));
        page.WaitForAssertion(() => Assert.Equal("SKU2", Asks("sku")));
        await page.InvokeAsync(() => page.Find("#what-if").Input("0.5"));
        Assert.Equal("3.00", page.FindAll(".what-if-figures dd")[0].TextContent);
        Assert.Contains("Back to the plan", page.Find(".what-if").TextContent);
        Assert.Single(Answers.Asked);
    }

    [Fact]
    public void Interval_StandsBesideTheDemandEverywhere()
    {
        var page = Answered("/pricing?sku=SKU2");
        Assert.Matches(@"^90% [\d.,]+ to [\d.,]+$", page.Find("[data-kpi=demand] .kpi-note").TextContent);
        Assert.Matches(@"Expect [\d.,]+, 90% [\d.,]+ to [\d.,]+; the curve alone says [\d.,]+\.", page.Find(".answer-line p").TextContent);
        Assert.Contains("One more point of markdown", page.Find(".answer-line p").TextContent);
        Assert.Equal(10, page.FindAll("[data-scenario] .interval").Count);
        Assert.Contains("The curve says", page.Find(".figures thead").TextContent);
        Assert.Matches("the curve says .* units a week; we believe .*, 90% .* to .*", page.Find(".belief").TextContent);
        Assert.Contains("off", page.Find(".sku-panel .takeaway").TextContent);
        var chart = page.FindComponents<ChartPanel>()[1].Instance.Spec!;
        Assert.Equal(["90% interval", "The curve says", "We believe"], chart.Series.Where(s => !s.Unlisted).Select(s => s.Name));
    }

    [Fact]
    public void Shrinkage_Off_LeavesOneFigure()
    {
        var page = Answered("/pricing?shrink=false");
        Assert.DoesNotContain("The curve says", page.Find(".figures thead").TextContent);
        Assert.DoesNotContain("we believe", page.Find(".belief").TextContent);
        Assert.DoesNotContain("the curve alone says", page.Find(".answer-line p").TextContent);
    }

    [Fact]
    public void Robust_TellsThatTheFigureIsTheWorst()
    {
        var page = Answered("/pricing?robust=true");
        Assert.Contains("At worst", page.Find(".figures thead").TextContent);
        Assert.Contains(page.FindComponents<ChartPanel>()[1].Instance.Spec!.Series, s => s.Name == "Planned on");
    }

    [Fact]
    public void Weeks_OfASku_ShowItsPathAndWhatIsLeft()
    {
        var page = Answered("/pricing?weeks=3&ladder=0.1&sku=SKU2");
        var weeks = page.FindAll(".weeks tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent).ToArray()).ToArray();
        Assert.Equal(3, weeks.Length);
        Assert.All(weeks, w => Assert.EndsWith("0.0%", w[0]));
        double[] left = [.. weeks.Select(w => double.Parse(w[3], System.Globalization.CultureInfo.CurrentCulture))];
        Assert.True(left[0] > left[1] && left[1] > left[2]);
    }

    [Fact]
    public void Weeks_OfOnePeriod_AreNotListed() => Assert.Empty(Answered().FindAll(".weeks"));

    [Fact]
    public async Task Sku_Locked_MovedKeptAndSetFree()
    {
        var page = Answered("/pricing?sku=SKU2");
        await page.InvokeAsync(() => page.Find("#what-if").Input("0.25"));
        await page.InvokeAsync(() => LockButton(page, "Lock at 25.0%").Click());
        page.WaitForAssertion(() => Assert.Equal("SKU2=0.25", Asks("locks")));
        page.WaitForAssertion(() => Assert.Contains("25.0%", Assert.Single(page.FindAll(".locked-md")).TextContent));
        Assert.Equal("SKU2=0.25", Option(Answers.Asked[^1], "locks"));
        Assert.Contains("Locked at 25.0%", page.Find(".sku-locks").TextContent);

        await page.InvokeAsync(() => LockButton(page, "Keep as it is").Click());
        page.WaitForAssertion(() => Assert.Equal("SKU2=", Asks("locks")));
        page.WaitForAssertion(() => Assert.Contains("Locked at 40.0%", page.Find(".sku-locks").TextContent));

        await page.InvokeAsync(() => LockButton(page, "Unlock").Click());
        page.WaitForAssertion(() => Assert.Null(Asks("locks")));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".locked-md")));
    }

    [Fact]
    public async Task Locks_AreListedAndSetFreeOneByOne()
    {
        var page = Answered("/pricing?locks=SKU1%3D.1%3B%20SKU3%3D");
        Assert.Equal(["SKU1", "SKU3"], page.FindAll(".lock-name").Select(l => l.TextContent));
        Assert.NotNull(page.Find("[data-group='Prices people can set'][open]"));
        await page.InvokeAsync(() => page.Find("[aria-label='Unlock SKU1']").Click());
        page.WaitForAssertion(() => Assert.Equal("SKU3=", Asks("locks")));
    }

    private static AngleSharp.Dom.IElement LockButton(IRenderedComponent<PricingPage> page, string text) => page.FindAll(".sku-locks button").Single(b => b.TextContent == text);

    [Fact]
    public void Remarks_AreWordsNotCodes()
    {
        var page = Answered();
        page.WaitForAssertion(() => Assert.Contains("seen at one markdown", page.FindAll(".wide-side tbody tr.mud-table-row")[4].TextContent));
    }

    [Fact]
    public async Task Save_QueuesWhatIsOnThePageAndLinksToTheRun()
    {
        var page = Answered("/pricing?target-md=0.1");
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent.Contains("Save as run")).Click());
        page.WaitForAssertion(() => Assert.Contains("Waiting for a free worker", page.Find(".save-state").TextContent));
        Assert.Equal("0.1", Option(Queue.Runs[0].Request, "target-md"));
        Assert.Equal("d1", Queue.Runs[0].Request.Inputs["data"].Id);
        Queue.Change(Queue.Runs[0] with { State = RunState.Completed });
        page.WaitForAssertion(() => Assert.Contains("Open the run", page.Find(".save-state").TextContent));
        Assert.Equal("/runs/run1", page.Find(".save-state a").GetAttribute("href"));
    }

    [Fact]
    public async Task Save_Refused_SaysWhy()
    {
        Queue.Refusal = "The dataset 'Corner shop' no longer exists.";
        var page = Answered();
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent.Contains("Save as run")).Click());
        page.WaitForAssertion(() => Assert.Contains("no longer exists", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void Address_ChangedByALink_IsFollowed()
    {
        var page = Answered("/pricing?data=d1");
        Open("/pricing?data=d1&target-md=0.07");
        page.WaitForAssertion(() => Assert.Equal("7.0%", Kpi(page, "weighted_md")));
    }
}
