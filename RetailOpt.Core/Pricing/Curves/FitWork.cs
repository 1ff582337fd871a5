namespace RetailOpt.Core.Pricing.Curves;

/// <summary>Fits one SKU after another, with buffers that are kept.</summary>
internal sealed class FitWork
{
    /// <summary>Markdowns closer than this are one: prices are amounts divided by units, so equal ones differ by rounding.</summary>
    private const double SameMd = 1e-9;

    private readonly ExpFit exp = new();
    private double[] logs = [];

    public CurveFit Fit(ReadOnlySpan<double> md, ReadOnlySpan<double> sold)
    {
        Check(md, sold);
        double low = md[0], high = md[0], squares = 0;
        for (var i = 0; i < md.Length; i++)
        {
            low = Math.Min(low, md[i]);
            high = Math.Max(high, md[i]);
            squares += sold[i] * sold[i];
        }
        if (high - low <= SameMd) return Constant(sold, low, high);
        if (logs.Length < md.Length) logs = new double[md.Length];
        var log = logs.AsSpan(0, md.Length);
        for (var i = 0; i < md.Length; i++) log[i] = Math.Log(1 + md[i]);
        var (slope, intercept) = Line(md, sold);
        var (logSlope, logIntercept) = Line(log, sold);
        ReadOnlySpan<DemandCurve> families = [new(CurveMethod.Linear, slope, intercept), exp.Fit(md, sold, low, high), new(CurveMethod.Log, logIntercept, logSlope)];
        var (curve, mse) = Least(families, md, log, sold, squares / md.Length);
        var flags = (curve.Direction < 0 ? CurveFlags.Falls : 0) | (TwoMarkdowns(md, low, high) ? CurveFlags.TwoMarkdowns : 0);
        return new(curve, mse, LeaveOneOut.Mse(curve, md, sold), md.Length, low, high, flags);
    }

    private static void Check(ReadOnlySpan<double> md, ReadOnlySpan<double> sold)
    {
        if (md.Length == 0 || md.Length != sold.Length) throw new ArgumentException("A curve needs at least one observation, each with a markdown and units sold.");
        for (var i = 0; i < md.Length; i++)
            if (!double.IsFinite(sold[i]) || !(md[i] >= 0 && md[i] <= 1)) throw new ArgumentException("Markdowns must lie in 0..1 and units sold be finite.");
    }

    private static CurveFit Constant(ReadOnlySpan<double> sold, double low, double high)
    {
        double sum = 0, squares = 0;
        foreach (var s in sold) sum += s;
        var (n, mean) = (sold.Length, sum / sold.Length);
        foreach (var s in sold) squares += (s - mean) * (s - mean);
        var leaveOut = n > 1 ? squares * n / ((n - 1.0) * (n - 1.0)) : double.NaN;
        return new(DemandCurve.Constant(mean), squares / n, leaveOut, n, low, high, CurveFlags.OneMarkdown);
    }

    private static bool TwoMarkdowns(ReadOnlySpan<double> md, double low, double high)
    {
        foreach (var x in md)
            if (x - low > SameMd && high - x > SameMd) return false;
        return true;
    }

    private static (double Slope, double Intercept) Line(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double mx = 0, my = 0, xx = 0, xy = 0;
        for (var i = 0; i < x.Length; i++) (mx, my) = (mx + x[i], my + y[i]);
        (mx, my) = (mx / x.Length, my / x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            xx += (x[i] - mx) * (x[i] - mx);
            xy += (x[i] - mx) * (y[i] - my);
        }
        return (xy / xx, my - xy / xx * mx);
    }

    /// <summary>The family of least error. Without a tie rule rounding would choose between families that fit alike.</summary>
    private static (DemandCurve Curve, double Mse) Least(ReadOnlySpan<DemandCurve> families, ReadOnlySpan<double> md, ReadOnlySpan<double> log, ReadOnlySpan<double> sold, double meanSquare)
    {
        Span<double> mse = stackalloc double[families.Length];
        var least = double.PositiveInfinity;
        for (var k = 0; k < families.Length; k++) least = Math.Min(least, mse[k] = Mse(families[k], md, log, sold));
        for (var k = 0; k < families.Length; k++)
            if (mse[k] <= least * (1 + 1e-9) || Math.Max(mse[k], least) < 1e-12 * meanSquare) return (families[k], mse[k]);
        throw new ArgumentException("No curve of finite error fits these observations.");
    }

    private static double Mse(DemandCurve c, ReadOnlySpan<double> md, ReadOnlySpan<double> log, ReadOnlySpan<double> sold)
    {
        double sum = 0;
        for (var i = 0; i < md.Length; i++)
        {
            var fitted = c.Method switch { CurveMethod.Linear => c.A * md[i] + c.B, CurveMethod.Exp => c.A * Math.Exp(c.B * md[i]), _ => c.A + c.B * log[i] };
            sum += (sold[i] - fitted) * (sold[i] - fitted);
        }
        return sum / md.Length;
    }
}
