using Microsoft.Playwright;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Browser;

/// <summary>The dashboard killed in the middle of its work.</summary>
public sealed class RestartTests(Dashboard dashboard)
{
    [Fact]
    public async Task Kill_WhileTheSampleIsMade_IsToldAndMadeGoodAtTheNextStart()
    {
        using var home = new TempFolder();
        await using (var first = await HostProcess.StartAsync(home.Path))
        {
            await Until(() => Directory.EnumerateFiles(home["work"], "request.json", SearchOption.AllDirectories).Any());
            await first.KillAsync();
        }
        Assert.Empty(Directory.EnumerateDirectories(home["datasets"]));

        await using var second = await HostProcess.StartAsync(home.Path);
        await Until(() => Directory.EnumerateDirectories(home["datasets"]).Any());
        var page = await dashboard.BlankAsync();
        await page.GotoAsync(second.Url + "/runs");
        await page.GetByRole(AriaRole.Table).GetByText("Interrupted").First.WaitForAsync(new() { Timeout = 60_000 });
        await page.Context.CloseAsync();
    }

    private static async Task Until(Func<bool> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "it did not come true within 2 minutes");
            await Task.Delay(20);
        }
    }
}
