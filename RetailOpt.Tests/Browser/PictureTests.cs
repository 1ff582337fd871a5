using Microsoft.Playwright;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Browser;

/// <summary>Takes a picture of every page into artifacts/pictures, light and dark, wide and phone-narrow, and holds what a picture must: no error, no script error, nothing from elsewhere, no sideways scrolling.</summary>
public sealed class PictureTests(Dashboard dashboard)
{
    public static TheoryData<string, ColorScheme> Pages => PageList.All;

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Page_Wide_IsWhole(string name, ColorScheme theme) => PictureAsync(name, theme, "wide", 1440, 900);

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Page_Phone_IsWhole(string name, ColorScheme theme) => PictureAsync(name, theme, "phone", 390, 844);

    private async Task PictureAsync(string name, ColorScheme theme, string size, int width, int height)
    {
        var page = await dashboard.BlankAsync(theme, width, height);
        var trouble = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error" && !Expected(name, message.Text)) trouble.Add(message.Text); };
        page.PageError += (_, error) => trouble.Add(error);
        page.Request += (_, request) => { if (!request.Url.StartsWith(dashboard.Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) trouble.Add("fetched " + request.Url); };
        await page.GotoAsync(PageList.Path(dashboard, name));
        await Dashboard.SettleAsync(page);
        Assert.False(await page.Locator("#blazor-error-ui").IsVisibleAsync(), "the page shows an unhandled error");
        await TakeAsync(page, $"{name}-{size}-{theme.ToString().ToLowerInvariant()}");
        Assert.Empty(trouble);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth + 1"), "the page scrolls sideways");
        await page.Context.CloseAsync();
    }

    /// <summary>A picture of the whole page, in artifacts/pictures.</summary>
    internal static Task TakeAsync(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(RealData.Checkout(), "artifacts", "pictures")).FullName;
        return page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    // the browser reports the status of the page that is not there
    private static bool Expected(string name, string message) => name == "not-found" && message.Contains("404", StringComparison.Ordinal);
}
