using Microsoft.Playwright;
using RetailOpt.Tests.Support;

[assembly: AssemblyFixture(typeof(RetailOpt.Tests.Browser.Dashboard))]

namespace RetailOpt.Tests.Browser;

/// <summary>One dashboard with its sample retailer and one browser for all browser tests, started by the first that asks.</summary>
public sealed class Dashboard : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly TempFolder _home = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HostProcess? _host;

    internal string Url => _host!.Url;

    /// <summary>A new page, in a browser context of its own.</summary>
    internal async Task<IPage> OpenAsync(string path, ColorScheme theme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        await StartAsync();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Url,
            ColorScheme = theme,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = height },
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await SettleAsync(page);
        return page;
    }

    /// <summary>Waits until the circuit is up and nothing on the page says that it is busy.</summary>
    internal static async Task SettleAsync(IPage page)
    {
        await page.Locator("main").WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')", null, new() { Timeout = 60_000 });
    }

    private async Task StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_browser is not null) return;
            _playwright = await Playwright.CreateAsync();
            var browser = await Chromium.LaunchAsync(_playwright);
            _host = await HostProcess.StartAsync(_home.Path);
            _browser = browser;
        }
        finally { _starting.Release(); }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_host is not null) await _host.DisposeAsync();
        _playwright?.Dispose();
        _home.Dispose();
        _starting.Dispose();
    }
}
