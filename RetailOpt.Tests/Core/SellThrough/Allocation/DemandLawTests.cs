using CsCheck;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

public sealed class DemandLawTests
{
    [Fact]
    public void ExpectedSold_AnyLaw_IsTheSumOverDemands() => Gen.Select(Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-6, 40]), Gen.OneOf(Gen.Const(0.0), Gen.Double[.01, 3]), Gen.Int[0, 60]).Sample((mean, dispersion, units) =>
        Assert.Equal(PlanOracle.Sold(mean, dispersion, units), DemandLaw.ExpectedSold(mean, dispersion, units), 1e-9), iter: 500);

    [Fact]
    public void ExpectedSold_LargeMeans_GrowsByTheChanceOfOneMore() => Gen.Select(Gen.Double[600, 3000], Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-4, .5]), Gen.Int[0, 4000]).Sample((mean, dispersion, units) =>
        Assert.Equal(DemandLaw.AtLeast(mean, dispersion, units + 1), DemandLaw.ExpectedSold(mean, dispersion, units + 1) - DemandLaw.ExpectedSold(mean, dispersion, units), 1e-7), iter: 500);

    [Fact]
    public void After_LargeMeans_WalksAlongTheChances() => Gen.Select(Gen.Double[600, 3000], Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-4, .5]), Gen.Int[0, 4000]).Sample((mean, dispersion, from) =>
    {
        var tail = DemandLaw.After(mean, dispersion, from);
        for (var k = from + 1; k < from + 5; k++) Assert.Equal(DemandLaw.AtLeast(mean, dispersion, k), tail.Next(), 1e-9);
    }, iter: 300);

    [Theory]
    [InlineData(2_000, 0, 100)]
    [InlineData(5_000, .001, 1)]
    [InlineData(20_000, 0, 7)]
    public void After_FarBelowALargeMean_ComesDownAtTheMean(double mean, double dispersion, int from)
    {
        // where the walk begins the chance of exactly so many is no number any more
        var tail = DemandLaw.After(mean, dispersion, from);
        for (var k = from + 1; k < 1.5 * mean; k++)
        {
            var chance = tail.Next();
            if (k % 97 == 0) Assert.Equal(DemandLaw.AtLeast(mean, dispersion, k), chance, 1e-8);
        }
    }

    [Fact]
    public void ExpectedSold_ManyUnits_IsTheMean() => Gen.Select(Gen.Double[0, 2000], Gen.OneOf(Gen.Const(0.0), Gen.Double[.01, .3])).Sample((mean, dispersion) =>
        Assert.Equal(mean, DemandLaw.ExpectedSold(mean, dispersion, 200_000), 1e-6 * (1 + mean)), iter: 300);

    [Theory]
    [InlineData(0, .3, 3, 0)]
    [InlineData(5, 0, 0, 0)]
    [InlineData(1, 0, 1, 0.63212055882855767)] // 1 - 1/e
    public void ExpectedSold_KnownCases(double mean, double dispersion, int units, double expected) => Assert.Equal(expected, DemandLaw.ExpectedSold(mean, dispersion, units), 1e-15);

    [Theory]
    [InlineData(0, .3, false, 0, 0)]
    [InlineData(0, .3, true, 0, 1)]
    [InlineData(1, .3, false, 0, 2)]
    [InlineData(10, .3, false, 7, 13)]
    [InlineData(10, 0, false, 9, 11)]
    [InlineData(10, double.PositiveInfinity, false, 0, 100)]
    public void ChangeLimit_KnownCases(int current, double share, bool openings, int least, int most) => Assert.Equal((least, most), ChangeLimit.Of(current, share, openings, 100));
}
