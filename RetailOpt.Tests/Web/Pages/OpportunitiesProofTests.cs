using System.Text.Json;
using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Pages.Opportunities;

namespace RetailOpt.Tests.Web.Pages;

/// <summary>The two tests of the rule, run from the page of opportunities.</summary>
public sealed class OpportunitiesProofTests : PageTest
{
    private sealed record Line(string Test, string Method, double Share);

    private IRenderedComponent<OpportunitiesPage> Answered(string address = "/opportunities")
    {
        Open(address);
        var page = Show<OpportunitiesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".proof [role=status]")));
        return page;
    }

    private void Give(string run, bool dated = true)
    {
        Line[] lines = [new("mask", "rule", .5), new("mask", "popularity", .4), new("mask", "random", .1), .. dated ? new Line[] { new("forward", "rule", .3), new("forward", "popularity", .29), new("forward", "random", .2) } : []];
        var proof = new TableLayout<Line>("proof", "Proof").Text("test", "Test", l => l.Test).Text("method", "Method", l => l.Method);
        foreach (var key in new[] { "recall", "precision" }) proof.Percent(key, key, l => l.Share).Percent(key + "_low", "from", l => l.Share - .02).Percent(key + "_high", "to", l => l.Share + .02);
        Store.Tables[(run, "proof")] = proof.Of(lines);
        Store.Tables[(run, "calibration")] = new TableLayout<int>("calibration", "Calibration").Integer("bin", "Tenth", b => b).Integer("count", "Count", _ => 7).Money("predicted", "Predicted", b => 100 * b).Money("sold", "Sold", b => 90 * b)
            .Of(dated ? [1, 2, 3] : Array.Empty<int>());
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<OpportunitiesPage> page, string text) => page.FindAll(".proof button").Single(b => b.TextContent.Contains(text, StringComparison.Ordinal));

    [Fact]
    public async Task Run_FromThePage_IsQueuedFollowedStoppedAndShown()
    {
        var page = Answered("/opportunities?adoption-threshold=0.5");
        Assert.Contains("Not tested yet", page.Find(".proof").TextContent);
        await page.InvokeAsync(() => Button(page, "Run both tests").Click());
        page.WaitForAssertion(() => Assert.Single(Queue.Runs));
        var run = Queue.Runs.Single();
        Assert.Equal(("opportunities-proof", "d1"), (run.Request.Analysis, run.Request.Inputs["data"].Id));
        Assert.Equal("0.5", JsonDocument.Parse(run.Request.OptionsJson).RootElement.GetProperty("adoption-threshold").GetString());

        Queue.Change(run with { State = RunState.Running, Progress = new(.4, "Mask test", "8 of 20 draws", null) });
        page.WaitForAssertion(() => Assert.Contains("8 of 20 draws", page.Find(".proof .run-progress").TextContent));
        await page.InvokeAsync(() => Button(page, "Stop, keep the best").Click());
        await page.InvokeAsync(() => Button(page, "Cancel").Click());
        Assert.Equal([("run1", true), ("run1", false)], Queue.Ended);

        Give("run1");
        Queue.Change(run with { State = RunState.Stopped, Kpis = [new("calibration", "Sold against predicted", .9, .8, 1.1, ColumnType.Number, null, Better.Neither)] });
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll(".proof tbody tr").Count));
        var text = page.Find(".proof").TextContent;
        Assert.Contains("The rule does better than popularity: 50.0% against 40.0%", text);
        Assert.Contains("The rule and popularity cannot be told apart: 30.0% against 29.0%", text);
        Assert.Contains("sold 0.90 times what peers predicted (0.80 to 1.10)", text);
        Assert.Contains("50.0% (48.0% to 52.0%)", text);
        Assert.Contains("Made with the options on this page", text);
        Assert.Contains("stopped early", text);
    }

    [Fact]
    public async Task Newest_OfTheDataset_IsShown_AndOtherOptionsAreTold()
    {
        Give("p1", dated: false);
        Queue.Runs.Add(FakeQueue.Run("p1", RunState.Completed, "opportunities-proof"));
        var page = Answered();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".proof tbody tr").Count));
        Assert.Contains("Made with other options", page.Find(".proof").TextContent);
        Assert.Contains("no dates on both sides", page.Find(".proof").TextContent);
        await page.InvokeAsync(() => Button(page, "Run both tests").Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".proof .run-progress")));
        Queue.Change(Queue.Runs.Single(r => r.Id == "run1") with { State = RunState.Cancelled });
        page.WaitForAssertion(() => Assert.Contains("was cancelled; nothing was kept", page.Find(".proof").TextContent));
        Assert.Equal(3, page.FindAll(".proof tbody tr").Count); // the earlier result stays
    }

    [Fact]
    public async Task Refused_OrFailed_SaysWhy()
    {
        var page = Answered();
        Queue.Refusal = "The disk is full.";
        await page.InvokeAsync(() => Button(page, "Run both tests").Click());
        page.WaitForAssertion(() => Assert.Contains("The disk is full.", page.Find(".proof [role=alert]").TextContent));
        Queue.Refusal = null;
        await page.InvokeAsync(() => Button(page, "Run both tests").Click());
        page.WaitForAssertion(() => Assert.NotEmpty(Queue.Runs));
        Queue.Change(Queue.Runs.Single() with { State = RunState.Failed, Error = "A store is in two clusters." });
        page.WaitForAssertion(() => Assert.Contains("A store is in two clusters.", page.Find(".proof").TextContent));
    }
}
