using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Promotions;
using RetailOpt.Core.CrossSell.Ranking;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Engines;
using static RetailOpt.Tests.Core.CrossSell.ShopData;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class RecommenderTests : IDisposable
{
    private const int Items = 6;
    private static readonly RuleMining Loose = new(0, 0, 1, 3, CountBy.Basket, 100_000);
    private static readonly int[] SegmentOf = [0, 0, 1, 2, -1];
    private readonly ShopData _shop = new();

    public void Dispose() => _shop.Dispose();

    private static readonly Gen<(int Account, int[] Items)[]> Baskets = Gen.Select(Gen.Int[0, 4], Gen.Int[0, Items - 1].Array[1, 4]).Array[2, 25];

    [Fact]
    public void Mine_RandomShops_HasEveryRuleByDefinition() => Baskets.Sample(baskets =>
    {
        var purchases = Shop(baskets);
        foreach (var book in SegmentRules.Mine(purchases, Loose, new NoWork(), default))
        {
            var sets = baskets.Where(b => book.Segment < 0 || SegmentOf[b.Account] == book.Segment).Select(b => b.Items.ToHashSet()).ToArray();
            var expected = from x in Sets(2)
                           from y in Enumerable.Range(0, Items)
                           where !x.Contains(y)
                           let first = sets.Count(s => s.IsSupersetOf(x))
                           let both = sets.Count(s => s.IsSupersetOf(x) && s.Contains(y))
                           where both > 0 && both / (double)first >= 0
                           select (string.Join(',', x), y, both, first, sets.Count(s => s.Contains(y)));
            Assert.Equal(expected.Order(), book.Rules.Select(r => (string.Join(',', r.If), r.Then, r.Both, r.First, r.Second)).Order());
            Assert.All(book.Rules, r => Assert.Equal(sets.Length, r.Total));
        }
    }, iter: 100);

    [Fact]
    public void For_RandomShops_EqualsTheWordsOfTheSpecification() => Gen.Select(Baskets, Gen.Bool).Sample((baskets, skip) =>
    {
        var model = Model(Shop(baskets));
        var settings = new RecommendationSettings(5, skip, false, .8, .1, Strategy);
        var recommender = new Recommender(model, settings);
        for (var a = 0; a < model.Purchases.Accounts.Count; a++)
            Assert.Equal(ByHand(model, a, skip), recommender.For(a).Select(r => (r.Item, Math.Round(r.Score, 9))));
    }, iter: 200);

    [Fact]
    public void For_EveryRecommendation_IsNewAndFollowsFromWhatWasBought() => Baskets.Sample(baskets =>
    {
        var model = Model(Shop(baskets));
        var recommender = new Recommender(model, new(3, true, false, .8, .1, Strategy));
        for (var a = 0; a < model.Purchases.Accounts.Count; a++)
        {
            var bought = model.History.Bought[a];
            var list = recommender.For(a);
            Assert.True(list.Count <= 3);
            Assert.Equal(Enumerable.Range(1, list.Count), list.Select(r => r.Rank));
            Assert.All(list, r => Assert.DoesNotContain(r.Item, bought));
            Assert.All(list, r => Assert.Subset(bought.ToHashSet(), r.Rule.If.ToHashSet()));
            Assert.Equal(list.Select(r => r.Score).OrderDescending(), list.Select(r => r.Score));
        }
    }, iter: 200);

    [Fact]
    public void For_ActiveCampaign_BoostsItsItems_AnEndedOneByItsWeight_TheLargestCounts()
    {
        (int, int[])[] baskets = [(0, [0]), (1, [0, 1]), (1, [0, 2]), (1, [0, 1, 2])];
        var plain = Score(baskets, true, []);
        Assert.Equal(plain * 1.2, Score(baskets, true, [Offer(true, 1)]), 1e-9);
        Assert.Equal(plain * (1 + .2 * .8), Score(baskets, true, [Offer(false, 1)]), 1e-9);
        Assert.Equal(plain * 1.2, Score(baskets, true, [Offer(false, 1), Offer(true, 1)]), 1e-9);
        Assert.Equal(plain, Score(baskets, true, [Offer(true, 2)]), 1e-9);
        Assert.Equal(plain, Score(baskets, true, [Offer(true, 1, target: "Premium")]), 1e-9);
        Assert.Equal(plain, Score(baskets, false, [Offer(true, 1)]), 1e-9);

        static double Score((int, int[])[] baskets, bool promotions, Offer[] offers) =>
            new Recommender(Model(Shop(baskets), offers), new(5, true, promotions, .8, .1, Strategy)).For(0).Single(r => r.Item == 1).Score;
    }

    [Fact]
    public void Take_FloorThatNothingPasses_FallsBackAndSaysSo()
    {
        var book = new RuleBook(0, 10, [new([0], 1, 2, 10, 5, 10), new([1], 0, 2, 20, 5, 10)]);
        var (rules, fell) = book.Take(new(.4, RuleRanking.Balanced, 1), .1, _ => 1);
        Assert.True(fell);
        Assert.Equal(2, rules.Count);
        Assert.False(book.Take(new(.15, RuleRanking.Balanced, 1), .1, _ => 1).FellBack);
    }

    [Theory]
    [InlineData(RuleRanking.Balanced, 1)]
    [InlineData(RuleRanking.Value, 2)]
    [InlineData(RuleRanking.Essential, 3)]
    public void Take_Ranking_PutsItsOwnFirst(RuleRanking ranking, int first)
    {
        var book = new RuleBook(0, 100, [new([0], 1, 8, 10, 10, 100), new([0], 2, 7, 10, 10, 100), new([0], 3, 9, 50, 50, 100)]);
        Assert.Equal(first, book.Take(new(0, ranking, 1), 0, item => item == 2 ? 100 : 1).Rules[0].Then);
    }

    [Fact]
    public void With_NewBasket_MovesTheAccountAndTheCountsAndLeavesTheOldModelAlone()
    {
        var model = Model(Shop([(0, [0]), (1, [0, 1]), (1, [0, 2]), (1, [0, 1, 2])]));
        var moved = model.With([new NewBasket(0, [1], Day(101))]);
        Assert.Equal([0, 1], moved.History.Bought[0]);
        Assert.Equal(model.History.Support[1] + 1, moved.History.Support[1]);
        Assert.Equal([0], model.History.Bought[0]);
        Assert.DoesNotContain(new Recommender(moved, new(5, true, false, .8, .1, Strategy)).For(0), r => r.Item == 1);
        Assert.Same(model.Books, moved.Books);
        Assert.Contains(RuleNotices.Of(moved), n => n.Text.StartsWith("1 baskets have come since the rules were mined", StringComparison.Ordinal) && n.Text.EndsWith("the rules are 2 days older.", StringComparison.Ordinal));
        Assert.Equal([1], moved.History.LastBasket(0).ToArray());
        Assert.Equal(model.History.Pair(0, 1), moved.History.Pair(0, 1), (one, two) => one!.Both == two!.Both && one.First == two.First && one.Total == two.Total);
    }

    [Fact]
    public async Task Load_SingleAccount_RecommendsNothingAndSaysWhy()
    {
        var analysis = new AccountAnalysis();
        var (options, inputs) = (new AccountOptions { MinCount = 1 }, await InputsAsync(Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(0), 1m], ["B1", "A1", "P2", Day(0), 1m])));
        var result = analysis.Solve(await analysis.LoadAsync(inputs, options, new NoWork(), TestContext.Current.CancellationToken), options, new NoWork(), TestContext.Current.CancellationToken);
        Assert.Empty(result.List);
        Assert.Contains(analysis.Report(result, options).Notices, n => n.Text.Contains("leads from what it bought to something new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Load_AccountThatOnlyReturned_IsNoneToRecommendTo_AndTheOthersAre()
    {
        var analysis = new AccountAnalysis();
        var (options, inputs) = (new AccountOptions { MinCount = 1, Ranker = RankerChoice.Rules, Account = "A9" }, await InputsAsync(Table("sales", "basket account product date quantity amount",
            ["B1", "A1", "P1", Day(0), 1m, 1m], ["B1", "A1", "P2", Day(0), 1m, 1m], ["B2", "A2", "P1", Day(1), 1m, 1m], ["B3", "A9", "P1", Day(2), -1m, -1m])));
        var model = await analysis.LoadAsync(inputs, options, new NoWork(), TestContext.Current.CancellationToken);
        Assert.Contains("no account 'A9' with purchases", Assert.Throws<InputException>(() => analysis.Solve(model, options, new NoWork(), TestContext.Current.CancellationToken)).Message);
        Assert.Equal("P2", model.Purchases.Items[analysis.Solve(model, options with { Account = "A2" }, new NoWork(), TestContext.Current.CancellationToken).List.Single().Item]);
        Assert.Contains(model.Notices, n => n.Text.Contains("1 of 4 rows of the sales are returns", StringComparison.Ordinal));
    }

    [Fact]
    public void RulesFor_StrategyThatMoved_IsPreparedAnew_AndTheSameAgain()
    {
        var model = Model(Shop([(0, [0]), (1, [0, 1]), (1, [0, 2]), (1, [0, 1, 2])]));
        var (loose, strict) = (new RecommendationSettings(5, true, false, .8, .1, _ => new(.1, RuleRanking.Balanced, 1)), new RecommendationSettings(5, true, false, .8, .1, _ => new(.9, RuleRanking.Balanced, 1)));
        var first = model.RulesFor(-1, loose);
        Assert.Same(first, model.RulesFor(-1, loose));
        Assert.True(model.RulesFor(-1, strict).Count < first.Count);
        Assert.Equal(first.Count, model.RulesFor(-1, loose).Count);
        Assert.Same(model.AllRules(-1), model.With([]).AllRules(-1));
    }

    [Fact]
    public async Task Solve_UnknownAccount_IsRefusedWithWhatAccountsLookLike()
    {
        var analysis = new AccountAnalysis();
        var model = await analysis.LoadAsync(await InputsAsync(Table("sales", "basket account product date amount", ["B1", "A1", "P1", Day(0), 1m])), new(), new NoWork(), TestContext.Current.CancellationToken);
        Assert.Contains("named like 'A1'", Assert.Throws<InputException>(() => analysis.Solve(model, new() { Account = "X" }, new NoWork(), TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public async Task Load_TooManyItemsets_IsRefusedWithWhatToChange()
    {
        object?[][] rows = [.. Enumerable.Range(0, 2).SelectMany(b => Enumerable.Range(0, 30).Select(i => new object?[] { $"B{b}", "A1", $"P{i}", Day(b), 1m }))];
        var options = new CallListOptions { MinCount = 1, MaxItemsetSize = 20, MaxItemsets = 1000 };
        var inputs = await InputsAsync(Table("sales", "basket account product date amount", rows));
        Assert.Contains("Raise it (min-support, min-count)", (await Assert.ThrowsAsync<InputException>(() => new CallListAnalysis().LoadAsync(inputs, options, new NoWork(), TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public async Task Products_OfACategory_AreTheActiveOnesMostBoughtWithPrices()
    {
        var inputs = await InputsAsync(Table("sales", "basket account product date quantity amount", ["B1", "A1", "P1", Day(0), 2m, 6m], ["B1", "A1", "P2", Day(0), 1m, 9m], ["B2", "A1", "P2", Day(1), 1m, 9m], ["B3", "A1", "P3", Day(2), 1m, 1m]),
            Table("products", "product name category status", ["P1", "Tea", "Drinks", "active"], ["P2", "Gin", "Drinks", "Active"], ["P3", "Old", "Drinks", "ended"]));
        var model = await new CallListAnalysis().LoadAsync(inputs, new() { ItemLevel = ItemLevel.Category, Segments = SegmentSource.None }, new NoWork(), TestContext.Current.CancellationToken);
        Assert.Equal([new("P2", "Gin", 9), new("P1", "Tea", 3)], model.Products.Single());
    }

    private async Task<RunInputs> InputsAsync(params RetailOpt.Core.Tables.IResultTable[] tables) => new(new Dictionary<string, IQueryEngine> { ["data"] = await _shop.OpenAsync(tables) });

    private static SegmentStrategy Strategy(string segment) => new(.2, segment == "Basic" ? RuleRanking.Essential : RuleRanking.Balanced, 1.2);

    private static Purchases Shop((int Account, int[] Items)[] baskets) => ShopData.Purchases(Items, baskets, SegmentOf[..(baskets.Max(b => b.Account) + 1)]);

    private static Offer Offer(bool runs, int item, string? target = null) =>
        new(new("K", null, CampaignType.General, null, null, Day(0), Day(9), null, target, null, null, null, null), runs, [.. Enumerable.Range(0, Items).Select(i => i == item)]);

    internal static RecommendationModel Learned(Purchases purchases)
    {
        var model = Model(purchases);
        return model.With(new Learning(model, new NoWork(), default));
    }

    [Fact]
    public void Account_NoneNamed_IsTheOneWithTheMostBasketsToWhomSomethingCanBeOffered()
    {
        // A000 has the most baskets and every item of a rule; A001 lacks P001, which goes with its P000
        var model = Model(ShopData.Purchases(Items, [.. Enumerable.Repeat((0, new[] { 0, 1 }), 10), .. Enumerable.Repeat((2, new[] { 4 }), 8), (1, [0]), (1, [0])]));
        AccountResult Solve(AccountOptions options) => new AccountAnalysis().Solve(model, options with { Ranker = RankerChoice.Rules }, new NoWork(), default);
        Assert.Equal("A001", Solve(new()).AccountId);
        Assert.Equal("A000", Solve(new() { SkipBought = false }).AccountId);
        Assert.Empty(Solve(new() { Account = "A000" }).List);
    }

    internal static RecommendationModel Model(Purchases purchases, Offer[]? offers = null) => new()
    {
        Purchases = purchases,
        Window = new(Day(0), Day(99), []),
        History = new(purchases),
        Mining = Loose,
        Books = SegmentRules.Mine(purchases, Loose, new NoWork(), default),
        Offers = offers ?? [],
        Products = [.. Enumerable.Range(0, Items).Select(_ => Array.Empty<OfferedProduct>())],
        Groups = [.. Enumerable.Range(0, Items)],
        Notices = [],
    };

    private static IEnumerable<int[]> Sets(int most) => Enumerable.Range(1, (1 << Items) - 1).Select(bits => Enumerable.Range(0, Items).Where(i => (bits >> i & 1) == 1).ToArray()).Where(s => s.Length <= most);

    /// <summary>Section 4 of the specification, word by word.</summary>
    private static IEnumerable<(int, double)> ByHand(RecommendationModel model, int account, bool skip)
    {
        var segment = model.Purchases.Segments.Of[account];
        var bought = model.History.Bought[account];
        var own = model.Books[segment + 1].Rules.Count > 0 ? model.Books[segment + 1] : model.Books[0];
        var strategy = Strategy(segment < 0 ? "ALL" : model.Purchases.Segments.Names[segment]);
        var passing = own.Rules.Where(r => r.Confidence >= strategy.Floor).ToList();
        if (passing.Count == 0) passing = [.. own.Rules.Where(r => r.Confidence >= .1)];
        var ranked = (strategy.Ranking == RuleRanking.Essential ? passing.OrderByDescending(r => r.Support).ThenByDescending(r => r.Confidence) : passing.OrderByDescending(r => r.Confidence * r.Lift))
            .ThenByDescending(r => r.Both).ThenBy(r => r.Then).Where(r => r.If.All(bought.Contains) && !(skip && bought.Contains(r.Then)));
        return ranked.GroupBy(r => r.If[0]).SelectMany(g => g.Take(3)).GroupBy(r => r.Then).Select(g => (g.Key, Best: g.Max(r => r.BaseScore)))
            .OrderByDescending(r => r.Best).ThenBy(r => r.Key).Take(5).Select(r => (r.Key, Math.Round(r.Best, 9)));
    }
}
