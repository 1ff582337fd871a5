using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Runs;
using RetailOpt.Web.Pages;
using RetailOpt.Web.Pages.Runs;

namespace RetailOpt.Tests.Web;

public sealed class RunComponentsTests : WebTest
{
    private readonly FakeQueue queue = new();
    private readonly TempFolder home = new();

    public RunComponentsTests()
    {
        Services.AddRetailOpt(new RetailOptSettings { Home = home.Path });
        Services.AddSingleton<IRunQueue>(queue);
        Services.AddSingleton(new RunRegistry([new NamedAnalysis("probe", "Markdown pricing"), new NamedAnalysis("other", "Store clusters")]));
        Services.AddSingleton<Library>();
    }

    [Fact]
    public void Progress_WithFraction_SaysPhaseShareAndTimeLeft()
    {
        var panel = Show<RunProgressPanel>(p => p.Add(r => r.Run, FakeQueue.Run("r1", RunState.Running) with { Progress = new(.25, "Fitting curves", "1,200 of 4,800", TimeSpan.FromSeconds(95)) }));
        Assert.Contains("Fitting curves", panel.Markup);
        Assert.Contains("1,200 of 4,800", panel.Markup);
        Assert.Contains("25%, about 1 min 35 s left", panel.Markup);
    }

    [Fact]
    public void Progress_StopThenCancel_AsksTheQueueForBoth()
    {
        var panel = Show<RunProgressPanel>(p => p.Add(r => r.Run, FakeQueue.Run("r1", RunState.Running)));
        panel.FindAll("button").Single(b => b.TextContent.Contains("Stop")).Click();
        Assert.Contains("Stopping", panel.Find("[role=status]").TextContent);
        Assert.True(panel.FindAll("button").Single(b => b.TextContent.Contains("Stop")).HasAttribute("disabled"));
        panel.FindAll("button").Single(b => b.TextContent.Contains("Cancel")).Click();
        Assert.Equal([("r1", true), ("r1", false)], queue.Ended);
    }

    [Fact]
    public void Watch_RunThatEnds_IsCountedThenTold()
    {
        var toasts = Render<MudSnackbarProvider>();
        var watch = Show<RunWatch>();
        Assert.Empty(watch.FindAll(".run-watch"));
        queue.Change(FakeQueue.Run("r1", RunState.Running));
        watch.WaitForAssertion(() => Assert.Contains("1", watch.Find(".run-watch").TextContent));
        queue.Change(FakeQueue.Run("r1", RunState.Completed));
        watch.WaitForAssertion(() => Assert.Empty(watch.FindAll(".run-watch")));
        toasts.WaitForAssertion(() => Assert.Contains("Markdown pricing of My shop is ready.", toasts.Markup));
    }

    [Fact]
    public async Task Subscription_ManyChanges_DeliversTheNewestAndEndsWithItsPage()
    {
        var delivered = new List<RunRecord>();
        var gate = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var subscription = new RunSubscription(queue, "r1", async changed =>
        {
            lock (delivered) delivered.AddRange(changed);
            first.TrySetResult();
            await gate.Task;
        }, TimeProvider.System);
        queue.Change(FakeQueue.Run("r1", RunState.Queued));
        await first.Task.WaitAsync(TimeSpan.FromSeconds(20), Xunit.TestContext.Current.CancellationToken);
        for (var i = 0; i < 1000; i++) queue.Change(FakeQueue.Run("r1", RunState.Running) with { Progress = new(i / 1000.0, "Going", null, null) });
        gate.SetResult();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!deadline.IsCancellationRequested && Last()?.Progress?.Fraction != .999) await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(.999, Last()?.Progress?.Fraction);
        Assert.InRange(delivered.Count, 2, 3);
        await subscription.DisposeAsync();
        Assert.Equal(0, queue.Followers);

        RunRecord? Last()
        {
            lock (delivered) return delivered.LastOrDefault();
        }
    }

    [Fact]
    public void RunsPage_Filters_StandInTheAddress()
    {
        queue.Runs.AddRange([FakeQueue.Run("r1", RunState.Completed), FakeQueue.Run("r2", RunState.Failed) with { Error = "Column SKU is missing." }, FakeQueue.Run("r3", RunState.Completed, "other", "Second shop")]);
        var page = Show<RunsPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr").Count));
        Assert.Contains("Column SKU is missing.", page.Markup);
        page.FindAll("select")[1].Change("Completed");
        Assert.Equal("Completed", Services.GetRequiredService<QueryState>()["state"]);
        Assert.Equal(["Markdown pricing of My shop", "Store clusters of Second shop"], page.FindAll("tbody td.run-name").Select(c => c.TextContent.Trim()));
    }

    [Fact]
    public void RunPage_Interrupted_OffersToResume()
    {
        queue.Runs.Add(FakeQueue.Run("r1", RunState.Interrupted));
        var page = Show<RunPage>(p => p.Add(r => r.Id, "r1"));
        page.WaitForAssertion(() => Assert.Contains("Nothing half-made was kept", page.Markup));
        Assert.Contains(page.FindAll("button"), b => b.TextContent.Contains("Resume"));
        Assert.Contains("30%", page.Markup); // the option's value, as the run had it
    }

    [Fact]
    public void RunPage_OfNothing_SaysSo() => Assert.Contains("This run is not here", Show<RunPage>(p => p.Add(r => r.Id, "nothing")).Markup);

    [Fact]
    public void Kpis_AgainstABase_SayTheChangeAndWhetherItIsGood()
    {
        var strip = Show<KpiStrip>(p => p
            .Add(k => k.Kpis, [new("demand", "Demand", 2_520_000, null, null, ColumnType.Money, "GBP", Better.Higher), new("md", "Weighted markdown", .25, null, null, ColumnType.Percent, null, Better.Lower), new("left", "Left", null, null, null, ColumnType.Number, null, Better.Neither)])
            .Add(k => k.Against, [new("demand", "Demand", 2_400_000, null, null, ColumnType.Money, "GBP", Better.Higher), new("md", "Weighted markdown", .2, null, null, ColumnType.Percent, null, Better.Lower)])
            .Add(k => k.AgainstName, "keeping prices"));
        Assert.Equal("2.52 M", strip.Find("[data-kpi=demand] dd").TextContent);
        Assert.Contains("+5.0% vs keeping prices", strip.Find("[data-kpi=demand] .kpi-change.good").TextContent);
        Assert.Contains("+5.0 points", strip.Find("[data-kpi=md] .kpi-change.bad").TextContent);
        Assert.Equal(Cells.None, strip.Find("[data-kpi=left] dd").TextContent);
    }

    [Theory]
    [InlineData("# Title\n\n- one **bold**\n- two `code`", "<h2>Title</h2><ul><li>one <strong>bold</strong></li><li>two <code>code</code></li></ul>")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt; </p>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | <i> |", "<div class=\"table-scroll\"><table class=\"list\"><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>&lt;i&gt;</td></tr></table></div>")]
    public void Markup_OfAReport_IsEncodedHtml(string markdown, string html) => Assert.Equal(html, Markup.Html(markdown));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) home.Dispose();
    }
}
