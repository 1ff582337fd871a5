using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Web.Components.Forms;
using RetailOpt.Web.Endpoints;
using RetailOpt.Web.Pages.Pricing;
using RetailOpt.Web.Pages.Runs;

namespace RetailOpt.Tests.Web.Pages;

/// <summary>Files given beside the dataset, on the page of pricing.</summary>
public sealed class PricingFilesTests : PageTest
{
    private IRenderedComponent<PricingPage> Answered(string address = "/pricing")
    {
        Open(address);
        var page = Show<PricingPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi=demand]")));
        return page;
    }

    private static Task Send(IRenderedComponent<PricingPage> page, string input, GivenFile file) =>
        page.InvokeAsync(() => page.FindComponent<FileSlots>().Instance.OnSent(input, file.Hash, file.Name));

    private static string Slot(IRenderedComponent<PricingPage> page, string input) => page.Find($"[data-input={input}]").TextContent;

    private void Refuse(string input, string why) => Answers.Gate = (request, _) => request.Inputs.ContainsKey(input) ? throw new InputException(why) : Task.CompletedTask;

    [Fact]
    public void Slots_AreTheOptionalFilesOfTheAnalysis()
    {
        var page = Answered();
        Assert.Superset(new HashSet<string> { "groups", "lock", "budget" }, page.FindAll("[data-input]").Select(s => s.GetAttribute("data-input")!).ToHashSet());
        Assert.All(page.FindAll("[data-input]"), s => Assert.Contains("Choose a file", s.TextContent));
    }

    [Fact]
    public async Task File_Given_IsAskedWithNamedAndStandsInTheAddress()
    {
        var page = Answered();
        var file = Upload("My locks.csv", "SKU,MD\nSKU1,.2\n");
        await Send(page, "lock", file);
        page.WaitForAssertion(() => Assert.Contains("My locks.csv", Slot(page, "lock")));
        var input = Answers.Asked[^1].Inputs["lock"];
        Assert.Equal((InputKind.File, file.Hash, "My locks.csv"), (input.Kind, input.Hash, input.Name));
        Assert.Equal(Uploads.Find(file.Hash), input.Id);
        page.WaitForAssertion(() => Assert.Equal(file.ToText(), Asks("lock")));
    }

    [Fact]
    public async Task File_Removed_IsAskedWithoutAndLeavesTheAddress()
    {
        var file = Upload("locks.csv", "SKU,MD\n");
        var page = Answered($"/pricing?lock={Uri.EscapeDataString(file.ToText())}");
        Assert.Equal(file.Hash, Answers.Asked[0].Inputs["lock"].Hash);
        await page.InvokeAsync(() => page.Find("[data-input=lock] button").Click());
        page.WaitForAssertion(() => Assert.Null(Asks("lock")));
        Assert.DoesNotContain("lock", Answers.Asked[^1].Inputs.Keys);
    }

    [Fact]
    public async Task File_Refused_SaysWhyAndLeavesTheRestAsItWas()
    {
        var page = Answered("/pricing?target-md=0.1");
        Refuse("groups", "groups.csv has no column GROUP.");
        await Send(page, "groups", Upload("groups.csv", "SKU\n"));
        page.WaitForAssertion(() => Assert.Contains("groups.csv was not taken. groups.csv has no column GROUP.", page.Find("[data-input=groups] [role=alert]").TextContent));
        Assert.Contains("Choose a file", Slot(page, "groups"));
        Assert.Equal("10.0%", page.Find("[data-kpi=weighted_md] dd").TextContent);
        Assert.Null(Asks("groups"));
        Assert.Empty(page.FindAll(".error-panel"));
    }

    [Fact]
    public async Task File_RefusedInPlaceOfAnother_PutsTheOtherBack()
    {
        var good = Upload("good.csv", "SKU,GROUP\n");
        var page = Answered($"/pricing?groups={Uri.EscapeDataString(good.ToText())}");
        Answers.Gate = (request, _) => request.Inputs["groups"].Hash != good.Hash ? throw new InputException("bad.csv is empty.") : Task.CompletedTask;
        await Send(page, "groups", Upload("bad.csv", "SKU\n"));
        page.WaitForAssertion(() => Assert.Contains("bad.csv is empty.", Slot(page, "groups")));
        Assert.Contains("good.csv", Slot(page, "groups"));
    }

    [Fact]
    public async Task Files_GivenTogether_TheOneThatTheMessageNamesIsRefused()
    {
        var page = Answered();
        var gate = new TaskCompletionSource();
        Answers.Gate = (request, _) => request.Inputs.ContainsKey("groups") ? throw new InputException("groups.csv has no column GROUP.") : gate.Task;
        var first = Send(page, "lock", Upload("locks.csv", "SKU,MD\n"));
        var second = Send(page, "groups", Upload("groups.csv", "SKU\n"));
        gate.SetResult();
        await Task.WhenAll(first, second);
        page.WaitForAssertion(() => Assert.Contains("groups.csv was not taken", Slot(page, "groups")));
        page.WaitForAssertion(() => Assert.Contains("locks.csv", Slot(page, "lock")));
        Assert.Empty(page.FindAll("[data-input=lock] [role=alert]"));
    }

    [Fact]
    public async Task Address_WithABadFile_SaysWhyAndLetsItBeRemoved()
    {
        Refuse("lock", "locks.csv is empty.");
        Open($"/pricing?lock={Uri.EscapeDataString(Upload("locks.csv", " ").ToText())}");
        var page = Show<PricingPage>();
        page.WaitForAssertion(() => Assert.Contains("locks.csv is empty.", page.Find(".error-panel").TextContent));
        await page.InvokeAsync(() => page.Find("[data-input=lock] button").Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-kpi=demand]")));
    }

    [Fact]
    public void Address_WithAFileThatIsNotHere_AnswersWithoutItAndSaysSo()
    {
        var page = Answered($"/pricing?lock={new string('a', 64)}:locks.csv");
        Assert.Contains("locks.csv is not on this server", page.Find("[data-input=lock] [role=alert]").TextContent);
        Assert.DoesNotContain(Answers.Asked[0].Inputs.Values, i => i.Kind == InputKind.File);
    }

    [Fact]
    public async Task EditedPlan_Given_ShowsItsPlanAndItsDifferences()
    {
        var page = Answered();
        Assert.Empty(page.FindAll("#differences"));
        Planned[] planned = [new(Edit.Edited, .1, 40, 360), new(Edit.Locked, .2, 50, 320), new(Edit.None, .3, 60, 252), new(Edit.None, .3, 70, 196), Planned.Nowhere];
        Given = new(PlanRules.None with { Locks = [.25, .2, double.NaN, double.NaN, double.NaN] }, [], new EditedPlan("plan.xlsx/PLAN", Scenario.MaxDemand, null, planned));
        await Send(page, "edited", Upload("plan.xlsx", "a workbook"));
        page.WaitForAssertion(() => Assert.Equal("MAX_DEMAND", Asks("plan")));
        Assert.Equal("2", page.Find("[data-kpi=edits] dd").TextContent);
        Assert.Equal("1,128", page.Find("[data-kpi=edited_before] dd").TextContent);
        Assert.Contains("plan.xlsx/PLAN: 1 SKUs edited and 1 locked", page.Find("#differences + p").TextContent);
        page.WaitForAssertion(() => Assert.Contains("edited by you", page.Markup));
        Assert.Contains("locked by you", page.Markup);
        Assert.Contains("not in the edited plan", page.Markup);
    }

    [Fact]
    public async Task Upload_ThatFails_IsToldAtItsSlot()
    {
        var page = Answered();
        var slots = page.FindComponent<FileSlots>();
        await page.InvokeAsync(() => slots.Instance.OnSending("budget"));
        Assert.Contains("Sending…", Slot(page, "budget"));
        await page.InvokeAsync(() => slots.Instance.OnRefused("budget", "The file is larger than 64 GiB."));
        Assert.Contains("larger than 64 GiB", page.Find("[data-input=budget] [role=alert]").TextContent);
    }

    [Fact]
    public async Task Save_WithFiles_KeepsThemAndTheRunLeadsBackToThem()
    {
        var file = Upload("locks.csv", "SKU,MD\n");
        var page = Answered($"/pricing?lock={Uri.EscapeDataString(file.ToText())}");
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent.Contains("Save as run")).Click());
        page.WaitForAssertion(() => Assert.Equal(file.Hash, Queue.Runs.Single().Request.Inputs["lock"].Hash));
        var run = Render<RunPage>(p => p.Add(r => r.Id, "run1"));
        run.WaitForAssertion(() => Assert.Contains($"lock={Uri.EscapeDataString(file.ToText())}", run.FindAll("a").Single(a => a.TextContent.Contains("Open with these options")).GetAttribute("href")));
    }
}
