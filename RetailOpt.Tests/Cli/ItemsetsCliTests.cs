using System.Text.Json.Nodes;

namespace RetailOpt.Tests.Cli;

public sealed class ItemsetsCliTests : IDisposable
{
    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private string Baskets(string text = "a b c\na b\na c\nb\n") => _cli.Files.Write("baskets.dat", text);

    [Fact]
    public async Task Itemsets_Json_TellsCountsAndTimes()
    {
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", Baskets(), "--min-count", "2", "--json"));
        var told = JsonNode.Parse(_cli.Out)!;
        Assert.Equal((5, 4, 3), ((int)told["itemsets"]!, (int)told["baskets"]!, (int)told["items"]!));
        Assert.True((double)told["read_seconds"]! >= 0 && (double)told["mine_seconds"]! >= 0);
        Assert.Equal(2, (int)told["by_size"]!["2"]!);
    }

    [Fact]
    public async Task Itemsets_Out_WritesEachWithItsCount()
    {
        var file = _cli.Files["itemsets.csv"];
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", Baskets("whole milk,a \"b\"\nwhole milk,c\n".Replace("a \"b\"", "\"a \"\"b\"\"\"", StringComparison.Ordinal)), "--min-count", "1", "--kind", "closed", "--out", file));
        Assert.Equal(["COUNT,SIZE,ITEMS", "1,2,\"\"\"whole milk\"\" \"\"a \"\"\"\"b\"\"\"\"\"\"\"", "1,2,\"\"\"whole milk\"\" c\"", "2,1,\"\"\"whole milk\"\"\""], File.ReadLines(file).Order(StringComparer.Ordinal).OrderBy(l => l[0] == 'C' ? 0 : 1));
    }

    [Fact]
    public async Task Itemsets_SizeCap_IsTold()
    {
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", Baskets(), "--min-count", "1", "--max-size", "2"));
        Assert.Contains("itemsets of more than 2 items", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Itemsets_TooMany_LeavesNoFileAndExitsWith2()
    {
        var file = _cli.Files["itemsets.csv"];
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "itemsets", Baskets(), "--min-count", "1", "--max-itemsets", "6", "--out", file));
        Assert.Contains("more than 6 itemsets at a minimum count of 1: all together about 7 ", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("At a minimum count of 2 there are 5.", _cli.Error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(_cli.Files.Path));
    }

    [Fact]
    public async Task Itemsets_BadLine_IsToldAndTheRestGoesOn()
    {
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", Baskets("a,b\n\"a,b\na,b\n"), "--min-count", "2", "--json"));
        Assert.Contains("line 2: the quotes in it do not close", _cli.Error, StringComparison.Ordinal);
        Assert.Equal((3, 1), ((int)JsonNode.Parse(_cli.Out)!["itemsets"]!, (int)JsonNode.Parse(_cli.Out)!["lines_left_out"]!));
    }

    [Fact]
    public async Task Itemsets_BasketOf10_000Items_IsWarnedAndRefusedOrLeftOut()
    {
        var file = Baskets(string.Join(' ', Enumerable.Range(0, 10_000)) + "\n1 2\n2 3\n");
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "itemsets", file, "--min-count", "1"));
        Assert.Contains("line 1: a basket of 10,000 items", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("all together more than 1e308. At a minimum count of 2 there are 5.", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", file, "--min-count", "1", "--max-basket-items", "9999", "--json"));
        Assert.Equal((5, 1), ((int)JsonNode.Parse(_cli.Out)!["itemsets"]!, (int)JsonNode.Parse(_cli.Out)!["lines_left_out"]!));
        Assert.Contains("1 baskets are left out by --max-basket-items", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Itemsets_Gzip_IsUnpackedAndMustBeWhole()
    {
        var whole = Pack("a b\na b\n");
        File.WriteAllBytes(_cli.Files["whole.gz"], whole);
        File.WriteAllBytes(_cli.Files["cut.gz"], whole[..^6]);
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", _cli.Files["whole.gz"], "--min-count", "2"));
        Assert.StartsWith("3 itemsets", _cli.Out, StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync("cross-sell", "itemsets", _cli.Files["cut.gz"], "--min-count", "2"));
        Assert.Contains("cut.gz", _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--min-count", "0")]
    [InlineData("--min-count", "2", "--max-size", "0")]
    [InlineData("--min-count", "2", "--kind", "best")]
    [InlineData("--min-count", "2", "--max-basket-items", "0")]
    [InlineData("--max-size", "3")]
    public async Task Itemsets_WrongOption_ExitsWith2AndNamesIt(params string[] options)
    {
        Assert.Equal(2, await _cli.RunAsync(["cross-sell", "itemsets", Baskets(), .. options]));
        Assert.Contains(options is ["--max-size", ..] ? "--min-count" : options[^2], _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CrossSell_Help_ShowsItsVerbs()
    {
        Assert.Equal(0, await _cli.RunAsync("cross-sell", "itemsets", "--help"));
        Assert.Contains("retailopt cross-sell itemsets baskets.dat", _cli.Out, StringComparison.Ordinal);
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest)) zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
