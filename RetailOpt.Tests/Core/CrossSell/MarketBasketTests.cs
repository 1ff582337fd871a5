using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Core.CrossSell.Overview;
using static RetailOpt.Tests.Core.CrossSell.ShopData;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class MarketBasketTests
{
    private const int Items = 6;
    private static readonly int[] SegmentOf = [0, 0, 1, 2, -1];
    private static readonly MarketBasketOptions Loose = new() { MinSupport = 0, MinCount = 1, MinConfidence = 0, PremiumFloor = 0, StandardFloor = 0, BasicFloor = 0, HoldOut = 0 };
    private static readonly Gen<(int Account, int[] Items)[]> Baskets = Gen.Select(Gen.Int[0, 4], Gen.Int[0, Items - 1].Array[1, 4]).Array[2, 25];

    [Fact]
    public void Solve_HoldOut_MeasuresTheRulesOfTheFirstDaysInTheRest() => Gen.Select(Baskets, Gen.Double[.1, .8]).Sample((baskets, share) =>
    {
        var survival = Solve(baskets, Loose with { HoldOut = share }).Survival;
        var split = baskets.Length - (int)Math.Ceiling(share * baskets.Length); // one basket a day
        if (split < 1)
        {
            Assert.Null(survival);
            return;
        }
        var rest = baskets[split..];
        int N(params IEnumerable<int> items) => rest.Count(b => items.All(b.Items.Contains));
        foreach (var rule in survival!.Rules)
        {
            Assert.Equal((rest.Length, N(rule.Rule.If), N(rule.Rule.Then), N(rule.Rule.If.Concat(rule.Rule.Then))), (rule.Baskets, rule.Antecedents, rule.Consequents, rule.Both));
            Assert.Contains(baskets[..split], b => rule.Rule.If.All(b.Items.Contains));
        }
    }, iter: 100);

    [Fact]
    public void Solve_EachSegment_IsItsOwnShop() => Baskets.Sample(baskets =>
    {
        var result = Solve(baskets, Loose);
        for (var segment = 0; segment < 3; segment++)
        {
            var own = baskets.Where(b => SegmentOf[b.Account] == segment).Select(b => (0, b.Items)).ToArray();
            var finding = result.Findings.Single(f => f.Segment == segment);
            Assert.Equal(own.Length, finding.Transactions);
            if (own.Length == 0) continue;
            var alone = MarketBasket(Purchases(Items, own), Loose with { BasicRanking = Loose.StandardRanking, Segment = "ALL" }).Findings.Single();
            Assert.Equal(alone.Rules.Select(r => (string.Join(',', r.If), r.Then[0], r.Measures.Both, r.Measures.Q)).Order(), finding.Rules.Select(r => (string.Join(',', r.If), r.Then[0], r.Measures.Both, r.Measures.Q)).Order());
        }
    }, iter: 100);

    [Fact]
    public void Solve_NothingPassesTheFloor_FallsBackToATenthAndSaysSo()
    {
        (int, int[])[] baskets = [.. Enumerable.Range(0, 10).Select(b => (2, b < 3 ? new[] { 0, 1 } : b % 2 == 0 ? [0] : [1]))];
        var options = Loose with { PremiumFloor = .9, MinConfidence = .1 };
        var result = Solve([.. baskets.Append((0, [2]))], options);
        var premium = result.Findings.Single(f => f.Segment == 1);
        Assert.True(premium.FellBack);
        Assert.Equal(2, premium.Rules.Count);
        Assert.Contains(new MarketBasketReport(result, options).Report().Notices, n => n.Text.Contains("Premium: no rule passes its floor of 0.9", StringComparison.Ordinal));
    }

    [Fact]
    public void Solve_NoRules_NamesTheThresholdAndWhereItWouldHaveToBe()
    {
        (int, int[])[] baskets = [.. Enumerable.Range(0, 10).Select(b => (2, b < 3 ? new[] { 0, 1 } : b % 2 == 0 ? [0] : [1]))];
        string Why(MarketBasketOptions options) => Solve(baskets, options with { Segment = "ALL", HoldOut = 0 }).Findings.Single().Why!;
        Assert.Contains("the most frequent pair is in 3, a support of 0.3", Why(Loose with { MinSupport = .5 }));
        Assert.Contains("all 2 rules have less confidence than 0.95; the greatest is 0.5", Why(Loose with { MinConfidence = .95 }));
        Assert.Contains("q-value above 0", Why(Loose with { MaxQ = 0 }));
        Assert.Contains("no two items were ever bought together", Solve([(0, [0]), (1, [1])], Loose with { Segment = "ALL" }).Findings.Single().Why!);
    }

    [Fact]
    public void Solve_OneItemInEveryBasket_HasRulesOfLiftOne() =>
        Assert.All(Solve([(0, [0, 1]), (0, [0, 2]), (1, [0, 1, 2])], Loose with { Segment = "ALL" }).Findings.Single().Rules.Where(r => r.Then[0] == 0), r => Assert.Equal(1, r.Measures.Lift, 1e-12));

    [Fact]
    public void Solve_TopAndAbout_LeaveTheRestOutAndTellHowMany()
    {
        (int, int[])[] baskets = [(0, [0, 1, 2]), (0, [0, 1, 2]), (1, [3, 4])];
        var options = Loose with { Segment = "ALL", Top = 1 };
        Assert.Contains(new MarketBasketReport(Solve(baskets, options), options).Report().Notices, n => n.Text.StartsWith("ALL: the first 1 of ", StringComparison.Ordinal));
        Assert.All(Solve(baskets, Loose with { Segment = "ALL", About = "P003" }).Findings.Single().Rules, r => Assert.Contains(3, r.If.Concat(r.Then)));
        Assert.Contains("P000", Assert.Throws<InputException>(() => Solve(baskets, Loose with { About = "Px" })).Message);
    }

    [Fact]
    public void Opportunities_RandomShops_AreTheFormulas() => Baskets.Sample(baskets =>
    {
        var purchases = Shop(baskets);
        var rules = MarketBasket(purchases, Loose).Findings.SelectMany(f => f.Rules).ToArray();
        var found = OpportunitySummary.Of(purchases, rules, null);
        Assert.Equal(rules.Length, found.Count);
        foreach (var o in found)
        {
            var accounts = baskets.Where(b => o.Rule.Segment < 0 || SegmentOf[b.Account] == o.Rule.Segment).GroupBy(b => b.Account).Select(g => g.SelectMany(b => b.Items).ToHashSet());
            Assert.Equal(accounts.Count(a => o.Rule.If.All(a.Contains) && !a.Contains(o.Rule.Then[0])), o.Accounts);
            var value = baskets.Where(b => (o.Rule.Segment < 0 || SegmentOf[b.Account] == o.Rule.Segment) && b.Items.Contains(o.Rule.Then[0])).Average(b => b.Items.Distinct().Count());
            Assert.Equal(o.Rule.Measures.Confidence * value * o.Accounts, o.Potential, 1e-9);
            Assert.InRange(o.Score, 0, 90.0 + 1e-9); // without a campaign effectiveness is the same for all: 50
        }
        Assert.Equal(found.Select(o => o.Score).OrderDescending(), found.Select(o => o.Score));
    }, iter: 100);

    [Fact]
    public void Scaled_Constant_IsFifty()
    {
        Assert.Equal([50, 50], OpportunitySummary.Scaled([3, 3]));
        Assert.Equal([0, 50, 100], OpportunitySummary.Scaled([1, 2, 3]));
    }

    private static Purchases Shop((int Account, int[] Items)[] baskets) => Purchases(Items, baskets, SegmentOf[..(baskets.Max(b => b.Account) + 1)]);

    private static MarketBasketResult Solve((int, int[])[] baskets, MarketBasketOptions options) => MarketBasket(Shop(baskets), options);

    private static MarketBasketResult MarketBasket(Purchases purchases, MarketBasketOptions options) =>
        new MarketBasketSolver(new(new(new(purchases, [], [], [], []), new(ItemLevel.Product, new Dictionary<string, RetailOpt.Core.CrossSell.Loading.CatalogProduct>()), new(Day(0), Day(99), []), [])), options, new NoWork(), TestContext.Current.CancellationToken).Solve();
}
