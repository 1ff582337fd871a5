using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Affinity;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class AffinityTests
{
    private const int Items = 7;

    private static readonly Gen<(int Account, int[] Items)[]> Baskets =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, Items - 1].Array[1, 5]).Array[1, 25];

    [Fact]
    public void Solve_RandomShops_EqualsTheWholeMatrixByDefinition() => Gen.Select(Baskets, Gen.Int[1, Items], Gen.Bool).Sample((baskets, shown, byAccount) =>
    {
        var by = byAccount ? CountBy.Account : CountBy.Basket;
        var result = Solve(baskets, new() { Items = shown, CountBy = by });
        var together = Together(baskets, by);
        Assert.Equal(Math.Min(shown, Enumerable.Range(0, Items).Count(i => together[i][i] > 0)), result.Items.Length);
        for (var a = 0; a < result.Items.Length; a++)
            for (var b = 0; b < result.Items.Length; b++)
            {
                var (i, j) = (result.Items[a], result.Items[b]);
                var dot = Enumerable.Range(0, Items).Sum(k => together[i][k] * together[j][k]);
                Assert.Equal(together[i][j], result.Together[a][b]);
                Assert.Equal(dot / Math.Sqrt(together[i].Sum(x => x * x) * together[j].Sum(x => x * x)), result.Affinity[a][b], 1e-12);
            }
    }, iter: 300);

    [Fact]
    public void Solve_RandomShops_IsSymmetricWithUnitDiagonalWithinZeroAndOne() => Gen.Select(Baskets, Gen.Enum<AffinityMeasure>()).Sample((baskets, measure) =>
    {
        var affinity = Solve(baskets, new() { Items = 200, Measure = measure }).Affinity;
        for (var i = 0; i < affinity.Length; i++)
            for (var j = 0; j < affinity.Length; j++)
            {
                Assert.Equal(affinity[i][j], affinity[j][i]);
                Assert.InRange(affinity[i][j], 0, 1);
                if (i == j) Assert.Equal(1, affinity[i][j]);
            }
    }, iter: 300);

    [Fact]
    public void Solve_ShowingFewer_ChangesNoAffinity() => Baskets.Sample(baskets =>
    {
        var (all, few) = (Solve(baskets, new() { Items = 200 }), Solve(baskets, new() { Items = 3 }));
        foreach (var (i, a) in few.Items.Index().Select(x => (x.Item, x.Index)))
            foreach (var (j, b) in few.Items.Index().Select(x => (x.Item, x.Index)))
                Assert.Equal(all.Affinity[Array.IndexOf(all.Items, i)][Array.IndexOf(all.Items, j)], few.Affinity[a][b]);
    }, iter: 200);

    [Fact]
    public void Order_TwoBlocks_StandApart()
    {
        (int, int[])[] baskets = [.. Enumerable.Range(0, 8).Select(b => (0, b % 2 == 0 ? new[] { 0, 2, 4 } : [1, 3, 5]))];
        var order = Solve(baskets, new() { Items = 6 }).Items;
        Assert.Single(order[..3].Select(i => i % 2).Distinct());
        Assert.Single(order[3..].Select(i => i % 2).Distinct());
    }

    [Fact]
    public void Order_IsAPermutation() => Baskets.Sample(baskets =>
    {
        var items = Solve(baskets, new() { Items = 200 }).Items;
        Assert.Equal(baskets.SelectMany(b => b.Items).Distinct().Order(), items.Order());
    }, iter: 200);

    [Fact]
    public void Report_OneItemInEveryBasket_HasLiftOneInTheNetwork()
    {
        (int, int[])[] baskets = [(0, [0, 1]), (0, [0, 2]), (1, [0, 1, 2])];
        var options = new AffinityOptions();
        var report = new AffinityReport(Solve(baskets, options), options).Report();
        var network = report.Table("affinity_network")!;
        var (item, other, lift) = (network.Schema.IndexOf("item"), network.Schema.IndexOf("other"), network.Schema.IndexOf("lift"));
        Assert.All(network.Read().Where(r => Equals(r[item], "P000") || Equals(r[other], "P000")), r => Assert.Equal(1.0, (double)r[lift]!, 1e-12));
    }

    [Fact]
    public void Segment_Unknown_IsRefusedWithThoseThatThereAre() => Assert.Contains("Premium",
        Assert.Throws<InputException>(() => AffinitySolver.Solve(ShopData.Model(ShopData.Purchases(2, [(0, [0])], [1])), new() { Segment = "Gold" }, new NoWork(), TestContext.Current.CancellationToken)).Message);

    private static AffinityResult Solve((int, int[])[] baskets, AffinityOptions options) =>
        AffinitySolver.Solve(ShopData.Model(ShopData.Purchases(Items, baskets)), options, new NoWork(), TestContext.Current.CancellationToken);

    private static double[][] Together((int Account, int[] Items)[] baskets, CountBy by)
    {
        var sets = by == CountBy.Basket ? baskets.Select(b => b.Items.ToHashSet()) : baskets.GroupBy(b => b.Account).Select(g => g.SelectMany(b => b.Items).ToHashSet());
        return [.. Enumerable.Range(0, Items).Select(i => Enumerable.Range(0, Items).Select(j => (double)sets.Count(s => s.Contains(i) && s.Contains(j))).ToArray())];
    }
}
