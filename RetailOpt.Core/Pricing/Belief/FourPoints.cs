using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Four figures, one at each of four evenly spaced markdowns of a range.</summary>
internal readonly record struct Four(double A, double B, double C, double D)
{
    /// <summary>Half way between the second and the third, by the cubic through all.</summary>
    public double Middle => (9 * (B + C) - A - D) / 16;

    public double Times(in Four w) => A * w.A + B * w.B + C * w.C + D * w.D;
}

/// <summary>
/// Expected units at four evenly spaced markdowns of a range, and the curve of one family that is nearest to them: too high in the middle by as much as
/// too low at the ends, or the other way round; relative to the level for exp.
/// </summary>
internal readonly record struct FourPoints(CurveMethod Method, double Low, double High, Four Units)
{
    public const int Count = 4;

    public static FourPoints Of(DemandCurve curve, double low, double high) => new(curve.Method, low, high,
        new(curve.Sold(low), curve.Sold(Md(1, low, high)), curve.Sold(Md(2, low, high)), curve.Sold(high)));

    /// <summary>The markdown of a point, 0 to 3.</summary>
    public static double Md(int point, double low, double high) => low + point / 3.0 * (high - low);

    /// <summary>Whether there is such a curve: exp needs units above 0.</summary>
    public bool Exists => Method != CurveMethod.Exp || (Units.A > 0 && Units.D > 0 && Units.Middle > 0);

    /// <summary>How far the curve is from the units in the middle and at the ends.</summary>
    public double Off => Method == CurveMethod.Exp ? Units.Middle * Math.Abs(Math.Sqrt(Chord / Units.Middle) - 1) : .5 * Math.Abs(Chord - Units.Middle);

    public DemandCurve Curve
    {
        get
        {
            if (Method == CurveMethod.Exp)
            {
                var rate = Math.Log(Units.D / Units.A) / (High - Low);
                return new(Method, Units.A * Math.Exp(-rate * Low) * Math.Sqrt(Units.Middle / Chord), rate);
            }
            double rise = (Units.D - Units.A) / (Place(High) - Place(Low)), start = Units.A - rise * Place(Low) - .5 * (Chord - Units.Middle);
            return Method == CurveMethod.Linear ? new(Method, rise, start) : new(Method, start, rise);
        }
    }

    /// <summary>
    /// What each point counts for at a markdown: a cubic through the four, on the ratio to the curve for exp. Expected units, their errors and their
    /// changes are told by it everywhere.
    /// </summary>
    public Four At(double md)
    {
        double t = 3 * (md - Low) / (High - Low), s = t - 1, u = t - 2, v = t - 3;
        double a = -s * u * v / 6, b = t * u * v / 2, c = -t * s * v / 2, d = t * s * u / 6;
        if (Method != CurveMethod.Exp) return new(a, b, c, d);
        var third = Math.Log(Units.D / Units.A) / 3;
        double now = Math.Exp(t * third), step = Math.Exp(-third);
        return new(a * now, b * now * step, c * now * step * step, d * now * step * step * step);
    }

    /// <summary>The curve through the ends, in the middle.</summary>
    private double Chord => Method == CurveMethod.Exp ? Math.Sqrt(Units.A * Units.D)
        : Units.A + (Place(.5 * (Low + High)) - Place(Low)) / (Place(High) - Place(Low)) * (Units.D - Units.A);

    private double Place(double md) => Method == CurveMethod.Log ? Math.Log(1 + md) : md;
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
