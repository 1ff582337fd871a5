using CsCheck;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Backtest;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Tests.Core.Pricing.Backtest;

public sealed class BacktesterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Gen<DemandCurve> AnyCurve = Gen.Select(Gen.Double[5, 60], Gen.Double[.5, 4], Gen.Int[0, 2], (level, lift, method) => method switch
    {
        0 => new DemandCurve(CurveMethod.Linear, level * lift, level),
        1 => new DemandCurve(CurveMethod.Exp, level, lift),
        _ => new DemandCurve(CurveMethod.Log, level, level * lift),
    });

    private static readonly Gen<(double Md, double Sold)[]> Noisy = Gen.Select(Gen.Int[0, 12].Select(k => k * .05), Gen.Double[1, 50], (md, sold) => (md, sold)).Array[7, 12];

    private static PastTest Run(PricingData data, int threads = 1) => Backtester.Run(data, threads, Ct);

    private static Prediction[] At(PricingData data, int origin) => [.. Backtester.At(data, new Origins(data), origin, 1, Ct).Select(p => p.Prediction)];

    [Fact]
    public void Run_SalesOnACurveWithoutNoise_FittedCurveIsNearestWithoutError() => Gen.Select(AnyCurve, AnyCurve, Gen.Int[0, 1000]).Sample((one, other, seed) =>
    {
        var random = new Random(seed);
        var past = Run(History.Data(On("A", one), On("B", other)));
        foreach (var sku in past.Skus)
        {
            Assert.Equal(4, sku.Predicted);
            Assert.InRange(sku.Error(BacktestMethod.Fitted), 0, 1e-6 * sku.Sold);
            Assert.True(sku.Error(BacktestMethod.Last) > 1e-3 * sku.Sold);
        }
        Assert.Equal(0, past.Methods[(int)BacktestMethod.Fitted].Error, 1e-6);
        Assert.Equal(0, past.Methods[(int)BacktestMethod.Last].Won);

        // every markdown at least once before the first origin, so that the family can be told
        History On(string sku, DemandCurve curve) => new(sku,
            [.. new[] { 0, .1, .2, .3, .4, .5 }.Concat(Enumerable.Range(0, 4).Select(k => .25 * (k % 2) + .2 * random.NextDouble())).Select(md => (md, curve.Sold(md)))]);
    }, iter: 50);

    [Fact]
    public void Run_ConstantSales_AllMethodsTieWithoutError()
    {
        var past = Run(History.Data(new History("A", [.. Enumerable.Range(0, 8).Select(k => (.05 * k, 12.0))])));
        Assert.All(BacktestMethods.All, m => Assert.True(past.Skus[0].IsNearest(m)));
        Assert.All(past.Methods, m => Assert.Equal((0, 1, 0), (m.Won, m.Tied, Math.Round(m.Error, 9))));
        Assert.Equal((1, 1), (past.Tested, past.Ties));
    }

    [Fact]
    public void Run_TwoOriginsByHand_SumsErrorsOfEach()
    {
        // one markdown: every curve is the mean of what is known, (10 + 20 + 10) / 3 before 20 and (10 + 20 + 10 + 20) / 4 before 10
        var past = Run(History.Data(new History("A", [(.1, 10), (.1, 20), (.1, 10), (.1, 20), (.1, 10)])));
        var sku = past.Skus[0];
        Assert.Equal((2, 30.0), (sku.Predicted, sku.Sold));
        Assert.Equal(10, sku.Error(BacktestMethod.Last), 1e-12);
        Assert.Equal((20 / 3.0 + 5) / 2, sku.Error(BacktestMethod.Fitted), 1e-12);
        Assert.Equal((20 / 3.0 + 5) / 2, sku.Error(BacktestMethod.Category), 1e-12);
        Assert.Equal(20 / 30.0, past.Methods[(int)BacktestMethod.Last].Error, 1e-12);
        Assert.Equal(0, past.Methods[(int)BacktestMethod.Last].Bias, 1e-12);
        Assert.Equal((5 - 20 / 3.0) / 30, past.Methods[(int)BacktestMethod.Fitted].Bias, 1e-12);
        Assert.Equal((0, 3), (past.Methods.Sum(m => m.Won), past.Methods.Count(m => m.Tied == 1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void At_LastObservationChanged_ChangesNoPrediction(bool dated) => Gen.Select(Noisy, Noisy, Gen.Double[1, 500]).Sample((a, b, units) =>
    {
        var (before, after) = (Data(a), Data([.. a[..^1], (a[^1].Md, units)]));
        for (var origin = 2; origin <= Origins.Count; origin++) Assert.Equal(At(before, origin), At(after, origin));
        Assert.Equal(At(before, 1).Select(p => p with { Actual = 0 }), At(after, 1).Select(p => p with { Actual = 0 }));
        Assert.NotEqual(At(before, 1)[0].Actual, At(after, 1)[0].Actual);

        PricingData Data((double, double)[] first) => History.Data(new("A", first, Weeks(first)), new("B", b, Weeks(b)));

        int[]? Weeks((double, double)[] observations) => dated ? [.. Enumerable.Range(12 - observations.Length, observations.Length)] : null;
    }, iter: 60);

    [Fact]
    public void At_DatedSource_PredictsThePeriodFromWhatLiesBeforeItForEverySku()
    {
        // B did not sell in week 8 and 9, so it is predicted from week 6 and 7 alone
        var data = History.Data(
            new("A", [.. Enumerable.Range(0, 10).Select(w => (.1, 10.0 + w))], [.. Enumerable.Range(0, 10)]),
            new("B", [.. Enumerable.Range(0, 8).Select(w => (.1, 20.0 + w))], [.. Enumerable.Range(0, 8)]));
        Assert.Equal([19.0], At(data, 1).Select(p => p.Actual));
        Assert.Equal([18.0], At(data, 2).Select(p => p.Actual));
        Assert.Equal([17.0, 27], At(data, 3).Select(p => p.Actual));
        Assert.Equal([15.0, 25], At(data, 4).Select(p => p.Last));
    }

    [Fact]
    public void Run_SkusThatCannotBeTested_AreCountedWithTheReason()
    {
        var past = Run(History.Data(
            new("LONG", [.. Enumerable.Range(0, 10).Select(w => (.1, 10.0 + w))], [.. Enumerable.Range(0, 10)]),
            new("NEW", [(.1, 5), (.2, 6), (.1, 5)], [7, 8, 9]),
            new("OLD", [(.1, 5), (.2, 6), (.1, 5), (.1, 5)], [1, 2, 3, 4])));
        Assert.Equal([Untested.No, Untested.TooFew, Untested.NotSold], past.Skus.Select(s => s.Untested));
        Assert.Equal((1, 1, 1), (past.Tested, past.Missing(Untested.TooFew), past.Missing(Untested.NotSold)));
        Assert.False(past.Skus[1].IsNearest(BacktestMethod.Last));
        Assert.True(double.IsNaN(past.Skus[1].Error(BacktestMethod.Last)));
    }

    [Fact]
    public void Run_AnyThreads_SameBits()
    {
        var random = new Random(5);
        var data = History.Data([.. Enumerable.Range(0, 5_000).Select(i => new History($"S{i:0000}", [.. Enumerable.Range(0, 9).Select(_ => (.05 * random.Next(10), 1 + 40 * random.NextDouble()))], Category: $"C{i % 7}"))]);
        var (one, three) = (Run(data), Run(data, 3));
        Assert.Equal(one.Methods, three.Methods);
        Assert.Equal(Errors(one), Errors(three));

        static IEnumerable<double> Errors(PastTest past) => past.Skus.SelectMany(s => BacktestMethods.All.Select(s.Error));
    }

    [Fact]
    public void Run_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() => Backtester.Run(History.Data(new History("A", [(.1, 1), (.2, 2), (.3, 3), (.4, 4)])), 1, new CancellationToken(true)));
}
