namespace RetailOpt.Core.Pricing.Belief;

/// <summary>How common the three families are.</summary>
internal readonly record struct FamilyShares(double Linear, double Exp, double Log)
{
    public static FamilyShares Even { get; } = new(1 / 3.0, 1 / 3.0, 1 / 3.0);

    public double this[int family] => family switch { 0 => Linear, 1 => Exp, _ => Log };
}

/// <summary>
/// How bent the SKUs' curves are on average, which one SKU's noise hides and many SKUs show. The families are as common as this asks: their
/// shares are tilted from even by exp(tilt * bend), where bends are centred and scaled over the families.
/// </summary>
/// <param name="Shares">Mean shares over what the tilt may be.</param>
/// <param name="Bends">The families' centred and scaled bends.</param>
/// <param name="TiltVariance">Variance of the tilt, which leaves all SKUs' curves unsure together.</param>
internal sealed record FamilyTilt(FamilyShares Shares, double[] Bends, double TiltVariance)
{
    /// <summary>Spread of the tilt before anything is seen: from almost all linear and log to almost all exp.</summary>
    private const double Before = 1.25;

    private const double Reach = 6 * Before;
    private const int Points = 481;

    /// <summary>No SKU shows a bend: the families are as likely as before, and their bends as unlike as for a slope of 2.</summary>
    public static FamilyTilt Unseen => Of(0, double.PositiveInfinity, [0, 1, -.4]);

    /// <param name="seen">Mean bend that the observations show.</param>
    /// <param name="variance">Its variance.</param>
    /// <param name="expected">Mean bend that each family would show.</param>
    public static FamilyTilt Of(double seen, double variance, double[] expected)
    {
        double mean = expected.Average(), size = Math.Sqrt(expected.Average(e => (e - mean) * (e - mean)));
        if (!(size > 0)) return new(FamilyShares.Even, new double[Families.Count], 0);
        var bends = Array.ConvertAll(expected, e => (e - mean) / size);
        var tilts = Enumerable.Range(0, Points).Select(k => Reach * (2.0 * k / (Points - 1) - 1)).ToArray();
        var shares = Array.ConvertAll(tilts, t => Tilted(bends, t));
        var logs = tilts.Select((t, k) => -.5 * (Square(seen - Mean(shares[k], expected)) / variance + Square(t / Before))).ToArray();
        var top = logs.Max();
        var weights = Array.ConvertAll(logs, l => Math.Exp(l - top));
        var sum = weights.Sum();
        double Over(Func<int, double> of) => weights.Select((w, k) => w * of(k)).Sum() / sum;
        var middle = Over(k => tilts[k]);
        return new(new(Over(k => shares[k][0]), Over(k => shares[k][1]), Over(k => shares[k][2])), bends, Over(k => Square(tilts[k] - middle)));
    }

    private static double Square(double x) => x * x;

    private static double Mean(double[] shares, double[] values) => shares.Zip(values, (s, v) => s * v).Sum();

    private static double[] Tilted(double[] bends, double tilt)
    {
        var top = bends.Max(b => tilt * b);
        var odds = Array.ConvertAll(bends, b => Math.Exp(tilt * b - top));
        var sum = odds.Sum();
        return Array.ConvertAll(odds, o => o / sum);
    }
}
