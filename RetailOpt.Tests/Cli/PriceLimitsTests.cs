using System.Text.Json.Nodes;
using static RetailOpt.Tests.Cli.CliAnswers;

namespace RetailOpt.Tests.Cli;

/// <summary>`price FILE --max-changes --budget`: plans held within side limits, and what is said where they cannot be.</summary>
public sealed class PriceLimitsTests : IDisposable
{
    /// <summary>Newest markdowns are .3, .2, .3 and, out of its bounds, .1.</summary>
    private const string Data = """
        SKU,MSRP,SALES_QTY,SALES_AMT,MD_LOWER_BOUND,MD_UPPER_BOUND,INVENTORY_BOUND,CATEGORY
        A,10,10,100,0,.5,45,Food
        A,10,15,120,0,.5,45,Food
        A,10,22,154,0,.5,45,Food
        B,20,5,100,0,.4,90,Toys
        B,20,6,108,0,.4,90,Toys
        B,20,9,144,0,.4,90,Toys
        C,20,5,100,0,.5,50,Toys
        C,20,8,136,0,.5,50,Toys
        C,20,12,168,0,.5,50,Toys
        D,10,6,60,.05,.08,50,Drinks
        D,10,7,63,.05,.08,50,Drinks
        """;

    private readonly CliRig _cli = new();

    public void Dispose() => _cli.Dispose();

    private async Task<JsonNode> PriceAsync(params string[] more)
    {
        Assert.True(await _cli.RunAsync(["price", _cli.Files.Write("data.csv", Data), "--json", "--out", _cli.Files["out"], .. more]) == 0, _cli.Error);
        return JsonNode.Parse(_cli.Out)!;
    }

    private Dictionary<string, Dictionary<string, string>> Result() => Rows(_cli.Files["out"], "RESULT").ToDictionary(r => r["SKU"]);

    [Fact]
    public async Task Price_MaxChanges_KeepsTheOthersAtTheirNewestMarkdown()
    {
        await PriceAsync("--max-changes", "1");
        var rows = Result();
        foreach (var (sku, md) in new[] { ("A", .3), ("B", .2), ("C", .3) }) Assert.Equal(md, Number(rows[sku]["MAX_DEMAND_MD"]), 1e-9);
        Assert.InRange(Number(rows["D"]["MAX_DEMAND_MD"]), .05, .08);
    }

    [Fact]
    public async Task Price_FewerChangesThanMustBe_SaysWhy()
    {
        var json = await PriceAsync("--max-changes", "0");
        Assert.Contains(Notices(json), n => n.Contains("At most 0 SKUs may change, but 1 cannot keep today's markdown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Price_Budgets_AreKeptInEveryScenario()
    {
        await PriceAsync("--budget", _cli.Files.Write("b.csv", "CATEGORY,BUDGET\nFood,0\nToys,40\n"));
        var rows = Result();
        foreach (var scenario in new[] { "MAX_DEMAND", "MIN_W_MD", "TGT_MD", "W_MD_DEMAND", "W_MD_DEMAND_INV" })
        {
            double Money(string sku) => Number(rows[sku]["MSRP"]) * Number(rows[sku][scenario + "_SALES"]) - Number(rows[sku][scenario + "_DEMAND"]);
            Assert.Equal(0, Number(rows["A"][scenario + "_MD"]));
            // money is written with four decimals, so the sum may be off by as much for each SKU
            Assert.InRange(Money("B") + Money("C"), -1e-4, 40 + 1e-4);
        }
    }

    [Fact]
    public async Task Price_BudgetBelowWhatBoundsCost_NamesTheCategory()
    {
        var json = await PriceAsync("--budget", _cli.Files.Write("b.csv", "CATEGORY,BUDGET\nDrinks,0\n"));
        Assert.Contains(Notices(json), n => n.Contains("The budget of Drinks is 0, but its markdowns cost at least", StringComparison.Ordinal));
    }
}
