using CsCheck;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Tests.Core.Pricing.Scenarios;

public sealed class OracleTests
{
    private static readonly Gen<Weights> AnyWeights = Gen.Select(Gen.Double[-2, 2], Gen.Double[-30, 30], Gen.Double[-2, 2], Gen.Int[0, 5], (d, s, r, zero) =>
        new Weights(zero == 0 ? 0 : d, zero == 1 ? 0 : s, zero == 2 ? 0 : r));

    [Fact]
    public void Pass_AnyWeights_NoMarkdownOnAFineGridIsBetter() => Gen.Select(Instances.Wild(1, 1), AnyWeights).Sample((skus, weights) =>
    {
        var problem = skus.Problem();
        var best = weights.Of(problem.TotalsOf(problem.PlanAt(weights)));
        var range = problem.FeasibleMd(0);
        for (var i = 0; i <= 400; i++)
        {
            var value = weights.Of(problem.TotalsOf([range.Low + (range.High - range.Low) * i / 400]));
            Assert.True(value <= best + 1e-9 * Math.Abs(best) + 1e-9, $"{value} > {best} at {i}");
        }
    }, iter: 100);

    [Fact]
    public void Pass_Totals_AreThePlansOwn() => Gen.Select(Instances.Wild(1, 8), AnyWeights).Sample((skus, weights) =>
    {
        var problem = skus.Problem();
        var pass = new Passes(problem.Skus, 1, TestContext.Current.CancellationToken).At(weights);
        var own = problem.TotalsOf(problem.PlanAt(weights));
        Assert.Equal(own.Demand, pass.Totals.Demand, 1e-10 * (1 + own.ListSales));
        Assert.Equal(own.Sales, pass.Totals.Sales, 1e-10 * (1 + own.Sales));
        Assert.Equal(own.ListSales, pass.Totals.ListSales, 1e-10 * (1 + own.ListSales));
    });

    [Fact]
    public void Pass_Curvature_IsTheSlopeOfTheTotals() => Instances.Plain(1, 20).Sample(skus =>
    {
        var passes = new Passes(skus.Problem().Skus, 1, TestContext.Current.CancellationToken);
        var weights = new Weights(1, .7, -.45);
        const double Step = 1e-6;
        Totals low = passes.At(weights with { ListSales = -.45 - Step }).Totals, high = passes.At(weights with { ListSales = -.45 + Step }).Totals;
        var slope = passes.At(weights).Curvature.Times(new(0, 0, 1));
        // a SKU that reaches an end of its interval within the step bends the totals
        if (passes.At(weights with { ListSales = -.45 - Step }).Curvature.RR is var a && passes.At(weights with { ListSales = -.45 + Step }).Curvature.RR is var b && Math.Abs(a - b) > 1e-3 * a) return;
        Assert.Equal((high.Demand - low.Demand) / (2 * Step), slope.Demand, 1e-3 * Math.Abs(slope.Demand) + 1e-2);
        Assert.Equal((high.Sales - low.Sales) / (2 * Step), slope.Sales, 1e-3 * Math.Abs(slope.Sales) + 1e-2);
        Assert.Equal((high.ListSales - low.ListSales) / (2 * Step), slope.ListSales, 1e-3 * Math.Abs(slope.ListSales) + 1e-2);
    });

    [Fact]
    public void WrightOmega_AnyArgument_SolvesItsEquation() => Gen.OneOf(Gen.Double[-700, 5], Gen.Double[-5, 10], Gen.Double[0, 1e6]).Sample(z =>
    {
        var u = WrightOmega.Of(z);
        Assert.Equal(z, u + Math.Log(u), 1e-13 * Math.Max(1, Math.Abs(z)));
    }, iter: 10_000);

    [Fact]
    public void FeasibleInterval_Any_HoldsExactlyWhatStockAllows() => Instances.Wild(1, 1).Sample(skus =>
    {
        var (sku, problem) = (skus[0], skus.Problem());
        var range = problem.FeasibleMd(0);
        var capped = problem.FlagsOf(0).HasFlag(SkuFlags.InvCapped);
        for (var i = 0; i <= 100; i++)
        {
            var md = sku.Lower + (sku.Upper - sku.Lower) * i / 100;
            var sold = sku.Curve.Sold(md);
            var allowed = sold >= 0 && sold <= sku.Inventory;
            if (capped) Assert.False(allowed && md < sku.Upper && md > sku.Lower);
            else if (md > range.Low + 1e-9 && md < range.High - 1e-9) Assert.True(sold >= -1e-9 && sold <= sku.Inventory + 1e-9 * sku.Inventory);
            else if (md < range.Low - 1e-9 || md > range.High + 1e-9) Assert.False(allowed && sold > 1e-9 && sold < sku.Inventory * (1 - 1e-9));
        }
        if (capped) Assert.Equal(range.Low, range.High);
    });

    [Fact]
    public void FeasibleInterval_StockBelowTheCurve_TakesTheLeastViolationAndCapsSales()
    {
        var problem = PricingProblem.Create([10], [.1], [.5], [8], [new DemandCurve(CurveMethod.Linear, 20, 10)]);
        Assert.Equal(SkuFlags.InvCapped, problem.FlagsOf(0));
        Assert.Equal(new Span(.1, .1), problem.FeasibleMd(0));
        Assert.Equal(8, problem.SoldAt(0, .1));
    }

    [Theory]
    [InlineData(0, 0, .5, 1)]
    [InlineData(1, .6, .5, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 0, .5, -1)]
    [InlineData(1, 0, .5, double.NaN)]
    public void Create_OutOfRange_Throws(double msrp, double lower, double upper, double inventory) =>
        Assert.Throws<ArgumentException>(() => PricingProblem.Create([msrp], [lower], [upper], [inventory], [DemandCurve.Constant(1)]));
}
