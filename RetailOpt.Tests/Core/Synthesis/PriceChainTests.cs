using CsCheck;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Prices;

namespace RetailOpt.Tests.Core.Synthesis;

/// <summary>Price and promotion chains: what is learned, what is made of it.</summary>
public sealed class PriceChainTests
{
    private static PriceSeries Series(params (int Week, double Base, double Depth)[] weeks) => new("P", [.. weeks.Select(w => new PriceWeek(w.Week, w.Base, w.Depth, null, null))]);

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(8, 2, .2)]
    [InlineData(8, -2, .2)]
    [InlineData(0, 0, 0)]
    public void Depth_IsTheSameWithEitherSign(double net, double discount, double depth) => Assert.Equal(depth, Promotions.Depth(net, discount), 12);

    [Theory]
    [InlineData(.04, false, false, 0)]
    [InlineData(.04, null, null, 0)]
    [InlineData(.04, true, false, 1)]
    [InlineData(.04, null, true, 1)]
    [InlineData(.05, null, null, 1)]
    [InlineData(.15, null, null, 2)]
    [InlineData(.30, true, false, 2)]
    [InlineData(.30, true, true, 3)]
    [InlineData(.30, null, null, 3)]
    public void Week_IsClassified(double depth, bool? display, bool? mailer, int state) => Assert.Equal((Promotion)state, Promotions.Classify(depth, display, mailer));

    [Fact]
    public void Steps_AcrossAGap_AreNotCounted() =>
        Assert.Equal([(0, 1), (4, 5)], Series((0, 1, 0), (1, 1, 0), (4, 1, 0), (5, 1, 0)).Steps.Select(s => (s.From.Week, s.To.Week)));

    [Fact]
    public void Rows_SumToOne_WhateverIsLearned() => Gen.Select(Gen.Int[0, 3], Gen.Double[.5, 9], Gen.Double[0, .9]).Array[1, 60].Sample(weeks =>
    {
        var at = 0;
        var series = Series([.. weeks.Select(w => (at += 1 + w.Item1 / 3, Math.Round(w.Item2, 1), w.Item3 < .5 ? 0 : w.Item3))]);
        foreach (var row in (BasePriceChain.Learn([series])?.Rows ?? []).Concat(PromotionChain.Learn([series])?.Rows ?? [])) Assert.Equal(1, row.Sum(), 12);
        Assert.Equal(weeks.Length >= PromotionChain.FewestWeeks, PromotionChain.Learn([series]) is not null);
        Assert.Equal(series.Weeks.Count(w => w.Promotion == Promotion.None) >= BasePriceChain.FewestWeeks, BasePriceChain.Learn([series]) is not null);
        Assert.All(PromotionChain.Learn([series])?.Depths.SelectMany(d => d) ?? [], depth => Assert.InRange(depth, 0, Promotions.Deepest));
    });

    [Fact]
    public void Price_HoldsWhileItsStateHolds()
    {
        var series = Series([.. Enumerable.Range(0, 60).Select(w => (w, 1 + w / 10 * .1, 0.0))]);
        var stream = RandomStream.Of(7);
        var path = BasePriceChain.Learn([series])!.Draw(500, ref stream);
        Assert.All(path.Zip(path.Skip(1)).Where(p => p.First.State == p.Second.State), p => Assert.Equal(p.First.Price, p.Second.Price));
        Assert.True(path.Select(p => p.State).Distinct().Count() > 1);
    }

    [Fact]
    public void Chain_LearnedFromAChain_IsThatChain()
    {
        double[][] rows = [[.8, .1, .06, .04], [.5, .3, .15, .05], [.4, .2, .3, .1], [.6, .1, .1, .2]];
        var (stream, state) = (RandomStream.Of(3), 0);
        double[] depths = [0, .10, .22, .40];
        var weeks = Enumerable.Range(0, 60_000).Select(w => (w, 2.0, depths[state = Transitions.Next(rows, state, ref stream)])).ToArray();
        var learned = PromotionChain.Learn([Series(weeks)])!;
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++) Assert.Equal(rows[i][j], learned.Rows[i][j], .03);
        foreach (var (one, other) in Transitions.Stationary(rows).Zip(learned.Share)) Assert.Equal(one, other, .01);
    }

    [Fact]
    public void PaperChain_AtItsMeans_DiscountsAsTheFormulaSays()
    {
        var chain = PaperPriceChain.AtMeans;
        Assert.Equal(.189, chain.DiscountedShare, 3);
        Assert.Equal(.057, chain.DiscountedShare * PaperPriceChain.MeanDepth, 3);
        Assert.Equal(chain.DiscountedShare, Transitions.Stationary(chain.Rows)[1], 9);
        var (stream, state, discounted) = (RandomStream.Of(11), 0, 0);
        for (var week = 0; week < 200_000; week++) discounted += state = Transitions.Next(chain.Rows, state, ref stream);
        Assert.Equal(.189, discounted / 200_000.0, .004);
    }
}
