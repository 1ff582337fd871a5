using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Covariance of a raw curve's units at four markdowns: the delta method on unweighted least squares, whose observations scatter as the weights say.</summary>
internal static class RawCovariance
{
    /// <param name="o">The observations; noise is inverse to their weights.</param>
    /// <param name="curve">The raw curve.</param>
    /// <param name="noise">Variance of an observation at the mean markdown, in units squared.</param>
    /// <param name="points">Where the units are told.</param>
    public static PointCovariance Of(Observations o, DemandCurve curve, double noise, in FourPoints points)
    {
        double aa = 0, ab = 0, bb = 0, saa = 0, sab = 0, sbb = 0, level = curve.Sold(o.Centre);
        for (var k = 0; k < o.Count; k++)
        {
            var (a, b) = Gradient(curve, level, o.Centre, o.Centre + o.Near[k / 4][k % 4]);
            var v = 1 / o.Weight[k / 4][k % 4];
            (aa, ab, bb) = (aa + a * a, ab + a * b, bb + b * b);
            (saa, sab, sbb) = (saa + v * a * a, sab + v * a * b, sbb + v * b * b);
        }
        var det = aa * bb - ab * ab;
        double paa = bb / det, pab = -ab / det, pbb = aa / det;
        double qaa = paa * saa + pab * sab, qab = paa * sab + pab * sbb, qba = pab * saa + pbb * sab, qbb = pab * sab + pbb * sbb;
        double caa = noise * (qaa * paa + qab * pab), cab = noise * (qaa * pab + qab * pbb), cbb = noise * (qba * pab + qbb * pbb);
        var g = new (double A, double B)[FourPoints.Count];
        for (var p = 0; p < g.Length; p++) g[p] = Gradient(curve, level, o.Centre, FourPoints.Md(p, points.Low, points.High));
        return new(Cross(0, 0), Cross(0, 1), Cross(0, 2), Cross(0, 3), Cross(1, 1), Cross(1, 2), Cross(1, 3), Cross(2, 2), Cross(2, 3), Cross(3, 3));

        float Cross(int x, int y) => (float)(g[x].A * g[y].A * caa + (g[x].A * g[y].B + g[x].B * g[y].A) * cab + g[x].B * g[y].B * cbb);
    }

    /// <summary>Of a constant: the same everywhere.</summary>
    public static PointCovariance Level(Observations o, double noise)
    {
        var variance = (float)(noise / o.Count);
        return new(variance, variance, variance, variance, variance, variance, variance, variance, variance, variance);
    }

    /// <summary>Change of the units with the level and the relative slope at the centre.</summary>
    private static (double Level, double Slope) Gradient(DemandCurve curve, double level, double centre, double md) => curve.Method switch
    {
        CurveMethod.Linear => (curve.Sold(md) / level, level * (md - centre)),
        CurveMethod.Exp => (curve.Sold(md) / level, (md - centre) * curve.Sold(md)),
        _ => (curve.Sold(md) / level, level * Families.Distance((int)CurveMethod.Log, centre, md)),
    };
}
