using System.Numerics;
using CsCheck;
using MathNet.Numerics.Distributions;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.CrossSell.Rules;
using static RetailOpt.Tests.Core.CrossSell.ItemsetOracle;

namespace RetailOpt.Tests.Core.CrossSell;

public sealed class RuleMinerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Rules by definition, from the baskets alone.</summary>
    private static List<(int[] X, int[] Y, int Nx, int Ny, int Nxy, bool Redundant)> Define(BasketSet baskets, int minCount, RuleOptions options)
    {
        var masks = Enumerable.Range(0, baskets.Count).Select(b => baskets.Basket(b).ToArray().Aggregate(0, (m, r) => m | 1 << r)).ToArray();
        var rules = from z in Enumerable.Range(1, (1 << baskets.Items) - 1)
                    where Count(z) >= minCount
                    from y in Enumerable.Range(1, z)
                    where (y & z) == y && y != z && (options.AnyConsequent || int.IsPow2(y))
                    where Ranks(y).Length <= options.MaxConsequent && Ranks(z ^ y).Length <= options.MaxAntecedent
                    select (Ranks(z ^ y), Ranks(y), Count(z ^ y), Count(y), Count(z), Parts(z ^ y).Any(x => (double)Count(x | y) / Count(x) >= (double)Count(z) / Count(z ^ y)));
        return [.. rules];

        int Count(int set) => masks.Count(m => (m & set) == set);
        int[] Ranks(int set) => [.. Enumerable.Range(0, baskets.Items).Where(r => (set >> r & 1) == 1)];
        IEnumerable<int> Parts(int x) => Enumerable.Range(1, x).Where(p => (p & x) == p && p != x);
    }

    private static readonly Gen<RuleOptions> Options = Gen.Select(Gen.Double[0, 1], Gen.Bool, Gen.OneOf(Gen.Int[1, 3], Gen.Const(9)), Gen.OneOf(Gen.Int[1, 2], Gen.Const(9)))
        .Select((confidence, any, x, y) => new RuleOptions { MinConfidence = confidence, AnyConsequent = any, MaxAntecedent = x, MaxConsequent = any ? y : 9 });

    private static readonly Gen<int[][]> Few = Baskets.Select(b => b.Select(i => i.Where(r => r < 6).ToArray()).ToArray());

    [Fact]
    public void Mine_RandomBaskets_IsWhatTheDefinitionSays() => Gen.Select(Few, Gen.Int[1, 8], Options).Sample((raw, min, options) =>
    {
        var baskets = Of(raw);
        var rules = Rules(baskets, min, options);
        var all = Define(baskets, min, options);
        var expected = all.Where(r => (double)r.Nxy / r.Nx >= options.MinConfidence).ToList();
        Assert.Equal((all.Count, expected.Count), ((int)rules.Funnel.Tested, (int)rules.Funnel.Confident));
        Assert.Equal(expected.Select(r => Text(r.X, r.Y, r.Nx, r.Ny, r.Nxy, r.Redundant)).Order(StringComparer.Ordinal),
            rules.Rules.Select(r => Text(rules.Antecedent(r), rules.Consequent(r), r.Antecedents, r.Consequents, r.Both, r.IsRedundant)).Order(StringComparer.Ordinal));
    }, iter: 100);

    [Fact]
    public void Mine_RandomBaskets_HasTheTailsAndTheStepUpOfAllRules() => Gen.Select(Few, Gen.Int[1, 8], Options).Sample((raw, min, options) =>
    {
        var baskets = Of(raw);
        var tested = Define(baskets, min, options).Select(r => Tail(baskets.Count, r.Nx, r.Ny, r.Nxy)).Order().ToArray();
        foreach (var rule in Rules(baskets, min, options).Rules)
        {
            var p = Tail(rule.Baskets, rule.Antecedents, rule.Consequents, rule.Both);
            Assert.Equal(p, rule.P, 1e-9);
            // the least m p / rank over all that are not smaller
            Assert.Equal(Math.Min(1, tested.Select((t, i) => (t, q: t * tested.Length / (i + 1))).Where(t => t.t >= p - 1e-12).Min(t => t.q)), rule.Q, 1e-8);
        }
    }, iter: 100);

    [Fact]
    public void Upper_LargeCounts_IsTheExactTail() => Gen.Select(Gen.Int[0, 800], Gen.Int[0, 800], Gen.Int[0, 800], Gen.Int[800, 1500]).Sample((x, y, k, n) =>
    {
        var both = Math.Min(k, Math.Min(x, y));
        var exact = BigInteger.Zero;
        for (var i = both; i <= Math.Min(x, y); i++) exact += Ways(y, i) * Ways(n - y, x - i);
        var expected = Math.Exp(BigInteger.Log(exact) - BigInteger.Log(Ways(n, x)));
        Assert.InRange(new FisherTest(n).Upper(both, x, y), expected * (1 - 1e-8), expected * (1 + 1e-8) + 1e-13);
    }, iter: 60);

    private static readonly Lazy<BigInteger[]> Factorials = new(() =>
    {
        var all = new BigInteger[1501];
        all[0] = 1;
        for (var i = 1; i < all.Length; i++) all[i] = all[i - 1] * i;
        return all;
    });

    private static BigInteger Ways(int n, int k) => k < 0 || k > n ? 0 : Factorials.Value[n] / Factorials.Value[k] / Factorials.Value[n - k];

    [Fact]
    public void Measures_AKnownTable_AreTheTextbooks()
    {
        // 1,000 baskets: X in 400, Y in 500, both in 300
        var rule = new Rule(0, 1, 1000, 400, 500, 300, 0, 0, false);
        Assert.Equal((.3, .75, 1.5), (rule.Support, rule.Confidence, rule.Lift));
        Assert.Equal(.1, rule.Leverage, 1e-15);
        Assert.Equal(2, rule.Conviction!.Value, 1e-15);
        Assert.Equal(.675, rule.Kulczynski, 1e-15);
        Assert.Equal(100.0 / 600, rule.ImbalanceRatio, 1e-15);
        Assert.Null((rule with { Both = 400 }).Conviction);
    }

    [Fact]
    public void Mine_Filters_LeaveOutOneAfterTheOther() => Gen.Select(Few, Gen.Int[1, 6], Gen.Double[0, 1]).Sample((raw, min, q) =>
    {
        var baskets = Of(raw);
        var all = Rules(baskets, min, new());
        var some = Rules(baskets, min, new() { MaxQ = q, HideRedundant = true, About = 0, Top = 5, Order = RuleOrder.Lift });
        var expected = all.Rules.Where(r => r.Q <= q && !r.IsRedundant && (all.Antecedent(r).Contains(0) || all.Consequent(r).Contains(0))).ToList();
        Assert.Equal(expected.Count, some.Funnel.About);
        Assert.Equal(expected.OrderByDescending(r => r.Lift).Take(5).Select(r => r.Lift), some.Rules.Select(r => r.Lift));
        Assert.True(some.Funnel is var f && f.Tested >= f.Confident && f.Confident >= f.Significant && f.Significant >= f.Needed && f.Needed >= f.About);
    }, iter: 200);

    [Fact]
    public void Mine_MoreThanMayBeTested_IsRefused()
    {
        var baskets = Of([[0, 1, 2], [0, 1, 2]]);
        Assert.Equal(9, Rules(baskets, 1, new() { MaxTested = 9 }).Funnel.Tested);
        Assert.Equal(9, Assert.Throws<TooManyRulesException>(() => Rules(baskets, 1, new() { MaxTested = 8 })).Rules);
        Assert.Throws<TooManyRulesException>(() => Rules(Of([[.. Enumerable.Range(0, 18)]]), 1, new() { AnyConsequent = true }));
    }

    [Fact]
    public void Mine_ClosedItemsets_AreRefused() => Assert.Throws<ArgumentException>(() =>
        RuleMiner.Mine(Of([[0, 1], [0, 1]]), ItemsetMiner.List(Of([[0, 1], [0, 1]]), new(1, ItemsetKind.Closed), 1, Ct), new(), Ct));

    private static RuleSet Rules(BasketSet baskets, int min, RuleOptions options) => RuleMiner.Mine(baskets, ItemsetMiner.List(baskets, new(min), 1, Ct), options, Ct);

    private static double Tail(int n, int x, int y, int both) => Math.Min(1, Enumerable.Range(both, Math.Min(x, y) - both + 1).Sum(k => new Hypergeometric(n, y, x).Probability(k)));

    private static string Text(int[] x, int[] y, int nx, int ny, int nxy, bool redundant) => $"{string.Join(' ', x)} -> {string.Join(' ', y)}: {nx} {ny} {nxy} {redundant}";
}
