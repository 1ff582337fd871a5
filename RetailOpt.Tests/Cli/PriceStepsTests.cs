using System.Globalization;
using System.Text.Json.Nodes;
using static RetailOpt.Tests.Cli.CliAnswers;

namespace RetailOpt.Tests.Cli;

/// <summary>`price FILE --endings --groups --weeks`: plans that choose from steps.</summary>
public sealed class PriceStepsTests : IDisposable
{
    private const string Data = """
        SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND,CATEGORY
        A,10,10,100,0,.5,45,Food
        A,10,15,120,0,.5,45,Food
        A,10,22,154,0,.5,45,Food
        B,20,5,100,0,.4,90,Toys
        B,20,6,108,0,.4,90,Toys
        B,20,9,144,0,.4,90,Toys
        C,20,5,100,.1,.5,50,Toys
        C,20,8,136,.1,.5,50,Toys
        C,20,12,168,.1,.5,50,Toys
        D,10,6,60,.05,.08,50,Toys
        D,10,7,63,.05,.08,50,Toys
        """;

    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private async Task<JsonNode> PriceAsync(params string[] more)
    {
        Assert.True(await _cli.RunAsync(["price", _cli.Files.Write("data.csv", Data), "--json", .. more]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private Dictionary<string, string>[] Table(string name) => Rows(_cli.Files["out"], name);

    private static decimal Price(decimal list, string md) => Math.Round(list * (1 - decimal.Parse(md, NumberStyles.Float, CultureInfo.InvariantCulture)), 6);

    [Fact]
    public async Task Price_EndingsGroupsAndWeeks_PlanPathsThatKeepThemAll()
    {
        var json = await PriceAsync("--endings", ".99", "--groups", _cli.Files.Write("g.csv", "SKU,GROUP\nB,pair\nC,pair\nA,apart\nD,apart\n"), "--weeks", "4", "--out", _cli.Files["out"]);
        var notices = Notices(json);
        Assert.Contains("Prices end in .99: for each 1% of markdown (no ladder was given) the nearest such price. A target is met as nearly as these allow, on the side that binds, and its remark tells how nearly.", notices);
        Assert.Contains("2 groups share one markdown among 4 SKUs.", notices);
        // of 5 to 8 percent off 10 no price ends in .99
        Assert.Contains(notices, n => n.StartsWith("2 SKUs have no step or price ending within their bounds", StringComparison.Ordinal));
        var paths = Table("PATHS");
        Assert.Equal(40, paths.Length);
        foreach (var row in paths.Where(r => r["SKU"] is "B" or "C"))
        {
            string[] weeks = [row["MD_WEEK_1"], row["MD_WEEK_2"], row["MD_WEEK_3"], row["MD_WEEK_4"]];
            Assert.All(weeks, md => Assert.Equal(.99m, Price(20, md) % 1));
            Assert.Equal(weeks.Select(Number).Order(), weeks.Select(Number));
        }
        Assert.Equal(paths.Where(r => r["SKU"] == "B").Select(r => r["MD_WEEK_2"]), paths.Where(r => r["SKU"] == "C").Select(r => r["MD_WEEK_2"]));
        var summary = Table("SUMMARY");
        foreach (var scenario in summary)
        {
            var name = scenario["SCENARIO"];
            var skus = Table("RESULT");
            Assert.Equal(Number(scenario["DEMAND"]), skus.Sum(r => Number(r[name + "_DEMAND"])), .01);
            Assert.Equal(Number(scenario["SALES_QTY"]), skus.Sum(r => Number(r[name + "_SALES"])), 1e-6);
            Assert.All(skus, r => Assert.Equal(Number(r["MSRP"]) * (1 - Number(r[name + "_MD"])) * Number(r[name + "_SALES"]), Number(r[name + "_DEMAND"]), 1e-3));
            Assert.Equal("4", scenario["HORIZON"]);
        }
    }

    [Fact]
    public async Task Price_GroupWithoutACommonMarkdown_NamesItsMembersAndRanges()
    {
        var file = _cli.Files.Write("g.csv", "SKU,GROUP\nC,pair\nD,pair\nA,other\nB,other\n");
        var json = await PriceAsync("--groups", file, "--out", _cli.Files["out"]);
        Assert.Contains("1 groups have no markdown that bounds and inventory allow for all members, so each is planned alone: pair (C 0.1 to 0.5, D 0.05 to 0.08).", Notices(json));
        var skus = Table("RESULT").ToDictionary(r => r["SKU"]);
        Assert.Equal(skus["A"]["TGT_MD_MD"], skus["B"]["TGT_MD_MD"]);
        Assert.Contains("GROUP_SPLIT", File.ReadAllText(Path.Combine(_cli.Files["out"], "RESULT.csv")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_cli.Files["out"], "PATHS.csv")));
    }

    [Theory]
    [InlineData("--endings: '99' is no ending of a price; write .99, or 9.99, with commas between.", "--endings", "99")]
    [InlineData("--weeks: Weeks planned is 4 and the horizon is 2: weeks count periods themselves, so leave the horizon at 1.", "--weeks", "4", "--horizon", "2")]
    [InlineData("--weeks", "--weeks", "53")]
    public async Task Price_StepsThatCannotBe_ExitWith2(string why, params string[] options)
    {
        Assert.Equal(2, await _cli.RunAsync(["price", _cli.Files.Write("data.csv", Data), .. options]));
        Assert.Contains(why, _cli.Error, StringComparison.Ordinal);
    }
}
