using System.Text.Json.Nodes;
using static RetailOpt.Tests.Cli.CliAnswers;

namespace RetailOpt.Tests.Cli;

/// <summary>`price FILE --groups --lock --budget`: rules given as files beside the data.</summary>
public sealed class PriceRulesTests : IDisposable
{
    private const string Data = """
        SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND,CATEGORY
        A,10,10,100,0,.5,60,Food
        A,10,15,120,0,.5,60,Food
        A,10,22,154,0,.5,60,Food
        B,20,5,100,0,.4,30,Toys
        B,20,6,108,0,.4,30,Toys
        B,20,9,144,0,.4,30,Toys
        """;

    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private string File(string name, string text) => _cli.Files.Write(name, text);

    private async Task<JsonNode> PriceAsync(params string[] more)
    {
        Assert.True(await _cli.RunAsync(["price", File("data.csv", Data), "--json", .. more]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    [Fact]
    public async Task Price_LockFile_HoldsInEveryScenario()
    {
        var folder = _cli.Files["out"];
        var json = await PriceAsync("--lock", File("l.csv", "SKU,MD\nA,20%\nX,.1\n"), "--target-md", ".2", "--out", folder);
        Assert.Contains("l.csv: 1 SKUs are not among those priced and are left out: X.", Notices(json));
        var lines = System.IO.File.ReadAllLines(Path.Combine(folder, "RESULT.csv"));
        var (header, row) = (lines[0].Split(','), lines[1].Split(','));
        Assert.All(header.Select((h, i) => (h, i)).Where(c => c.h.EndsWith("_MD", StringComparison.Ordinal)), c => Assert.Equal("0.2", row[c.i]));
        Assert.Contains("l.csv,3,SKU,X,", System.IO.File.ReadAllText(Path.Combine(folder, "RULES_NOT_USED.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_GroupsAndBudget_AreRead()
    {
        var json = await PriceAsync("--groups", File("g.csv", "SKU,GROUP\nA,g\nZ,g\n"), "--budget", File("b.csv", "CATEGORY,BUDGET\nShoes,5\n"));
        Assert.Contains("g.csv: 1 SKUs are not among those priced and are left out: Z.", Notices(json));
        Assert.Contains("b.csv: 1 categories are not among those priced and are left out: Shoes.", Notices(json));
    }

    [Theory]
    [InlineData("--lock", "SKU,PRICE\nA,3\n", "l.csv has no column MD. It needs SKU, MD; not known in it: PRICE. Rename the header.")]
    [InlineData("--groups", "", "l.csv is empty")]
    [InlineData("--budget", "CATEGORY,BUDGET\n", "l.csv has a header and no rows")]
    public async Task Price_RuleFileThatCannotServe_ExitsWith2(string flag, string text, string why)
    {
        Assert.Equal(2, await _cli.RunAsync("price", File("data.csv", Data), flag, File("l.csv", text)));
        Assert.Contains(why, _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_LocksOption_ThatIsNoLockIsAnError()
    {
        Assert.Equal(2, await _cli.RunAsync("price", File("data.csv", Data), "--locks", "A"));
        Assert.Contains("--locks: 'A' is no lock", _cli.Error, StringComparison.Ordinal);
    }
}
