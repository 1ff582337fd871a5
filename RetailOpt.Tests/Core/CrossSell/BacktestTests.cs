using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Backtest;
using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.CrossSell.Ranking;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Numerics;
using static RetailOpt.Tests.Core.CrossSell.ShopData;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class BacktestTests
{
    private static readonly Gen<(int Account, int[] Items)[]> Baskets = Gen.Select(Gen.Int[-1, 4], Gen.Int[0, 5].Array[1, 4]).Array[1, 25].Where(b => b.Any(x => x.Item1 >= 0));

    [Fact]
    public void Hidden_RandomShops_IsEachAccountsLastOfTwoAndMore() => Baskets.Sample(baskets =>
    {
        var purchases = Purchases(6, baskets);
        var hidden = Hidden.Last(purchases);
        for (var a = 0; a < purchases.Accounts.Count; a++)
        {
            var own = Enumerable.Range(0, baskets.Length).Where(b => baskets[b].Account == a).ToArray();
            Assert.Equal(own.Length < 2 ? -1 : own[^1], hidden.Baskets[a]);
        }
        Assert.Equal(Enumerable.Range(0, baskets.Length).Where(b => hidden.Baskets.Contains(b)), Enumerable.Range(0, baskets.Length).Where(b => !hidden.Seen[b]));
        var earlier = Hidden.Last(purchases, hidden.Seen);
        Assert.DoesNotContain(earlier.Baskets.Where(b => b >= 0), b => hidden.Baskets.Contains(b));
    }, iter: 200);

    [Fact]
    public void Score_ByHand()
    {
        var score = Scoring.Of("x", [[1, 2, 3], [4, 5], [9]], [[2, 8], [7], [9]], 2);
        Assert.Equal(2 / 3.0, score.HitRate.Value, 1e-12);
        Assert.Equal((.5 + 0 + 1) / 3, score.Recall, 1e-12);
        Assert.Equal((.5 + 0 + 1) / 3, score.Mrr, 1e-12);
        Assert.Equal(2 / 4.0, score.Coverage, 1e-12); // 2 and 9 of 2, 7, 8, 9
    }

    [Fact]
    public void History_OfTheWholeShop_HasTheCosinesByDefinition() => Baskets.Sample(baskets =>
    {
        var history = new History(Purchases(6, baskets));
        double N(params int[] items) => baskets.Count(b => items.All(b.Items.Contains));
        for (var i = 0; i < 6; i++)
        {
            var (items, cosines) = history.Alike[i];
            var near = history.Near[i];
            Assert.Equal(Enumerable.Range(0, 6).Where(j => j != i && N(i, j) > 0).Order(), items.Order());
            for (var n = 0; n < items.Length; n++) Assert.Equal(N(i, items[n]) / Math.Sqrt(N(i) * N(items[n])), cosines[n], 1e-6);
            for (var n = 0; n < near.Items.Length; n++) Assert.Equal(N(i, near.Items[n]) / (Math.Sqrt(N(i) * N(near.Items[n])) + 10), near.Cosines[n], 1e-6);
        }
    }, iter: 200);

    [Fact]
    public void History_Between_CountsDaysFromTheFirstAndBeforeTheSecond()
    {
        var history = new History(Purchases(2, [(0, [0]), (0, [0, 1]), (0, [0]), (0, [1])])); // one basket a day
        Assert.Equal(2, history.Between(0, Day(1).DayNumber, Day(3).DayNumber));
        Assert.Equal(3, history.BasketsBetween(Day(1).DayNumber, Day(9).DayNumber));
    }

    [Fact]
    public void Fit_KnownLogit_IsRecovered()
    {
        var stream = RandomStream.Of(3);
        double[] rows = new double[2 * 20_000];
        var bought = new bool[20_000];
        for (var r = 0; r < bought.Length; r++)
        {
            (rows[2 * r], rows[2 * r + 1]) = (stream.Normal(), stream.Normal());
            bought[r] = stream.Next() < 1 / (1 + Math.Exp(-(-1 + .8 * rows[2 * r] - .5 * rows[2 * r + 1])));
        }
        var ranker = LogisticRanker.Fit([(rows, bought)], 2, TestContext.Current.CancellationToken)!;
        Assert.Equal(.8, ranker.Score([1, 0]) - ranker.Score([0, 0]), .08);
        Assert.Equal(-.5, ranker.Score([0, 1]) - ranker.Score([0, 0]), .08);
        Assert.Equal(-1, ranker.Score([0, 0]), .08);
    }

    [Fact]
    public void Fit_NothingBought_IsNone() => Assert.Null(LogisticRanker.Fit([([1, 2], [false, false])], 1, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(BacktestSplit.LastBasket)]
    [InlineData(BacktestSplit.LastDays)]
    public void Run_WhereWhatFollowsIsPlanted_OursFindIt_AndChangesNothingByThreads(BacktestSplit split)
    {
        var model = Model(Planted(11));
        var (one, two) = (Run(model, split, 1), Run(model, split, 2));
        double Hit(string way) => one.Scores.Single(s => s.Name == way).HitRate.Value;
        Assert.True(Hit(Backtester.Rules) > Hit(Backtester.Popularity) + .3, $"{Hit(Backtester.Rules)} against {Hit(Backtester.Popularity)}");
        Assert.True(Hit(Backtester.Learned) > Hit(Backtester.Popularity) + .3, $"{Hit(Backtester.Learned)} against {Hit(Backtester.Popularity)}");
        Assert.Equal(one.Scores, two.Scores);
        Assert.Equal(one.Ranker!.Weights, two.Ranker!.Weights);
    }

    [Fact]
    public void Run_WhatIsHiddenChanges_TheRankerHasNotSeenIt()
    {
        var baskets = Planted(11);
        var hidden = Hidden.LastDays(Purchases(20, baskets), .1)!;
        var changed = baskets.Select((b, i) => hidden.Seen[i] ? b : (b.Account, [.. b.Items.Select(x => (x + 7) % 20)])).ToList();
        Assert.NotEqual(baskets.SelectMany(b => b.Items), changed.SelectMany(b => b.Item2));
        Assert.Equal(Run(Model(baskets), BacktestSplit.LastDays, 1).Ranker!.Weights, Run(Model(changed), BacktestSplit.LastDays, 1).Ranker!.Weights);
    }

    [Fact]
    public void LastDays_RandomShops_HidesAllFromTheDayOn_AndAsksForTheFirstBasketAfterwards() => Baskets.Sample(baskets =>
    {
        var purchases = Purchases(6, baskets);
        if (Hidden.LastDays(purchases, .3) is not { } hidden) return;
        Assert.Equal(Enumerable.Range(0, baskets.Length).Select(b => purchases.Days[b] < hidden.Day), hidden.Seen);
        Assert.Equal((int)Math.Ceiling(.3 * baskets.Length), hidden.Seen.Count(s => !s)); // one basket a day
        for (var a = 0; a < purchases.Accounts.Count; a++)
        {
            var own = Enumerable.Range(0, baskets.Length).Where(b => baskets[b].Account == a).ToLookup(b => hidden.Seen[b]);
            Assert.Equal(own[true].Any() && own[false].Any() ? own[false].First() : -1, hidden.Baskets[a]);
        }
        if (Hidden.LastDays(purchases, .3, hidden.Seen) is { } earlier) Assert.All(earlier.Baskets.Where(b => b >= 0), b => Assert.True(hidden.Seen[b] && !earlier.Seen[b]));
    }, iter: 200);

    [Fact]
    public void SeenThen_ComputedSegments_AreThoseOfTheBasketsSeen()
    {
        var all = Purchases(2, [(0, [0]), (0, [0, 1]), (1, [0]), (2, [1]), (2, [1]), (2, [0])], [1, 0, 2]);
        var computed = With(all, SegmentMethod.Thirds);
        var first = Purchases(2, [(0, [0]), (0, [0, 1]), (1, [0])]);
        Assert.Equal(ComputedSegments.Of(SegmentMethod.Thirds, 3, first.AccountOf, first.Days, first.NetOf, null, TestContext.Current.CancellationToken), computed.SeenThen(b => b < 3).Segments.Of);
        Assert.Same(all, all.SeenThen(b => b < 3));

        static Purchases With(Purchases p, SegmentMethod method) => new()
        {
            Items = p.Items,
            ItemNames = p.ItemNames,
            Accounts = p.Accounts,
            Segments = p.Segments with { Method = method },
            Ids = p.Ids,
            Days = p.Days,
            AccountOf = p.AccountOf,
            Starts = p.Starts,
            Lines = p.Lines,
            Net = p.Net,
            Discount = p.Discount,
        };
    }

    /// <summary>Who buys 2i buys 2i + 1 next: popularity cannot know.</summary>
    internal static List<(int Account, int[] Items)> Planted(ulong seed)
    {
        var stream = RandomStream.Of(seed);
        var baskets = new List<(int, int[])>();
        for (var a = 0; a < 120; a++)
        {
            var (first, second, third) = (2 * stream.Below(10), 2 * stream.Below(10), 2 * stream.Below(10));
            baskets.AddRange([(a, [first]), (a, [first + 1, second]), (a, [second + 1, third]), (a + 120, [first, first + 1])]);
        }
        var order = baskets.Select((b, i) => (b, At: i % 4 == 3 ? i / 4 : 120 * (i % 4) + i / 4)).OrderBy(x => x.At).Select(x => x.b); // all first baskets, then all second ones
        return [.. order];
    }

    internal static RecommendationModel Model(IReadOnlyList<(int Account, int[] Items)> baskets) => new()
    {
        Purchases = Purchases(20, baskets),
        Window = new(Day(0), Day(baskets.Count - 1), []),
        History = new(Purchases(20, baskets)),
        Mining = Mining,
        Books = SegmentRules.Mine(Purchases(20, baskets), Mining, new NoWork(), default),
        Offers = [],
        Products = [.. Enumerable.Range(0, 20).Select(_ => Array.Empty<OfferedProduct>())],
        Groups = [.. Enumerable.Range(0, 20)],
        Notices = [],
    };

    private static readonly RuleMining Mining = new(.01, .1, 3, 3, CountBy.Basket, 100_000);

    private static BacktestResult Run(RecommendationModel model, BacktestSplit split, int threads) =>
        new Backtester(model, new() { Split = split }, new NoWork(threads), TestContext.Current.CancellationToken).Run();
}
