using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Backtest;
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
            var (items, cosines) = history.Neighbours[i];
            Assert.Equal(Enumerable.Range(0, 6).Where(j => j != i && N(i, j) > 0).Order(), items.Order());
            for (var n = 0; n < items.Length; n++) Assert.Equal(N(i, items[n]) / Math.Sqrt(N(i) * N(items[n])), cosines[n], 1e-6);
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

    [Fact]
    public void Run_WhereWhatFollowsIsPlanted_OursFindIt_AndChangesNothingByThreads()
    {
        // who buys 2i buys 2i + 1 next: popularity cannot know
        var stream = RandomStream.Of(11);
        var baskets = new List<(int, int[])>();
        for (var a = 0; a < 120; a++)
        {
            var (first, second, third) = (2 * stream.Below(10), 2 * stream.Below(10), 2 * stream.Below(10));
            baskets.AddRange([(a, [first]), (a, [first + 1, second]), (a, [second + 1, third]), (a + 120, [first, first + 1])]);
        }
        var model = new RecommendationModel { Purchases = Purchases(20, baskets), Window = new(Day(0), Day(999), []), History = new(Purchases(20, baskets)), Books = [], Offers = [], Products = [], Groups = [.. Enumerable.Range(0, 20)], Notices = [] };
        var (one, two) = (Run(model, 1), Run(model, 2));
        double Hit(string way) => one.Scores.Single(s => s.Name == way).HitRate.Value;
        Assert.True(Hit(Backtester.Rules) > Hit(Backtester.Popularity) + .3, $"{Hit(Backtester.Rules)} against {Hit(Backtester.Popularity)}");
        Assert.True(Hit(Backtester.Learned) > Hit(Backtester.Popularity) + .3, $"{Hit(Backtester.Learned)} against {Hit(Backtester.Popularity)}");
        Assert.Equal(one.Scores, two.Scores);
        Assert.Equal(one.Ranker!.Weights, two.Ranker!.Weights);
    }

    private static BacktestResult Run(RecommendationModel model, int threads) =>
        new Backtester(model, new(.01, .1, 3, 3, CountBy.Basket, 100_000), new(5, true, false, 0, .1, _ => new(.1, RuleRanking.Balanced, 1)), 5, new NoWork(threads), TestContext.Current.CancellationToken).Run();
}
