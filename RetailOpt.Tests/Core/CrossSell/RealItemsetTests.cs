using RetailOpt.Core.CrossSell.Baskets;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.CrossSell.Rules;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.CrossSell;

/// <summary>Counts on which several independent miners agree.</summary>
public sealed class RealItemsetTests
{
    private const string Retail = "fimi/retail.dat", Quest = "fimi/T10I4D100K.dat", Groceries = "groceries/groceries.csv";

    [Theory]
    [InlineData(Retail, 89, ItemsetKind.All, 7_589)]
    [InlineData(Retail, 45, ItemsetKind.All, 19_242)]
    [InlineData(Retail, 9, ItemsetKind.All, 240_852)]
    [InlineData(Retail, 89, ItemsetKind.Closed, 7_572)]
    [InlineData(Retail, 89, ItemsetKind.Maximal, 3_452)]
    [InlineData(Quest, 100, ItemsetKind.All, 27_532)]
    [InlineData(Quest, 50, ItemsetKind.All, 53_385)]
    [InlineData(Quest, 10, ItemsetKind.All, 411_365)]
    [InlineData(Quest, 100, ItemsetKind.Closed, 26_806)]
    [InlineData(Quest, 100, ItemsetKind.Maximal, 4_054)]
    [InlineData(Groceries, 99, ItemsetKind.All, 333)]
    [InlineData(Groceries, 10, ItemsetKind.All, 13_492)]
    [InlineData(Groceries, 5, ItemsetKind.All, 49_580)]
    [InlineData(Groceries, 10, ItemsetKind.Closed, 13_464)]
    [InlineData(Groceries, 10, ItemsetKind.Maximal, 7_794)]
    public void List_RealBaskets_HasTheKnownNumber(string file, int minCount, ItemsetKind kind, int itemsets)
    {
        var baskets = Read(file).Baskets;
        var list = ItemsetMiner.List(baskets, new(minCount, kind), 2, TestContext.Current.CancellationToken);
        Assert.Equal((itemsets, itemsets), (list.Count, (int)ItemsetMiner.Count(baskets, new(minCount, kind), 1, TestContext.Current.CancellationToken).Total));
    }

    [Theory]
    [InlineData(Retail, 89, 5_731)]
    [InlineData(Quest, 100, 72_054)]
    [InlineData(Groceries, 10, 5_668)]
    public void Mine_RealBaskets_HasTheKnownNumberOfRules(string file, int minCount, int rules)
    {
        var baskets = Read(file).Baskets;
        var list = ItemsetMiner.List(baskets, new(minCount), 2, TestContext.Current.CancellationToken);
        Assert.Equal(rules, RuleMiner.Mine(baskets, list, new() { MinConfidence = .5 }, TestContext.Current.CancellationToken).Rules.Count);
    }

    [Theory]
    [InlineData(Retail, 88_162, 16_470)]
    [InlineData(Quest, 100_000, 870)]
    [InlineData(Groceries, 9_835, 169)]
    public void Read_RealFile_HasItsBaskets(string file, int baskets, int items)
    {
        var content = Read(file);
        Assert.Equal((baskets, items, baskets, 0), (content.Baskets.Count, content.Baskets.Items, (int)content.Lines, (int)content.BadCount));
    }

    private static BasketFileContent Read(string file)
    {
        using var stream = File.OpenRead(RealData.Path(file));
        return BasketFile.Read(stream, file, new(), TestContext.Current.CancellationToken);
    }
}
