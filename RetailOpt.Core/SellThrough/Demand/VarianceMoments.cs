namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// A relative variance of true values about what is expected of them, by moments: squared deviations less what noise makes of them, weighted by how
/// exactly each is known (DerSimonian and Laird 1986). With weights w = 1 / (variance + noise) the sampling variance of the result is 2 / sum of w^2.
/// </summary>
internal struct VarianceMoments
{
    /// <summary>What is taken for usual, as if so many units had it besides.</summary>
    public const double Usual = .1, UsualUnits = .5;
    private const double Most = 10;
    private double _excess, _squares, _units;

    /// <summary>Adds a deviation, relative to what was expected.</summary>
    /// <param name="away">The deviation, squared, made good for what was fitted to it.</param>
    /// <param name="noise">Its variance were the true value as expected.</param>
    /// <param name="variance">The present notion of the variance.</param>
    public void Add(double away, double noise, double variance)
    {
        var weight = 1 / (variance + noise);
        _excess += weight * weight * (away - noise);
        _squares += weight * weight;
        _units++;
    }

    private void Add(in VarianceMoments other)
    {
        _excess += other._excess;
        _squares += other._squares;
        _units += other._units;
    }

    /// <summary>The variance, at least 0.</summary>
    public readonly double Solve() => _units > 0 ? Math.Clamp((_excess + UsualUnits * _squares / _units * Usual) / (_squares * (1 + UsualUnits / _units)), 0, Most) : Usual;

    /// <summary>
    /// Variances of several kinds, each drawn towards that of all as far as its own sampling variance exceeds the differences between kinds (empirical Bayes).
    /// </summary>
    public static double[] Pooled(VarianceMoments[] kinds)
    {
        var whole = new VarianceMoments();
        foreach (var kind in kinds) whole.Add(kind);
        var (excess, weights, centre) = (0.0, 0.0, whole.Solve());
        foreach (var kind in kinds)
        {
            if (kind._squares <= 0) continue;
            var (own, away) = (2 / kind._squares, kind._excess / kind._squares - centre);
            excess += (away * away - own) / (own * own);
            weights += 1 / (own * own);
        }
        var between = weights > 0 ? Math.Max(0, excess / weights) : 0;
        return Array.ConvertAll(kinds, kind => kind._squares > 0 ? Math.Clamp(centre + (kind._excess / kind._squares - centre) * between / (between + 2 / kind._squares), 0, Most) : centre);
    }
}
