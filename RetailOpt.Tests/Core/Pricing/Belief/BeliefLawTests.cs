using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Tests.Core.Pricing.Backtest;

namespace RetailOpt.Tests.Core.Pricing.Belief;

/// <summary>What must hold of beliefs whatever the data.</summary>
public sealed class BeliefLawTests
{
    private static readonly double[] Axis = [0, .1, .2, .3, .4, .5];

    [Fact]
    public void Build_AnyNumberOfThreads_GivesTheSameBits()
    {
        var (data, _) = new Shop(5_000, 6) { Categories = 7, Family = null }.Draw();
        var (one, many) = (Shop.Believe(data), Shop.Believe(data, threads: 4));
        for (var i = 0; i < one.Count; i++) Assert.Equal(one[i], many[i]);
        Assert.Equal(one.Categories, many.Categories);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Build_UnitsScaled_ScalesCurvesAndIntervals(bool shrink)
    {
        var (data, _) = new Shop(40, 12) { Family = null }.Draw();
        var scaled = With(data, data.Sold.Select(s => 7 * s));
        var (a, b) = (Shop.Believe(data, shrink), Shop.Believe(scaled, shrink));
        for (var i = 0; i < a.Count; i++)
            foreach (var md in Axis)
            {
                Assert.Equal(7 * a[i].Curve.Sold(md), b[i].Curve.Sold(md), 1e-6 * b[i].Curve.Sold(md));
                Assert.Equal(7 * Math.Sqrt(a[i].At(md).Variance), Math.Sqrt(b[i].At(md).Variance), 1e-5 * b[i].Curve.Sold(md));
            }
        Assert.Equal(7 * Interval(data, a).Low, Interval(scaled, b).Low, 1e-6 * Interval(scaled, b).Low);
        Assert.Equal(7 * Interval(data, a).High, Interval(scaled, b).High, 1e-6 * Interval(scaled, b).High);
    }

    [Fact]
    public void Build_AnotherOrderOfSkus_BelievesTheSame()
    {
        var (data, _) = new Shop(60, 10) { Categories = 4, Family = null }.Draw();
        int[] order = [.. Enumerable.Range(0, 60).Select(i => i * 7 % 60)];
        var turned = History.Data([.. order.Select(i => new History(data.Skus[i], [.. Enumerable.Range(data.Starts[i], 10).Select(k => (data.Md[k], data.Sold[k]))], Category: data.Categories[i]))]);
        var (a, b) = (Shop.Believe(data), Shop.Believe(turned));
        for (var i = 0; i < order.Length; i++)
            foreach (var md in Axis) Assert.Equal(a[order[i]].Curve.Sold(md), b[i].Curve.Sold(md), 1e-6 * b[i].Curve.Sold(md));
    }

    [Theory]
    [InlineData(CurveMethod.Linear)]
    [InlineData(CurveMethod.Exp)]
    [InlineData(CurveMethod.Log)]
    public void Build_ObservationsWithoutNoise_BelievesTheRawCurve(CurveMethod family)
    {
        var (data, truth) = new Shop(30, 12) { Family = family, Noise = 0 }.Draw();
        var beliefs = Shop.Believe(data);
        for (var i = 0; i < truth.Length; i++)
        {
            Assert.Equal(family, beliefs[i].Curve.Method);
            foreach (var md in Axis) Assert.Equal(truth[i].Sold(md), beliefs[i].Curve.Sold(md), 1e-5 * truth[i].Sold(md));
        }
    }

    [Fact]
    public void Build_SkusThatSellAlike_AllHaveTheCategorysSlope()
    {
        // the same noise for all, so that the slopes are equal and chance alone would have made them differ more
        var pattern = Enumerable.Range(0, 12).Select(k => (Md: .04 * k, Sold: (1 + .08 * k) * (k % 3 == 0 ? 1.3 : .85))).ToArray();
        var beliefs = Shop.Believe(History.Data([.. Enumerable.Range(1, 20).Select(i => new History($"S{i:00}", [.. pattern.Select(p => (p.Md, 10.0 * i * p.Sold))]))]));
        Assert.True(beliefs.Spread < .01);
        var first = beliefs[0].Curve;
        for (var i = 0; i < 20; i++)
            foreach (var md in Axis) Assert.Equal((i + 1) * first.Sold(md), beliefs[i].Curve.Sold(md), 1e-4 * beliefs[i].Curve.Sold(md));
    }

    [Fact]
    public void Build_NoisySkus_BelievesASlopeBetweenTheirOwnAndTheCategorys()
    {
        var (data, _) = new Shop(100, 16) { Seen = .4, Family = CurveMethod.Linear }.Draw();
        var beliefs = Shop.Believe(data);
        var category = beliefs.Categories[0].Slope;
        // a quarter of slack: the believed curve is the nearest to a mix of families, so its slope is theirs but for their bends
        var (moved, inside) = (0, 0);
        for (var i = 0; i < beliefs.Count; i++)
        {
            var e = SlopeEvidence.Of(new Observations().Load(BeliefData.Of(data), i, 0), category);
            double[] own = [category, .. Enumerable.Range(0, 3).Select(f => e[f].Slope)];
            if (beliefs[i].Slope >= own.Min() - .25 && beliefs[i].Slope <= own.Max() + .25) inside++;
            if (Math.Abs(beliefs[i].Slope - category) < .9 * Math.Abs(e[0].Slope - category)) moved++;
            Assert.True(beliefs[i].SlopeError < beliefs[i].OwnSlopeError);
        }
        Assert.Equal(100, inside);
        Assert.True(moved > 80);
    }

    [Fact]
    public void Build_NotShrunk_IsTheRawCurveWithItsOwnErrors()
    {
        var (data, _) = new Shop(20, 12) { Family = null }.Draw();
        var fits = CurveFitter.FitAll(data.Starts, data.Md, data.Sold, cancel: TestContext.Current.CancellationToken);
        var beliefs = BeliefBuilder.Build(data, fits, shrink: false, cancel: TestContext.Current.CancellationToken);
        for (var i = 0; i < fits.Length; i++)
        {
            Assert.Equal(fits[i].Curve, beliefs[i].Curve);
            Assert.Equal(beliefs[i].OwnSlope, beliefs[i].Slope, 1e-5);
            Assert.All(Axis, md => Assert.Equal(default, beliefs[i].At(md).By));
        }
    }

    private static DemandInterval Interval(PricingData data, Beliefs beliefs) => DemandInterval.Of(data, beliefs, 1, ([.. Enumerable.Repeat(.3, data.Count)], 1));

    private static PricingData With(PricingData data, IEnumerable<double> sold) => History.Data([.. Enumerable.Range(0, data.Count).Select(i =>
        new History(data.Skus[i], [.. data.Md[data.Starts[i]..data.Starts[i + 1]].Zip(sold.Skip(data.Starts[i]))], Category: data.Categories[i]))]);
}
