using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Four figures, one at each of four evenly spaced markdowns of a range.</summary>
internal readonly record struct Four(double A, double B, double C, double D);

/// <summary>
/// A curve with what is told of it at four evenly spaced markdowns of a range: how far the expected units are from it there, and anything else that is
/// told of the units. In between a cubic leads, on the ratio to the curve for exp.
/// </summary>
internal readonly record struct FourPoints(DemandCurve Curve, double Low, double High)
{
    public const int Count = 4;

    /// <summary>Expected units less the curve's.</summary>
    public (float A, float B, float C, float D) Off { get; init; }

    /// <summary>Expected units at the points.</summary>
    public Four Units => new(Curve.Sold(Low) + Off.A, Curve.Sold(Md(1, Low, High)) + Off.B, Curve.Sold(Md(2, Low, High)) + Off.C, Curve.Sold(High) + Off.D);

    /// <summary>The markdown of a point, 0 to 3.</summary>
    public static double Md(int point, double low, double high) => low + point / 3.0 * (high - low);

    /// <summary>The curve nearest to expected units, of whatever family; of the family given where it is as near.</summary>
    public static FourPoints Nearest(CurveMethod first, double low, double high, in Four units)
    {
        var (best, off) = NearestCurve.Of(first, low, high, units);
        foreach (var method in Enum.GetValues<CurveMethod>())
        {
            var (curve, other) = NearestCurve.Of(method, low, high, units);
            if (other < off * (1 - 1e-9)) (best, off) = (curve, other);
        }
        return Between(best, low, high, units);
    }

    /// <summary>Expected units at a markdown, given what each point counts for there.</summary>
    public double Sold(double md, in Four weights) => Curve.Sold(md) + weights.A * Off.A + weights.B * Off.B + weights.C * Off.C + weights.D * Off.D;

    /// <summary>What each point counts for at a markdown.</summary>
    public Four At(double md)
    {
        double t = 3 * (md - Low) / (High - Low), s = t - 1, u = t - 2, v = t - 3;
        double a = -s * u * v / 6, b = t * u * v / 2, c = -t * s * v / 2, d = t * s * u / 6;
        if (Curve.Method != CurveMethod.Exp) return new(a, b, c, d);
        var third = Curve.B * (High - Low) / 3;
        double now = Math.Exp(t * third), step = Math.Exp(-third);
        return new(a * now, b * now * step, c * now * step * step, d * now * step * step * step);
    }

    private static FourPoints Between(DemandCurve curve, double low, double high, in Four units) => new(curve, low, high)
    {
        Off = ((float)(units.A - curve.Sold(low)), (float)(units.B - curve.Sold(Md(1, low, high))), (float)(units.C - curve.Sold(Md(2, low, high))), (float)(units.D - curve.Sold(high))),
    };
}

/// <summary>Variances and covariances of the units at four points.</summary>
internal readonly record struct PointCovariance(float Aa, float Ab, float Ac, float Ad, float Bb, float Bc, float Bd, float Cc, float Cd, float Dd)
{
    /// <summary>Variance of a weighted sum.</summary>
    public double Of(in Four w) => Math.Max(0,
        w.A * (w.A * Aa + 2 * (w.B * Ab + w.C * Ac + w.D * Ad)) + w.B * (w.B * Bb + 2 * (w.C * Bc + w.D * Bd)) + w.C * (w.C * Cc + 2 * w.D * Cd) + w.D * w.D * Dd);
}

/// <summary>Changes of the units at a point with what is shared.</summary>
internal readonly record struct PointBy(float Mean, float Spread, float Tilt);

/// <summary>The same at four points.</summary>
internal readonly record struct PointsBy(PointBy A, PointBy B, PointBy C, PointBy D)
{
    /// <summary>Change of a weighted sum.</summary>
    public ByShared Of(in Four w) => new(
        w.A * A.Mean + w.B * B.Mean + w.C * C.Mean + w.D * D.Mean,
        w.A * A.Spread + w.B * B.Spread + w.C * C.Spread + w.D * D.Spread,
        w.A * A.Tilt + w.B * B.Tilt + w.C * C.Tilt + w.D * D.Tilt);
}
