using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Ranking;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Numerics;
using static RetailOpt.Tests.Core.CrossSell.ShopData;

namespace RetailOpt.Tests.Core.CrossSell;

/// <summary>The learned ranker in the lists: what it offers, and when it is taken.</summary>
public sealed class RankerTests
{
    private static readonly RecommendationSettings Settings = new(5, true, false, .8, .1, _ => new(.1, RuleRanking.Balanced, 1));
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public void Learned_EveryRecommendation_IsNewWithATriggerThatWasBought_LikeliestFirst()
    {
        var model = Learn(BacktestTests.Model(BacktestTests.Planted(5)));
        var lists = new ListMaker(model, RankerChoice.Learned, Settings, new NoWork(), Ct);
        for (var a = 0; a < model.Purchases.Accounts.Count; a++)
        {
            var (bought, list) = (model.History.Bought[a], lists.For(a));
            Assert.NotEmpty(list);
            Assert.Equal(Enumerable.Range(1, list.Count), list.Select(r => r.Rank));
            Assert.All(list, r => Assert.DoesNotContain(r.Item, bought));
            Assert.All(list, r => Assert.Subset(bought.ToHashSet(), r.Rule.If.ToHashSet()));
            Assert.All(list, r => Assert.True(r.Rule.Both > 0 && r.Rule.Then == r.Item && r.Likely is > 0 and < 1));
            Assert.Equal(list.Select(r => r.Likely).OrderDescending(), list.Select(r => r.Likely));
        }
    }

    [Fact]
    public void Learned_NothingBoughtBesideIt_IsWhatManyBuy_WithItsShareOfTheBaskets()
    {
        var planted = BacktestTests.Planted(5);
        var model = Learn(BacktestTests.Model([.. planted.Select(b => (b.Account, b.Items.Where(i => i != 19).Append(0).Distinct().ToArray())), (240, [19])]));
        var list = new ListMaker(model, RankerChoice.Learned, Settings, new NoWork(), Ct).For(240);
        Assert.Equal(5, list.Count);
        Assert.All(list, r => Assert.Empty(r.Rule.If));
        Assert.All(list, r => Assert.Equal((model.History.Support[r.Item], model.History.Baskets, 1.0), (r.Rule.Both, r.Rule.First, r.Rule.Lift)));
        Assert.Contains("of all baskets hold it", new RecommendationTables(model).Reason(list[0]));
    }

    [Fact]
    public void Learned_CampaignOnAnItem_RaisesItByTheBoost()
    {
        var plain = Learn(BacktestTests.Model(BacktestTests.Planted(5)));
        var second = new ListMaker(plain, RankerChoice.Learned, Settings, new NoWork(), Ct).For(0)[1];
        var offer = new Offer(new("K", null, RetailOpt.Core.CrossSell.Promotions.CampaignType.General, null, null, Day(0), Day(1), null, null, null, null, null, null), true, [.. Enumerable.Range(0, 20).Select(i => i == second.Item)]);
        var boosted = new RecommendationModel { Purchases = plain.Purchases, Window = plain.Window, History = plain.History, Mining = plain.Mining, Books = plain.Books, Offers = [offer], Products = plain.Products, Groups = plain.Groups, Notices = [], Learning = plain.Learning };
        var list = new ListMaker(boosted, RankerChoice.Learned, Settings with { Promotions = true, Strategy = _ => new(.1, RuleRanking.Balanced, 1000) }, new NoWork(), Ct).For(0);
        Assert.Equal((second.Item, 1000.0, second.Rule.BaseScore * 1000), (list[0].Item, list[0].Boost, list[0].Score));
        Assert.Equal(second.Likely, list[0].Likely);
    }

    [Fact]
    public void Pair_RandomShops_HasTheCountsByDefinition() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5].Array[1, 4]).Array[1, 20].Sample(baskets =>
    {
        var seen = Enumerable.Range(0, baskets.Length).Where(b => b % 3 != 2).ToHashSet();
        var history = new History(Purchases(6, baskets), seen.Contains);
        int N(params int[] items) => seen.Count(b => items.All(baskets[b].Item2.Contains));
        for (var i = 0; i < 6; i++)
            for (var j = 0; j < 6; j++)
            {
                if (i == j) continue;
                var pair = history.Pair(i, j);
                Assert.Equal((N(i, j), N(i), N(j), seen.Count), (pair.Both, pair.First, pair.Second, pair.Total));
            }
    }, iter: 200);

    [Fact]
    public void Auto_RulesAreUselessAndLikenessIsNot_TakesTheLearnedRankerAndSaysBy_HowMuch()
    {
        // rules from a confidence of 1 on: they know nothing, the ranker does
        var model = Learn(BacktestTests.Model(BacktestTests.Planted(5)));
        var strict = Settings with { LeastConfidence = 1, Strategy = _ => new(1, RuleRanking.Balanced, 1) };
        var lists = new ListMaker(model, RankerChoice.Auto, strict, new NoWork(), Ct);
        Assert.True(lists.Learned, lists.Told.Text);
        Assert.Contains("ahead of the rules", lists.Told.Text);
        Assert.Contains("learned less rules", lists.Told.Text);
        Assert.False(new ListMaker(model, RankerChoice.Auto, strict with { SkipBought = false }, new NoWork(), Ct).Learned);
        Assert.False(new ListMaker(model, RankerChoice.Rules, strict, new NoWork(), Ct).Learned);
    }

    [Fact]
    public void Auto_WhatIsBoughtIsChance_TakesTheRulesAndSaysWhy()
    {
        var stream = RandomStream.Of(4);
        var baskets = Enumerable.Range(0, 400).Select(b => (b % 100, Enumerable.Range(0, 3).Select(_ => stream.Below(20)).Distinct().ToArray())).ToList();
        var model = Learn(BacktestTests.Model(baskets));
        var verdict = model.Learning!.Against(Settings, new NoWork(), Ct)!;
        var lists = new ListMaker(model, RankerChoice.Auto, Settings, new NoWork(), Ct);
        Assert.Equal(verdict.Wins, lists.Learned);
        Assert.False(lists.Learned, lists.Told.Text);
        Assert.StartsWith("Ranked by the rules", lists.Told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_TooFewDays_TakesTheRules_AndTheLearnedRankerIsRefused()
    {
        var model = Learn(BacktestTests.Model([(0, [1]), (0, [2])]));
        Assert.Contains("Ranked by the rules", new ListMaker(model, RankerChoice.Auto, Settings, new NoWork(), Ct).Told.Text);
        Assert.Contains("ranker rules or auto", Assert.Throws<InputException>(() => new ListMaker(model, RankerChoice.Learned, Settings, new NoWork(), Ct)).Message);
        Assert.Equal("ranker", Assert.Single(new CallListOptions { Ranker = RankerChoice.Learned, SkipBought = false }.Check()).Key);
    }

    private static RecommendationModel Learn(RecommendationModel model) => model.With(new Learning(model, new NoWork(), Ct));
}
