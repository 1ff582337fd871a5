using CsCheck;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Tests.Core.Pricing.Curves;

public sealed class CurveFitterTests
{
    private static readonly Gen<double[]> Markdowns = Gen.Select(Gen.Double[0, .3], Gen.Double[.02, .1].Array[4, 7], Gen.Int[1, 4], (first, steps, times) =>
        Enumerable.Repeat(steps.Aggregate(new List<double> { first }, (all, step) => [.. all, Math.Min(.99, all[^1] + step)]), times).SelectMany(x => x).ToArray());

    private static readonly Gen<DemandCurve> Truth = Gen.OneOf(
        Gen.Select(Gen.Double[1, 50], Gen.Double[1, 100], (a, b) => new DemandCurve(CurveMethod.Linear, a, b)),
        Gen.Select(Gen.Double[1, 50], Gen.Double[.3, 6], (a, b) => new DemandCurve(CurveMethod.Exp, a, b)),
        Gen.Select(Gen.Double[1, 50], Gen.Double[-5, -.3], (a, b) => new DemandCurve(CurveMethod.Exp, a, b)),
        Gen.Select(Gen.Double[1, 50], Gen.Double[5, 90], (a, b) => new DemandCurve(CurveMethod.Log, a, b)));

    private static readonly Gen<(double[] Md, double[] Sold)> Noisy = Gen.Select(Markdowns, Truth, Gen.Double[.05, .6], Gen.Int, (md, curve, noise, seed) =>
    {
        var random = new Random(seed);
        return (md, Array.ConvertAll(md, x => curve.Sold(x) * Math.Exp(noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))));
    });

    [Fact]
    public void Fit_NoiselessData_RecoversCurve() => Gen.Select(Markdowns, Truth).Sample((md, truth) =>
    {
        var fit = CurveFitter.Fit(md, Array.ConvertAll(md, truth.Sold));
        Assert.Equal(truth.Method, fit.Curve.Method);
        Assert.Equal(truth.A, fit.Curve.A, 1e-6 * Math.Max(1, Math.Abs(truth.A)));
        Assert.Equal(truth.B, fit.Curve.B, 1e-6 * Math.Max(1, Math.Abs(truth.B)));
        Assert.Equal(truth.Direction < 0, fit.Flags.HasFlag(CurveFlags.Falls));
    });

    [Fact]
    public void Fit_NoisyData_NoFamilyFitsBetter() => Noisy.Sample((md, sold) =>
    {
        var fit = CurveFitter.Fit(md, sold);
        Assert.Equal(fit.Mse, LeastSquaresOracle.Mse(fit.Curve, md, sold), 1e-9 * fit.Mse + 1e-12);
        foreach (var other in LeastSquaresOracle.Families(md, sold))
            Assert.True(fit.Mse <= LeastSquaresOracle.Mse(other, md, sold) * (1 + 1e-6), $"{other} is better than {fit}");
    });

    [Fact]
    public void Fit_UnitsScaled_ScalesCurve() => Gen.Select(Noisy, Gen.Double[.01, 100]).Sample((data, scale) =>
    {
        var fit = CurveFitter.Fit(data.Md, data.Sold);
        var scaled = CurveFitter.Fit(data.Md, Array.ConvertAll(data.Sold, s => s * scale));
        Assert.Equal(fit.Curve.Method, scaled.Curve.Method);
        Assert.Equal(fit.Curve.Over(scale).Sold(.37), scaled.Curve.Sold(.37), 1e-6 * scale * Math.Abs(fit.Curve.Sold(.37)));
        Assert.Equal(fit.Mse * scale * scale, scaled.Mse, 1e-6 * scale * scale * fit.Mse);
    });

    [Theory]
    [InlineData(new[] { .1, .1, .3, .3 }, new[] { 10.0, 12, 20, 25 }, CurveFlags.TwoMarkdowns)]
    [InlineData(new[] { .1, .1, .3, .3 }, new[] { 20.0, 25, 10, 12 }, CurveFlags.TwoMarkdowns | CurveFlags.Falls)]
    public void Fit_TwoDistinctMarkdowns_TiesToLinear(double[] md, double[] sold, CurveFlags flags)
    {
        var fit = CurveFitter.Fit(md, sold);
        Assert.Equal(CurveMethod.Linear, fit.Curve.Method);
        Assert.Equal(flags, fit.Flags);
        Assert.Equal((sold[0] + sold[1]) / 2, fit.Curve.Sold(.1), 1e-9);
    }

    [Theory]
    [InlineData(new[] { .2, .2, .2 }, new[] { 3.0, 4, 8 }, 5)]
    [InlineData(new[] { .2, .2 + 1e-13, .2 }, new[] { 3.0, 4, 8 }, 5)]
    [InlineData(new[] { 0.0 }, new[] { 7.0 }, 7)]
    public void Fit_OneDistinctMarkdown_IsConstantAndFlagged(double[] md, double[] sold, double mean)
    {
        var fit = CurveFitter.Fit(md, sold);
        Assert.Equal(DemandCurve.Constant(mean), fit.Curve);
        Assert.Equal(CurveFlags.OneMarkdown, fit.Flags);
    }

    [Fact]
    public void Fit_EqualSales_IsLinearWithoutSlope()
    {
        var fit = CurveFitter.Fit([0, .1, .2, .4], [5, 5, 5, 5]);
        Assert.Equal(CurveMethod.Linear, fit.Curve.Method);
        Assert.Equal(0, fit.Curve.A, 1e-12);
        Assert.Equal(0, fit.Mse, 1e-12);
    }

    [Fact]
    public void Fit_SpikeAtTheHighestMarkdown_StaysFinite()
    {
        var fit = CurveFitter.Fit([.1, .11, .12, .13], [1e-9, 1e-9, 1e-9, 1000]);
        Assert.True(double.IsFinite(fit.Curve.Sold(.999)) && double.IsFinite(fit.Mse));
    }

    [Theory]
    [InlineData(new double[0], new double[0])]
    [InlineData(new[] { .1 }, new[] { double.NaN })]
    [InlineData(new[] { .1, .2 }, new[] { double.PositiveInfinity, 1 })]
    [InlineData(new[] { -.1 }, new[] { 1.0 })]
    [InlineData(new[] { .1 }, new[] { 1.0, 2 })]
    public void Fit_BadObservations_Throws(double[] md, double[] sold) => Assert.Throws<ArgumentException>(() => CurveFitter.Fit(md, sold));

    [Fact]
    public void Fit_LeaveOneOut_AgreesWithRefits() => Noisy.Where(d => d.Md.Length <= 15).Sample((md, sold) =>
    {
        var fit = CurveFitter.Fit(md, sold);
        if (fit.Curve.Method == CurveMethod.Exp) return;
        var errors = Enumerable.Range(0, md.Length).Select(i =>
        {
            double[] x = [.. md[..i], .. md[(i + 1)..]], y = [.. sold[..i], .. sold[(i + 1)..]];
            var (slope, intercept) = LeastSquaresOracle.Line(fit.Curve.Method == CurveMethod.Log ? Array.ConvertAll(x, v => Math.Log(1 + v)) : x, y);
            var at = fit.Curve.Method == CurveMethod.Log ? Math.Log(1 + md[i]) : md[i];
            return sold[i] - intercept - slope * at;
        });
        var expected = errors.Average(e => e * e);
        if (!double.IsNaN(fit.LeaveOneOutMse)) Assert.Equal(expected, fit.LeaveOneOutMse, 1e-6 * expected);
    }, iter: 50);

    [Fact]
    public void FitAll_AnyThreads_IsFitOfEach()
    {
        var random = new Random(3);
        var offsets = Enumerable.Range(0, 3001).Select(i => 4 * i).ToArray();
        double[] md = [.. offsets[..^1].SelectMany(_ => new[] { 0, .1, .3, .4 })], sold = Array.ConvertAll(md, x => 10 + 20 * x + 5 * random.NextDouble());
        var one = CurveFitter.FitAll(offsets, md, sold, 1, TestContext.Current.CancellationToken);
        Assert.Equal(one, CurveFitter.FitAll(offsets, md, sold, 3, TestContext.Current.CancellationToken));
        Assert.Equal(one[1234], CurveFitter.Fit(md.AsSpan(4 * 1234, 4), sold.AsSpan(4 * 1234, 4)));
    }

    [Fact]
    public void FitAll_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() => CurveFitter.FitAll(new[] { 0, 1 }, new[] { .1 }, new[] { 1.0 }, 1, new CancellationToken(true)));
}
