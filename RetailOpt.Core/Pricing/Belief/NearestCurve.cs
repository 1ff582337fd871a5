using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The curve of a family that is nearest to units at four points: too high in the middle by as much as too low at the ends, or the other way round;
/// relative to the level for exp.
/// </summary>
internal static class NearestCurve
{
    /// <summary>The curve, and how far it is from the units; infinitely far where the family has none.</summary>
    public static (DemandCurve Curve, double Off) Of(CurveMethod method, double low, double high, in Four units)
    {
        var middle = units.Middle;
        if (method == CurveMethod.Exp)
        {
            if (!(units.A > 0 && units.D > 0 && middle > 0)) return (default, double.PositiveInfinity);
            double rate = Math.Log(units.D / units.A) / (high - low), ratio = Math.Sqrt(middle / Math.Sqrt(units.A * units.D));
            return (new(method, units.A * Math.Exp(-rate * low) * ratio, rate), middle * Math.Abs(1 / ratio - 1));
        }
        double from = Place(low), width = Place(high) - from, rise = (units.D - units.A) / width;
        var above = units.A + rise * (Place(.5 * (low + high)) - from) - middle;
        var start = units.A - rise * from - .5 * above;
        return (method == CurveMethod.Linear ? new(method, rise, start) : new(method, start, rise), .5 * Math.Abs(above));

        double Place(double md) => method == CurveMethod.Log ? Math.Log(1 + md) : md;
    }
}
