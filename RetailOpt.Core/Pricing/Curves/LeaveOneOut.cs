namespace RetailOpt.Core.Pricing.Curves;

/// <summary>Prediction error of each observation by a fit without it, from the leverage: exact for linear and log, first order for exp.</summary>
internal static class LeaveOneOut
{
    public static double Mse(DemandCurve curve, ReadOnlySpan<double> md, ReadOnlySpan<double> sold)
    {
        double uu = 0, uv = 0, vv = 0;
        foreach (var x in md)
        {
            var (u, v) = Gradient(curve, x);
            (uu, uv, vv) = (uu + u * u, uv + u * v, vv + v * v);
        }
        var det = uu * vv - uv * uv;
        double sum = 0;
        for (var i = 0; i < md.Length; i++)
        {
            var (u, v) = Gradient(curve, md[i]);
            var free = 1 - (vv * u * u - 2 * uv * u * v + uu * v * v) / det;
            if (!(free > 1e-9)) return double.NaN;
            var e = (sold[i] - curve.Sold(md[i])) / free;
            sum += e * e;
        }
        return sum / md.Length;
    }

    private static (double U, double V) Gradient(DemandCurve c, double x)
    {
        if (c.Method == CurveMethod.Linear) return (x, 1);
        if (c.Method == CurveMethod.Log) return (1, Math.Log(1 + x));
        // relative to a: scaling a column changes no leverage, and a may be tiny beside exp(b x)
        var e = c.A * Math.Exp(c.B * x);
        return (e, x * e);
    }
}
