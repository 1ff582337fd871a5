namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Weighted least squares for level * exp(slope * d) by Gauss-Newton steps that never raise the error.</summary>
internal static class ExpLine
{
    private const int MostSteps = 25, MostHalvings = 10;
    private const double Settled = 1e-7;

    /// <summary>A steeper slope is a spike at one end, not a slope.</summary>
    private const double Steepest = 40;

    public static FamilyFit Fit(Observations o, in FamilyFit start, double usual)
    {
        double level = start.Level, slope = Math.Clamp(start.Slope, -Steepest, Steepest), squares = Squares(o, level, slope);
        for (var k = 0; k < MostSteps; k++)
        {
            var (byLevel, bySlope) = Step(o, level, slope);
            var (nextLevel, nextSlope, next) = Shorten(o, level, slope, squares, byLevel, bySlope);
            var gain = squares - next;
            (level, slope, squares) = (nextLevel, nextSlope, next);
            if (!(gain > Settled * squares)) break;
        }
        return new(level, slope, squares, Variance(o, usual));
    }

    private static (double, double, double) Shorten(Observations o, double level, double slope, double squares, double byLevel, double bySlope)
    {
        for (var k = 0; k < MostHalvings; k++, byLevel /= 2, bySlope /= 2)
        {
            double nextLevel = level * Math.Exp(Math.Clamp(byLevel, -2, 2)), nextSlope = Math.Clamp(slope + bySlope, -Steepest, Steepest);
            var next = Squares(o, nextLevel, nextSlope);
            if (next <= squares) return (nextLevel, nextSlope, next);
        }
        return (level, slope, squares);
    }

    /// <summary>The Gauss-Newton step in ln level and slope.</summary>
    private static (double ByLevel, double BySlope) Step(Observations o, double level, double slope)
    {
        double gg = 0, gt = 0, tt = 0, rg = 0, rt = 0;
        ReadOnlySpan<double> d = o.Near, w = o.Weight, y = o.Sold;
        for (var k = 0; k < d.Length; k++)
        {
            double v = level * Math.Exp(slope * d[k]), wv = w[k] * v, wvv = wv * v, r = y[k] - v;
            gg += wvv;
            gt += wvv * d[k];
            tt += wvv * d[k] * d[k];
            rg += wv * r;
            rt += wv * r * d[k];
        }
        var det = gg * tt - gt * gt;
        return det > 0 ? ((tt * rg - gt * rt) / det, (gg * rt - gt * rg) / det) : (0, 0);
    }

    private static double Squares(Observations o, double level, double slope)
    {
        ReadOnlySpan<double> d = o.Near, w = o.Weight, y = o.Sold;
        double sum = 0;
        for (var k = 0; k < d.Length; k++)
        {
            var r = y[k] - level * Math.Exp(slope * d[k]);
            sum += w[k] * r * r;
        }
        return sum;
    }

    private static double Variance(Observations o, double usual)
    {
        double gg = 0, gt = 0, tt = 0;
        ReadOnlySpan<double> d = o.Near, w = o.Weight;
        for (var k = 0; k < d.Length; k++)
        {
            var g = Math.Exp(usual * d[k]);
            var wgg = w[k] * g * g;
            gg += wgg;
            gt += wgg * d[k];
            tt += wgg * d[k] * d[k];
        }
        return gg / (gg * tt - gt * gt);
    }
}
