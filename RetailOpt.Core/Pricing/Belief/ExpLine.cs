using System.Runtime.Intrinsics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Weighted least squares for level * exp(slope * d) by Gauss-Newton steps that never raise the error.</summary>
internal static class ExpLine
{
    private const int MostSteps = 25, MostHalvings = 10;
    private const double Settled = 1e-6;

    /// <summary>A steeper slope is a spike at one end, not a slope.</summary>
    private const double Steepest = 40;

    public static FamilyFit Fit(Observations o, in FamilyFit start, double usual)
    {
        double level = start.Level, slope = Math.Clamp(start.Slope, -Steepest, Steepest);
        var at = Pass.At(o, level, slope);
        for (var k = 0; k < MostSteps; k++)
        {
            var (byLevel, bySlope) = at.Step;
            var before = at.Squares;
            for (var half = 0; half < MostHalvings; half++, byLevel /= 2, bySlope /= 2)
            {
                double nextLevel = level * Math.Exp(Math.Clamp(byLevel, -2, 2)), nextSlope = Math.Clamp(slope + bySlope, -Steepest, Steepest);
                var next = Pass.At(o, nextLevel, nextSlope);
                if (!(next.Squares <= before)) continue;
                (level, slope, at) = (nextLevel, nextSlope, next);
                break;
            }
            if (!(before - at.Squares > Settled * at.Squares)) break;
        }
        return new(level, slope, at.Squares, Variance(o, usual));
    }

    /// <summary>The sums of one pass: squared error, and what the Gauss-Newton step in ln level and slope needs.</summary>
    private readonly record struct Pass(double Squares, double Gg, double Gt, double Tt, double Rg, double Rt)
    {
        public (double ByLevel, double BySlope) Step
        {
            get
            {
                var det = Gg * Tt - Gt * Gt;
                return det > 0 ? ((Tt * Rg - Gt * Rt) / det, (Gg * Rt - Gt * Rg) / det) : (0, 0);
            }
        }

        public static Pass At(Observations o, double level, double slope)
        {
            Vector256<double> squares = default, gg = default, gt = default, tt = default, rg = default, rt = default;
            ReadOnlySpan<Vector256<double>> d = o.Near, w = o.Weight, y = o.Sold;
            for (var k = 0; k < d.Length; k++)
            {
                var v = level * Vector256.Exp(slope * d[k]);
                var (r, wv) = (y[k] - v, w[k] * v);
                var (wvv, wvr) = (wv * v, wv * r);
                squares += w[k] * r * r;
                gg += wvv;
                gt += wvv * d[k];
                tt += wvv * d[k] * d[k];
                rg += wvr;
                rt += wvr * d[k];
            }
            return new(Vector256.Sum(squares), Vector256.Sum(gg), Vector256.Sum(gt), Vector256.Sum(tt), Vector256.Sum(rg), Vector256.Sum(rt));
        }
    }

    private static double Variance(Observations o, double usual)
    {
        Vector256<double> gg = default, gt = default, tt = default;
        ReadOnlySpan<Vector256<double>> d = o.Near, w = o.Weight;
        for (var k = 0; k < d.Length; k++)
        {
            var wgg = w[k] * Vector256.Exp(2 * usual * d[k]);
            gg += wgg;
            gt += wgg * d[k];
            tt += wgg * d[k] * d[k];
        }
        double a = Vector256.Sum(gg), b = Vector256.Sum(gt), c = Vector256.Sum(tt);
        return a / (a * c - b * b);
    }
}
