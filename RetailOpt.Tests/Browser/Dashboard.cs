using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using RetailOpt.Tests.Support;

[assembly: AssemblyFixture(typeof(RetailOpt.Tests.Browser.Dashboard))]

namespace RetailOpt.Tests.Browser;

/// <summary>One dashboard with its sample retailer and one browser for all browser tests, started by the first that asks.</summary>
public sealed class Dashboard : IAsyncDisposable
{
    private static readonly string[] FirstRuns = ["sample", "clusters", "price"];
    private readonly SemaphoreSlim _starting = new(1);
    private readonly TempFolder _home = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HostProcess? _host;

    internal string Url => _host!.Url;

    /// <summary>The runs of the sample retailer by analysis: id of the run.</summary>
    internal IReadOnlyDictionary<string, string> Runs { get; private set; } = new Dictionary<string, string>();

    /// <summary>Every uploaded or half-uploaded file of the home.</summary>
    internal string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(_home.Path, "files"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>The id of the sample retailer.</summary>
    internal string Sample { get; private set; } = "";

    /// <summary>A second run of pricing, with another target: something to compare with.</summary>
    internal string OtherPlan { get; private set; } = "";

    /// <summary>Saves what a page shows as a run; its id.</summary>
    internal static async Task<string> SaveAsRunAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as run" }).ClickAsync();
        var saved = page.Locator("[data-run][data-state=Completed]");
        await saved.WaitForAsync(new() { Timeout = 60_000 });
        return await saved.GetAttributeAsync("data-run") ?? "";
    }

    /// <summary>An empty page, in a browser context of its own.</summary>
    internal async Task<IPage> BlankAsync(ColorScheme theme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        await StartAsync();
        return await NewPageAsync(_browser!, theme, width, height);
    }

    private async Task<IPage> NewPageAsync(IBrowser browser, ColorScheme theme, int width, int height)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Url,
            ColorScheme = theme,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = height },
        });
        return await context.NewPageAsync();
    }

    /// <summary>The page at a path, when it has settled.</summary>
    internal async Task<IPage> OpenAsync(Func<Dashboard, string> path, ColorScheme theme = ColorScheme.Light)
    {
        var page = await BlankAsync(theme);
        await page.GotoAsync(path(this));
        await SettleAsync(page);
        return page;
    }

    /// <summary>Waits until the circuit is up and nothing on the page says that it is busy.</summary>
    internal static async Task SettleAsync(IPage page)
    {
        await page.Locator("main").WaitForAsync();
        // the first answer may still be painted in the other theme, and a colour on its way from one to the other is neither
        const string Settled = "() => document.querySelector('[data-painted]')?.dataset.painted === document.documentElement.dataset.theme && !document.querySelector('[aria-busy=true]') && document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getComputedTiming().endTime === Infinity)";
        await page.WaitForFunctionAsync(Settled, null, new() { Timeout = 60_000 });
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
            await AnalysedAsync();
            OtherPlan = await OtherPlanAsync(browser);
            await CalibrateAsync(browser);
            _browser = browser;
        }
        finally { _starting.Release(); }
    }

    private async Task<string> OtherPlanAsync(IBrowser browser)
    {
        var page = await NewPageAsync(browser, ColorScheme.Light, 1440, 900);
        await page.GotoAsync($"/pricing?data={Sample}&target-md=0.05");
        await SettleAsync(page);
        var run = await SaveAsRunAsync(page);
        await page.Context.CloseAsync();
        return run;
    }

    // a calibration of a few products with the fewest trials: something to show on the page of synthesis
    private async Task CalibrateAsync(IBrowser browser)
    {
        var page = await NewPageAsync(browser, ColorScheme.Light, 1440, 900);
        await page.GotoAsync($"/synthesis?tab=calibrate&data={Sample}&products=%5EP000&trials=1");
        await SettleAsync(page);
        await page.GetByRole(AriaRole.Region, new() { Name = "Options" }).GetByRole(AriaRole.Button, new() { Name = "Calibrate" }).ClickAsync();
        await page.Locator("[data-metrics]").WaitForAsync(new() { Timeout = 120_000 });
        await page.Context.CloseAsync();
    }

    // The first start makes a sample retailer and analyses it; pictures and journeys begin when that is done.
    private async Task AnalysedAsync()
    {
        var deadline = Stopwatch.StartNew();
        while (!FirstRuns.All(Runs.ContainsKey))
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromMinutes(3), $"The sample retailer was not analysed in time; done: {string.Join(", ", Runs.Keys)}.");
            await Task.Delay(250);
            Runs = Directory.EnumerateFiles(Path.Combine(_home.Path, "runs"), "run.json", SearchOption.AllDirectories)
                .Select(file => JsonNode.Parse(File.ReadAllText(file))!)
                .DistinctBy(Analysis).ToDictionary(Analysis, run => (string)run["id"]!);
        }
        Sample = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(_home.Path, "datasets")).Single());
        static string Analysis(JsonNode run) => (string)run["request"]!["analysis"]!;
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
