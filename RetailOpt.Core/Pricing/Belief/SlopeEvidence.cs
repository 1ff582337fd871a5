using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// What a SKU's own observations tell of its level and slope. Variances are in units of the relative noise: the variance of an observation
/// divided by the level squared (delta method on the least-squares fit).
/// </summary>
internal readonly record struct SlopeEvidence(CurveShape Shape, double Level, double Covariance, double Slope, double Squares, int Freedom)
{
    /// <summary>Whether the observations tell a slope.</summary>
    public bool HasSlope => double.IsFinite(Slope);

    public static SlopeEvidence Of(CurveFit fit, ReadOnlySpan<double> md, ReadOnlySpan<double> sold)
    {
        double centre = 0;
        foreach (var x in md) centre += x;
        centre /= md.Length;
        var shape = CurveShape.Of(fit.Curve, centre);
        var relative = fit.Mse * md.Length / (shape.Level * shape.Level);
        if (fit.Flags.HasFlag(CurveFlags.OneMarkdown)) return new(shape, 1.0 / md.Length, 0, double.PositiveInfinity, relative, md.Length - 1);
        double gg = 0, gt = 0, tt = 0;
        foreach (var x in md)
        {
            double g = shape.Sold(x) / shape.Level, t = shape.Turn(x) / shape.Level;
            (gg, gt, tt) = (gg + g * g, gt + g * t, tt + t * t);
        }
        var det = gg * tt - gt * gt;
        return new(shape, tt / det, -gt / det, gg / det, relative, Math.Max(0, md.Length - 2));
    }
}
