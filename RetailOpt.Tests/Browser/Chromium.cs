using Microsoft.Playwright;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Browser;

/// <summary>Finds a Chromium: CHROMIUM_PATH, then the PATH, then one that Playwright installs. Where none can be had, the test is skipped by name; in CI that is a failure.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var options = new BrowserTypeLaunchOptions { Headless = true, Args = Arguments, ExecutablePath = OnThisMachine() };
        try
        {
            if (options.ExecutablePath is null && !File.Exists(playwright.Chromium.ExecutablePath)) await Task.Run(() => Microsoft.Playwright.Program.Main(["install", "chromium"]));
            return await playwright.Chromium.LaunchAsync(options);
        }
        catch (PlaywrightException e)
        {
            RealData.Missing($"a Chromium for the browser tests (set CHROMIUM_PATH): {e.Message.Split('\n')[0]}");
            throw;
        }
    }

    private static string? OnThisMachine() => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path
        ? path
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
