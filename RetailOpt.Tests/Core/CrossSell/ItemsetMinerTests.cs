using CsCheck;
using RetailOpt.Core.CrossSell.Mining;
using static RetailOpt.Tests.Core.CrossSell.ItemsetOracle;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class ItemsetMinerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Gen<MiningOptions> Options =
        Gen.Select(Gen.Int[1, 12], Kinds, Gen.OneOf(Gen.Int[1, 6], Gen.Const(int.MaxValue))).Select((min, kind, size) => new MiningOptions(min, kind, size));

    [Fact]
    public void List_RandomBaskets_IsWhatTheDefinitionSays() => Gen.Select(Baskets, Options).Sample((baskets, options) =>
        Assert.Equal(Mine(baskets, options), Text(Of(baskets), ItemsetMiner.List(Of(baskets), options, 1, Ct))), iter: 800);

    [Fact]
    public void List_BasketsBeyondOneWordOfBits_IsWhatTheDefinitionSays() => Gen.Select(Baskets.Array[3, 12], Options).Sample((many, options) =>
    {
        var baskets = many.SelectMany(b => b).ToArray();
        var wanted = options with { MinCount = 4 * options.MinCount };
        Assert.Equal(Mine(baskets, wanted), Text(Of(baskets), ItemsetMiner.List(Of(baskets), wanted, 1, Ct)));
    }, iter: 80);

    [Fact]
    public void List_TwoOrThreeThreads_GivesTheSameInTheSameOrder() => Gen.Select(Baskets, Options, Gen.Int[2, 3]).Sample((baskets, options, threads) =>
    {
        var (one, more) = (ItemsetMiner.List(Of(baskets), options, 1, Ct), ItemsetMiner.List(Of(baskets), options, threads, Ct));
        Assert.Equal(InOrder(one), InOrder(more), (a, b) => a.Support == b.Support && a.Ranks.SequenceEqual(b.Ranks));
        Assert.Equal(one.SizeCapHit, more.SizeCapHit);
    }, iter: 300);

    [Fact]
    public void Count_RandomBaskets_IsTheLengthOfTheList() => Gen.Select(Baskets, Options, Gen.Int[1, 2]).Sample((baskets, options, threads) =>
    {
        var (counts, list) = (ItemsetMiner.Count(Of(baskets), options, threads, Ct), ItemsetMiner.List(Of(baskets), options, 1, Ct));
        Assert.Equal(InOrder(list).CountBy(s => s.Ranks.Length).OrderBy(s => s.Key).Select(s => (s.Key, (long)s.Value)), counts.BySize.Select(s => (s.Key, s.Value)));
        Assert.Equal((list.Count, list.SizeCapHit), ((int)counts.Total, counts.SizeCapHit));
    }, iter: 500);

    [Fact]
    public void List_SizeCap_IsToldExactlyWhereItLeavesSomethingOut() => Gen.Select(Baskets, Gen.Int[1, 8], Gen.Int[1, 5], Kinds).Sample((baskets, min, size, kind) =>
    {
        var capped = ItemsetMiner.List(Of(baskets), new(min, kind, size), 1, Ct);
        var longer = Mine(baskets, new(min, kind)).Length > capped.Count;
        // a cap that cuts a branch may have cut only what is not closed or maximal
        if (kind == ItemsetKind.All) Assert.Equal(longer, capped.SizeCapHit);
        else Assert.True(capped.SizeCapHit || !longer);
    }, iter: 500);

    [Fact]
    public void Count_OneItemInEveryBasket_IsAPerfectExtension()
    {
        var counts = ItemsetMiner.Count(Of([.. Enumerable.Range(0, 100).Select(i => new[] { 0, 1 + i % 2 })]), new(50), 1, Ct);
        Assert.Equal([(1, 3L), (2, 2L)], counts.BySize.Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void Count_BasketOf3_000Items_IsCountedWithoutListing()
    {
        int[][] baskets = [[.. Enumerable.Range(0, 3_000)], [.. Enumerable.Range(0, 3_000)]];
        Assert.Equal(3_000 + 4_498_500, ItemsetMiner.Count(Of(baskets), new(2, MaxSize: 2, MaxItemsets: 1_000_000_000), 1, Ct).Total);
        Assert.Equal(1, ItemsetMiner.Count(Of(baskets), new(2, ItemsetKind.Closed), 1, Ct).Total);
        Assert.Throws<TooManyItemsetsException>(() => ItemsetMiner.Count(Of(baskets), new(2), 1, Ct));
    }

    [Fact]
    public void Count_LongestChainOfItems_NeedsNoMoreThanItsLevels()
    {
        // every basket holds one item more than the one before: the search goes as deep as there are items
        var baskets = Of([.. Enumerable.Range(1, 400).Select(i => Enumerable.Range(0, i).ToArray())]);
        Assert.Equal(400, ItemsetMiner.Count(baskets, new(1, ItemsetKind.Closed), 1, Ct).Total);
        Assert.Throws<TooManyItemsetsException>(() => ItemsetMiner.Count(baskets, new(1), 1, Ct));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mining_MoreThanMayBe_IsRefused(int threads)
    {
        var baskets = Of([.. Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 12).Where(j => j != i).ToArray())]);
        var total = ItemsetMiner.Count(baskets, new(1), threads, Ct).Total;
        Assert.Equal(total, ItemsetMiner.List(baskets, new(1, MaxItemsets: total), threads, Ct).Count);
        Assert.Equal(total - 1, Assert.Throws<TooManyItemsetsException>(() => ItemsetMiner.List(baskets, new(1, MaxItemsets: total - 1), threads, Ct)).Most);
        Assert.Throws<TooManyItemsetsException>(() => ItemsetMiner.Count(baskets, new(1, MaxItemsets: total - 1), threads, Ct));
    }

    [Fact]
    public void TooMany_RandomBaskets_TellsTheLeastCountThatFits() => Gen.Select(Baskets, Gen.Int[1, 10], Gen.OneOf(Gen.Int[1, 5], Gen.Const(int.MaxValue)), Gen.Long[1, 60]).Sample((raw, min, size, most) =>
    {
        var baskets = Of(raw);
        if (ItemsetMiner.Count(baskets, new(min, MaxSize: size), 1, Ct).Total <= most) return;
        var refused = Assert.Throws<TooManyItemsetsException>(() => ItemsetMiner.Count(baskets, new(min, MaxSize: size, MaxItemsets: most), 1, Ct));
        Assert.Equal(refused.Fitting, ItemsetMiner.Count(baskets, new(refused.FitsAt, MaxSize: size, MaxItemsets: most), 1, Ct).Total);
        Assert.True(ItemsetMiner.Count(baskets, new(refused.FitsAt - 1, MaxSize: size), 1, Ct).Total > most);
    }, iter: 100);

    [Fact]
    public void Estimate_SmallTree_IsExact()
    {
        // levels of few items are searched whole, so that only larger ones are guessed
        var baskets = Of([.. Enumerable.Range(0, 8).Select(i => Enumerable.Range(0, 12).Where(j => j != i).ToArray())]);
        var estimate = ItemsetEstimate.Of(baskets, 1, int.MaxValue, 1, Ct);
        Assert.Equal((ItemsetMiner.Count(baskets, new(1), 1, Ct).Total, 0.0), ((long)estimate.Itemsets, estimate.StandardError));
    }

    [Fact]
    public void Estimate_RandomBaskets_IsWithinItsErrorAndTheSameForAnyThreads() => Gen.Select(Gen.Int[40, 60], Gen.Double[.2, .4], Gen.Int[0, int.MaxValue]).Sample((items, share, seed) =>
    {
        var random = new Random(seed);
        var baskets = Of([.. Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, items).Where(_ => random.NextDouble() < share).ToArray())]);
        var options = new MiningOptions(4, MaxItemsets: MiningOptions.MostMaxItemsets);
        var (one, two) = (ItemsetEstimate.Of(baskets, 4, int.MaxValue, 1, Ct), ItemsetEstimate.Of(baskets, 4, int.MaxValue, 2, Ct));
        Assert.Equal(one, two);
        var truth = ItemsetMiner.Count(baskets, options, 1, Ct).Total;
        Assert.InRange(one.Itemsets, truth - 6 * one.StandardError - .01 * truth, truth + 6 * one.StandardError + .01 * truth);
    }, iter: 3, threads: 1);

    [Fact]
    public void Mining_ManyCollectedFamilies_AreCountedByTheirMembers()
    {
        var baskets = Of([.. Enumerable.Repeat(Enumerable.Range(0, 24).ToArray(), 3)]);
        Assert.Equal((1 << 24) - 1, ItemsetMiner.Count(baskets, new(3), 1, Ct).Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mining_Cancelled_Ends(int threads) =>
        Assert.Throws<OperationCanceledException>(() => ItemsetMiner.Count(Of([[0, 1], [1, 2]]), new(1), threads, new CancellationToken(canceled: true)));

    [Fact]
    public void Stream_SinkFails_TellsItsFailure() =>
        Assert.Throws<InvalidDataException>(() => ItemsetMiner.Stream(Of([[0, 1], [1, 2], [0, 2]]), new(1), new Failing(), 2, Ct));

    [Fact]
    public void Count_NoFrequentItem_IsNone() => Assert.Equal(0, ItemsetMiner.Count(Of([[0], [1]]), new(2), 2, Ct).Total);

    private sealed class Failing : IItemsetSink
    {
        public void Take(ItemsetChunk chunk) => throw new InvalidDataException();
    }
}
