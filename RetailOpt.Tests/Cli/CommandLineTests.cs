using System.Globalization;
using System.Text.Json.Nodes;
using RetailOpt.Core.Storage;

namespace RetailOpt.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private JsonNode Echo() => JsonNode.Parse(_cli.Out)!["echo"]![0]!;

    [Fact]
    public async Task Run_WithJson_WritesOneDocumentAndNothingElse()
    {
        Assert.Equal(0, await _cli.RunAsync("probe", "--size", "2500.5", "--colour", "dark-blue", "--json"));
        var json = JsonNode.Parse(_cli.Out)!;
        Assert.Equal(("probe", "completed"), ((string?)json["analysis"], (string?)json["state"]));
        Assert.True(Ids.IsId((string?)json["run"]));
        Assert.Equal(2500.5, (double)Echo()["size"]!);
        Assert.Equal((2500.5, true, "dark-blue"), ((double)json["options"]!["size"]!, (bool)json["options"]!["bold"]!, (string)json["options"]!["colour"]!));
        Assert.Equal("All well.", (string?)json["notices"]![0]!["text"]);
    }

    [Fact]
    public async Task Run_UnderAGermanCulture_ReadsAPointAsAPoint()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal(0, await _cli.RunAsync("probe", "--size", "2500.5", "--json"));
            Assert.Equal(2500.5, (double)Echo()["size"]!);
            Assert.Equal(2, await _cli.RunAsync("probe", "--size", "2500,5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--bold", true)]
    [InlineData("--no-bold", false)]
    [InlineData("--bold true", true)]
    [InlineData("--bold false", false)]
    [InlineData("--bold=false", false)]
    [InlineData("--no-bold true", false)]
    [InlineData("--no-bold false", true)]
    public async Task Run_Switch_IsReadInEachOfItsForms(string flags, bool expected)
    {
        Assert.Equal(0, await _cli.RunAsync(["probe", "--json", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Equal(expected, (bool)Echo()["bold"]!);
    }

    [Theory]
    [InlineData("probe --size 2e7", "--size: Size is 20000000; it must be from 0 to 1000000.")]
    [InlineData("probe --size many", "--size: Size cannot be 'many'.")]
    [InlineData("probe --size NaN", "--size: Size must be a number.")]
    [InlineData("probe --colour green", "--colour: Colour cannot be 'green'.")]
    [InlineData("probe --thin", "--thin: Thin and bold exclude each other.")]
    [InlineData("probe --bold --no-bold", "--bold and --no-bold are both given")]
    [InlineData("probe --bold maybe", "maybe")]
    [InlineData("probe --size", "--size")]
    [InlineData("probe --nonsense", "--nonsense")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("probe --seed -1", "--seed")]
    [InlineData("probe --seed x", "--seed is 'x'")]
    [InlineData("probe --threads 0", "--threads is '0'")]
    [InlineData("probe --fail input", "Line 7 of that file cannot serve.")]
    [InlineData("probe --out result.docx", "ends in .docx")]
    [InlineData("probe --out no/such/folder/result.xlsx", "does not exist")]
    [InlineData("price", "DATASET|FILES")]
    [InlineData("price nowhere.csv", "'nowhere.csv' is neither a file nor a dataset")]
    [InlineData("price a.csv --target-mdd 1", "There is no option '--target-mdd'")]
    [InlineData("datasets show nothing", "There is no dataset 'nothing'")]
    [InlineData("runs show 0123456789abcdef", "There is no run '0123456789abcdef'")]
    public async Task Run_WhatCannotServe_ExitsWith2AndSaysWhy(string line, string why)
    {
        Assert.Equal(2, await _cli.RunAsync(line.Split(' ')));
        Assert.Contains(why, _cli.Error, StringComparison.Ordinal);
        Assert.Empty(_cli.Out);
    }

    [Fact]
    public async Task Run_ThatFails_ExitsWith3()
    {
        Assert.Equal(3, await _cli.RunAsync("probe", "--fail", "fault"));
        Assert.Contains("A fault.", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_Once_KeepsTheBestAndExitsWith130()
    {
        var run = _cli.RunAsync("probe", "--wait", "--json");
        await _cli.Probe.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _cli.Interrupts.Raise();
        Assert.Equal(130, await run);
        Assert.Equal("stopped", (string?)JsonNode.Parse(_cli.Out)!["state"]);
    }

    [Fact]
    public async Task Interrupt_ByTheSystem_CancelsAndLeavesNoResult()
    {
        var run = _cli.RunAsync("probe", "--wait");
        await _cli.Probe.Waiting.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _cli.Interrupts.Raise(hard: true);
        Assert.Equal(130, await run);
        Assert.Empty(_cli.Out);
        Assert.Equal(0, await _cli.RunAsync("runs"));
        Assert.Contains("cancelled", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_ShowRepeatAndDelete_WorkOnAnEarlierRun()
    {
        await _cli.RunAsync("probe", "--size", "3", "--json");
        var id = (string)JsonNode.Parse(_cli.Out)!["run"]!;
        Assert.Equal(0, await _cli.RunAsync("runs", "show", id));
        Assert.Contains(id, _cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("runs", "repeat", id, "--json"));
        Assert.Equal(3, (double)Echo()["size"]!);
        Assert.Equal(0, await _cli.RunAsync("runs", "delete", id));
        Assert.Equal(2, await _cli.RunAsync("runs", "show", id));
    }

    [Fact]
    public async Task Help_TellsOptionsDefaultsAndExamples()
    {
        Assert.Equal(0, await _cli.RunAsync("price", "--help"));
        foreach (var word in new[] { "--target-md <NUMBER>", "--by <product|product-and-store>", "default 41", "retailopt price Pricing_Data.xlsx" })
            Assert.Contains(word, _cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("probe", "--help"));
        Assert.Contains("--no-bold", _cli.Out, StringComparison.Ordinal);
    }
}
