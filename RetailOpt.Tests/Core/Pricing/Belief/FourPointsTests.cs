using CsCheck;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Tests.Core.Pricing.Belief;

public sealed class FourPointsTests
{
    [Fact]
    public void Nearest_UnitsOfACurve_IsThatCurve() => Gen.Select(Gen.Int[0, 2], Gen.Double[1, 100], Gen.Double[-.8, 4], Gen.Double[0, .3], Gen.Double[.4, .9]).Sample((family, level, slope, low, high) =>
    {
        var curve = (CurveMethod)family switch
        {
            CurveMethod.Linear => new DemandCurve(CurveMethod.Linear, level * slope, level),
            CurveMethod.Exp => new DemandCurve(CurveMethod.Exp, level, slope),
            _ => new DemandCurve(CurveMethod.Log, level, level * slope),
        };
        double At(int p) => curve.Sold(FourPoints.Md(p, low, high));
        var points = FourPoints.Nearest(curve.Method, low, high, new(At(0), At(1), At(2), At(3)));
        foreach (var md in new[] { low, .5 * (low + high), high })
        {
            Assert.Equal(curve.Sold(md), points.Curve.Sold(md), 1e-9 * level * Math.Exp(Math.Max(0, slope)));
            Assert.Equal(curve.Sold(md), points.Sold(md, points.At(md)), 1e-9 * level * Math.Exp(Math.Max(0, slope)));
        }
    });

    [Fact]
    public void Sold_AtThePoints_IsWhatWasGiven()
    {
        Four units = new(10, 14, 17, 25);
        var points = FourPoints.Nearest(CurveMethod.Linear, 0, .6, units);
        double[] given = [units.A, units.B, units.C, units.D];
        for (var p = 0; p < 4; p++)
        {
            var md = FourPoints.Md(p, 0, .6);
            Assert.Equal(given[p], points.Sold(md, points.At(md)), 1e-5);
        }
    }

    [Fact]
    public void Nearest_UnitsBelowZero_AreNoExp() => Assert.NotEqual(CurveMethod.Exp, FourPoints.Nearest(CurveMethod.Exp, 0, .6, new(-1, 1, 4, 8)).Curve.Method);
}
