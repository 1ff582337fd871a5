using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The curve of a family that is nearest to units at four points: too high in the middle by as much as too low at the ends, or the other way round;
/// relative to the level for exp.
/// </summary>
internal static class NearestCurve
{
    /// <summary>How much half way counts what the second and third point are off the curve through the ends, by a cubic.</summary>
    private const double Half = 9 / 16.0;

    /// <summary>The curve, and how far it is from the units; infinitely far where the family has none.</summary>
    public static (DemandCurve Curve, double Off) Of(CurveMethod method, double low, double high, in Four units)
    {
        if (method == CurveMethod.Exp && !(units.A > 0 && units.D > 0)) return (default, double.PositiveInfinity);
        var ends = ThroughEnds(method, low, high, units.A, units.D);
        double b = ends.Sold(FourPoints.Md(1, low, high)), c = ends.Sold(FourPoints.Md(2, low, high));
        if (method == CurveMethod.Exp)
        {
            var shift = .5 * Half * (units.B / b + units.C / c - 2);
            return shift > -1 ? (ends with { A = ends.A * (1 + shift) }, Math.Abs(shift) * Math.Sqrt(units.A * units.D)) : (default, double.PositiveInfinity);
        }
        var move = .5 * Half * (units.B - b + units.C - c);
        return (method == CurveMethod.Linear ? ends with { B = ends.B + move } : ends with { A = ends.A + move }, Math.Abs(move));
    }

    /// <summary>The curve of a family through units at two markdowns; above 0 for exp.</summary>
    public static DemandCurve ThroughEnds(CurveMethod method, double low, double high, double first, double last)
    {
        if (method == CurveMethod.Exp)
        {
            var rate = Math.Log(last / first) / (high - low);
            return new(method, first * Math.Exp(-rate * low), rate);
        }
        double from = method == CurveMethod.Log ? Math.Log(1 + low) : low, to = method == CurveMethod.Log ? Math.Log(1 + high) : high;
        double rise = (last - first) / (to - from), start = first - rise * from;
        return method == CurveMethod.Linear ? new(method, rise, start) : new(method, start, rise);
    }
}
