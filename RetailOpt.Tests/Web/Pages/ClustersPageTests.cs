using Bunit;
using RetailOpt.Core.Analyses;
using RetailOpt.Web.Pages.Clusters;

namespace RetailOpt.Tests.Web.Pages;

public sealed class ClustersPageTests : PageTest
{
    private IRenderedComponent<ClustersPage> Answered(string address = "/clusters")
    {
        Open(address);
        var page = Show<ClustersPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-cluster]")));
        return page;
    }

    [Fact]
    public void Render_PlainGroups_AreFoundAndExplained()
    {
        var page = Answered();
        Assert.Equal(3, page.FindAll("[data-cluster]").Count);
        Assert.StartsWith("9 stores fall into 3 clusters", page.Find(".answer-line p").TextContent);
        Assert.All(page.FindAll(".cluster-card .reason"), r => Assert.EndsWith(".", r.TextContent));
        page.WaitForAssertion(() => Assert.Equal(9, page.FindAll("tbody tr.mud-table-row").Count));
    }

    [Fact]
    public async Task Number_Fixed_IsAskedWrittenToTheAddressAndExplained()
    {
        var page = Answered();
        await page.InvokeAsync(() => page.Find("[data-option=k] input.num").Change("2"));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-cluster]").Count));
        page.WaitForAssertion(() => Assert.Equal("2", Asks("k")));
        Assert.Contains("The number is fixed. Reset it", page.Markup);
    }

    [Fact]
    public void Address_WithANumber_IsShown()
    {
        var page = Answered("/clusters?k=2");
        Assert.Equal(2, page.FindAll("[data-cluster]").Count);
        Assert.Equal("2", page.Find("[data-option=k] input.num").GetAttribute("value"));
    }

    [Fact]
    public void Render_AnalysisThatFails_SaysWhy()
    {
        Answers.Gate = (_, _) => throw new InputException("The sales of 'Corner shop' name no store.");
        Open("/clusters");
        var page = Show<ClustersPage>();
        page.WaitForAssertion(() => Assert.Contains("name no store", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Save_QueuesWhatIsOnThePage()
    {
        var page = Answered("/clusters?k=2");
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent.Contains("Save as run")).Click());
        page.WaitForAssertion(() => Assert.Equal("clusters", Queue.Runs.Single().Request.Analysis));
        Assert.Contains("\"k\":\"2\"", Queue.Runs.Single().Request.OptionsJson);
    }
}
