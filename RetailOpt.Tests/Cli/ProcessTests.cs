using System.Diagnostics;
using System.Text.Json.Nodes;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Cli;

/// <summary>The built program in a process of its own.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Program_UnderAGermanEnvironment_ReadsPointsAndSplitsItsStreams()
    {
        var file = _folder.Write("data.csv", "SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND\nA,10,10.5,105,0,.5,60\nA,10,15,120,0,.5,60\nA,10,22,154,0,.5,60\n");
        var (code, output, error) = await RunAsync("price", file, "--target-demand", "150.5", "--json");
        Assert.True(code == 0, error);
        var scenario = JsonNode.Parse(output)!["scenarios"]![4]!;
        Assert.Equal(150.5, (double)scenario["target"]!);
        Assert.Equal(150.5, (double)scenario["demand"]!, .01);
        Assert.Contains("Import", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WithAWrongOption_ExitsWith2()
    {
        var (code, output, error) = await RunAsync("price", "x.csv", "--target-md", "2,5");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--target-md", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var program = typeof(RetailOpt.Cli.App).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        foreach (var name in new[] { "LANG", "LC_ALL" }) start.Environment[name] = "de_DE.UTF-8";
        start.Environment["RETAILOPT_HOME"] = _folder["home"];
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
