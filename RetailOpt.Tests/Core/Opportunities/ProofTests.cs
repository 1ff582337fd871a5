using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Opportunities.Proof;
using static RetailOpt.Tests.Core.Opportunities.RuleInstances;

namespace RetailOpt.Tests.Core.Opportunities;

public sealed class ProofTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OpportunitiesProofOptions Proof(RuleParameters p) => new()
    {
        TopPerformerThreshold = p.TopPerformer,
        MinClusterStores = p.MinClusterStores,
        MinStoresSelling = p.MinStoresSelling,
        MinProductSales = (double)p.MinProductSales,
        AdoptionThreshold = p.Adoption,
        EnforceAdoption = p.EnforceAdoption,
        Draws = 3,
    };

    /// <summary>Where everybody carries everything, whatever the rule lists was hidden, and it lists the hidden best fifth.</summary>
    [Fact]
    public void MaskTest_NothingMissing_ListsOnlyWhatWasHidden()
    {
        var rows = from s in Enumerable.Range(0, 40) from p in Enumerable.Range(1, 50) select new SalesRow($"{s:D2}", $"P{p:D2}", "K", 1000 * p);
        var model = new RuleInstance([.. rows], Enumerable.Range(0, 40).ToDictionary(s => $"{s:D2}", _ => "C")).Model();
        var scores = MaskTest.Run(model, new() { Draws = 10 }, new NoWork(2, 5), Ct);
        Assert.All(scores, s => Assert.Equal((200, s.Listed), (s.Right, s.Rule)));
        Assert.InRange(scores.Average(s => s.Rule / (double)s.Right), .18, .26);
        // of 45 carried and 5 hidden products a random one is hidden with one chance in ten
        Assert.All(scores, s => Assert.Equal(s.Listed, s.Chance, 1e-9));
    }

    [Fact]
    public void MaskTest_HidesTheShareAskedFor_EachPairAlike()
    {
        var rows = from s in Enumerable.Range(0, 5) from p in Enumerable.Range(1, 37) select new SalesRow($"{s}", $"P{p}", $"K{p % 3}", 100 + p * s);
        var model = new RuleInstance([.. rows], Enumerable.Range(0, 5).ToDictionary(s => $"{s}", _ => "C")).Model();
        foreach (var share in new[] { .03, .1, .35, .9 })
        {
            var hidden = MaskTest.Run(model, new() { Draws = 400, Hide = share }, new NoWork(2), Ct).Select(s => s.Right / 185.0).ToArray();
            Assert.InRange(hidden.Average(), share - .015, share + .015);
        }
    }

    [Fact]
    public void MaskTest_SameSeedAnyThreads_SameScores_OtherSeedOthers() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var model = shop.Model();
        var one = MaskTest.Run(model, Proof(p), new NoWork(1, 7), CancellationToken.None);
        return one.SequenceEqual(MaskTest.Run(model, Proof(p), new NoWork(3, 7), CancellationToken.None));
    }, iter: 30);

    [Fact]
    public void Score_IsWhatCountingSays() => Gen.Select(Some, Parameters, Gen.Int).Sample((shop, p, seed) =>
    {
        var result = shop.Solve(p);
        var carried = new StoreItems(result.Cells, result.Options.Rule.MinProductSales);
        var scorer = new ListScorer(result, carried);
        var random = new Random(seed);
        var popularity = carried.ByPopularity();
        for (var store = 0; store < result.Cells.Stores.Length; store++)
        {
            var mine = carried[store].ToArray().Select(c => c.Item).ToHashSet();
            var lacking = popularity.Where(i => !mine.Contains(i)).ToArray();
            var right = lacking.Where(_ => random.Next(3) == 0).ToHashSet();
            var listed = result.MissedBy(store).Select(o => o.Item).ToArray();
            var score = scorer.Score(store, right);
            Assert.Equal((listed.Length, right.Count, listed.Count(right.Contains), lacking.Take(listed.Length).Count(right.Contains)), (score.Listed, score.Right, score.Rule, score.Popular));
            Assert.Equal(lacking.Length == 0 ? 0 : (double)listed.Length * right.Count / lacking.Length, score.Chance, 1e-9);
            Assert.DoesNotContain(listed, mine.Contains);
        }
    }, iter: 300);

    [Fact]
    public void ByPopularity_MostStoresFirst_ThenSales()
    {
        SalesRow[] rows = [new("1", "A", "K", 900), new("1", "B", "K", 60), new("2", "B", "K", 60), new("1", "C", "K", 80), new("2", "C", "K", 80), new("1", "D", "K", 1)];
        var model = new RuleInstance(rows, new Dictionary<string, string> { ["1"] = "X", ["2"] = "X" }).Model();
        Assert.Equal(["C", "B", "A"], new StoreItems(model.Cells, 50 * 10_000).ByPopularity().Select(i => model.Cells.Products[i]));
    }

    [Fact]
    public void OfMean_IsStudentsInterval()
    {
        var e = Intervals.OfMean([1, 2, 3, 4, 5], .9);
        Assert.Equal((3, 1.4926, 4.5074), (e.Value, Math.Round(e.Low, 4), Math.Round(e.High, 4)));
        Assert.True(double.IsNaN(Intervals.OfMean([], .9).Value));
        Assert.Equal((7, double.NaN), (Intervals.OfMean([7], .9).Value, Intervals.OfMean([7], .9).Low));
    }

    /// <summary>Of means of normal draws, nine in ten intervals hold the true mean.</summary>
    [Fact]
    public void OfMean_CoversAsItSays()
    {
        var covered = Enumerable.Range(0, 4_000).Count(t =>
        {
            var stream = RandomStream.Of(1, t);
            var e = Intervals.OfMean([.. Enumerable.Range(0, 20).Select(_ => 5 + stream.Normal())], .9);
            return e.Low <= 5 && 5 <= e.High;
        });
        Assert.InRange(covered / 4_000.0, .885, .915);
    }

    [Fact]
    public void OfRatio_CoversAsItSays_AndIsExactWhereUnitsAreAlike()
    {
        var covered = Enumerable.Range(0, 500).Count(t =>
        {
            var stream = RandomStream.Of(2, t);
            var below = Enumerable.Range(0, 120).Select(_ => 1 + stream.Next()).ToArray();
            var e = Intervals.OfRatio([.. below.Select(b => b * .4 + .3 * stream.Normal())], below, .9, 300, (ulong)t);
            return e.Low <= .4 && .4 <= e.High;
        });
        Assert.InRange(covered / 500.0, .85, .95);
        var same = Intervals.OfRatio([1, 1, 1], [2, 2, 2], .9, 100, 0);
        Assert.Equal((.5, .5, .5), (same.Value, same.Low, same.High));
        Assert.True(double.IsNaN(Intervals.OfRatio([0], [0], .9, 100, 0).Value));
    }
}
