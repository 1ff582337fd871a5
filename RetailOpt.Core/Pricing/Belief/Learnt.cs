namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What all SKUs together tell, before one is looked at alone.</summary>
/// <param name="Power">How the noise grows with the level within a SKU.</param>
/// <param name="Tilt">How common the families are.</param>
/// <param name="Slopes">Slopes of the categories.</param>
internal sealed record Learnt(double Power, FamilyTilt Tilt, CategorySlopes Slopes)
{
    /// <summary>Variance that a figure has from what is shared, where it concerns one category.</summary>
    public double SharedVariance(int category, in ByShared by)
    {
        var mean = by.Mean * by.Mean * (Slopes.OwnVariances[category] + Slopes.FromAll[category] * Slopes.FromAll[category] * Slopes.AllVariance);
        return mean + by.Spread * by.Spread * Slopes.SpreadVariance + by.Tilt * by.Tilt * Tilt.TiltVariance;
    }

    /// <summary>The same over all categories, given the figure's changes with each.</summary>
    public double SharedVariance(ReadOnlySpan<ByShared> byCategory)
    {
        double own = 0, all = 0, spread = 0, tilt = 0;
        for (var c = 0; c < byCategory.Length; c++)
        {
            own += byCategory[c].Mean * byCategory[c].Mean * Slopes.OwnVariances[c];
            all += byCategory[c].Mean * Slopes.FromAll[c];
            spread += byCategory[c].Spread;
            tilt += byCategory[c].Tilt;
        }
        return own + all * all * Slopes.AllVariance + spread * spread * Slopes.SpreadVariance + tilt * tilt * Tilt.TiltVariance;
    }
}

/// <summary>Changes of a figure per change of what is shared: the category's mean slope, the spread of slopes, the tilt of the families.</summary>
internal readonly record struct ByShared(double Mean, double Spread, double Tilt)
{
    public static ByShared operator *(double k, ByShared s) => new(k * s.Mean, k * s.Spread, k * s.Tilt);
    public static ByShared operator +(ByShared a, ByShared b) => new(a.Mean + b.Mean, a.Spread + b.Spread, a.Tilt + b.Tilt);
}
