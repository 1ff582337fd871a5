namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What a SKU's own observations tell under each family: level, slope, squared error, and the slope's variance in units of the relative noise.</summary>
internal readonly record struct SlopeEvidence(int Count, double Centre, bool HasSlope, FamilyFit Linear, FamilyFit Exp, FamilyFit Log)
{
    /// <summary>A slope whose variance is this many times the noise is none: all markdowns are as good as one.</summary>
    private const double NoSlope = 1e5;

    public FamilyFit this[int family] => family switch { 0 => Linear, 1 => Exp, _ => Log };

    /// <summary>Observations beyond the parameters.</summary>
    public int Freedom => Math.Max(0, Count - (HasSlope ? 2 : 1));

    /// <summary>
    /// Level, slope, its variance, and squared error over the level squared, on average over the families: each counts for its share, and as much as the
    /// SKU's own residuals support it (the likelihood with the noise left open).
    /// </summary>
    public (double Level, double Slope, double Variance, double Squares) Under(in FamilyShares shares)
    {
        var rounding = 1e-24 * Count * Linear.Level * Linear.Level;
        double least = Math.Max(rounding, Math.Min(Linear.Squares, Math.Min(Exp.Squares, Log.Squares))), power = -.5 * Freedom;
        double a = shares.Linear * Support(Linear), b = shares.Exp * Support(Exp), c = shares.Log * Support(Log), sum = a + b + c;
        (a, b, c) = (a / sum, b / sum, c / sum);
        var level = a * Linear.Level + b * Exp.Level + c * Log.Level;
        return (level, a * Linear.Slope + b * Exp.Slope + c * Log.Slope, a * Linear.Variance + b * Exp.Variance + c * Log.Variance,
            (a * Linear.Squares + b * Exp.Squares + c * Log.Squares) / (level * level));

        double Support(in FamilyFit fit) => Math.Pow(Math.Max(rounding, fit.Squares) / least, power);
    }

    /// <param name="o">The observations.</param>
    /// <param name="usual">The slope that is usual: precisions are taken there, so that a lucky slope does not count for more.</param>
    public static SlopeEvidence Of(Observations o, double usual)
    {
        Sums near = Sums.Of(o.Weight, o.Near, o.Sold), log = Sums.Of(o.Weight, o.Log, o.Sold);
        FamilyFit linear = Fit(near, usual), logarithmic = Fit(log, usual);
        var slope = linear.Level > 0 && logarithmic.Level > 0 && linear.Variance < NoSlope;
        if (!slope) return Flat(o, near);
        var exp = ExpLine.Fit(o, linear, usual);
        return new(o.Count, o.Centre, true, linear, exp, logarithmic);
    }

    private static FamilyFit Fit(in Sums s, double usual)
    {
        var (level, slope, squares) = s.Line();
        // in (ln level, slope): derivatives g and h
        double gg = s.At(usual).Gg, gh = s.Wh + usual * s.Whh, det = gg * s.Whh - gh * gh;
        return new(level, slope, squares, gg / det);
    }

    private static SlopeEvidence Flat(Observations o, in Sums s)
    {
        var mean = s.Wy / s.W;
        var flat = new FamilyFit(mean, 0, Math.Max(0, s.Wyy - mean * s.Wy), double.PositiveInfinity);
        return new(o.Count, o.Centre, false, flat, flat, flat);
    }
}

/// <summary>One family's fit: units at the mean markdown, slope there, squared error in units squared, variance of the slope over the relative noise.</summary>
internal readonly record struct FamilyFit(double Level, double Slope, double Squares, double Variance);
