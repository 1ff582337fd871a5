namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>How demand varies about its mean m in a period: variance = Linear * m + Squared * m^2. Linear is 1 for a Poisson count and more where a buyer takes several.</summary>
internal readonly record struct Noise(double Linear, double Squared)
{
    /// <summary>Variance over periods whose shares of the mean have that sum of squares.</summary>
    public double Variance(double mean, double squaredWeights) => Linear * mean + Squared * squaredWeights * mean * mean;

    /// <summary>Relative variance beyond a Poisson count.</summary>
    public double Spread(double mean, double squaredWeights) => (mean > 0 ? (Linear - 1) / mean : 0) + Squared * squaredWeights;
}

/// <summary>
/// Moments by which <see cref="Noise"/> is estimated: over the periods of each pair, (wanted - expected)^2 / expected is Linear + Squared * expected on
/// average; a regression weighted by how exactly each is known. What is not known of expected and wanted counts with its variance (EM). Only periods with
/// ample stock count, chosen by stock and expectation alone: where most of demand is out of sight its noise cannot be told from its level.
/// </summary>
internal struct NoiseMoments
{
    private const double MoreCells = 100, MostLinear = 20, MostSquared = 10, Ample = 2;
    private double _n, _x, _xx, _y, _xy;

    /// <summary>Adds the periods of a pair.</summary>
    /// <param name="stock">Units that were there to be sold, by period.</param>
    /// <param name="wanted">Units wanted.</param>
    /// <param name="unseen">Variance of what of them was not seen.</param>
    /// <param name="shares">Shares of its demand.</param>
    /// <param name="told">Part of the shares that the pair itself told.</param>
    /// <param name="mean">Units that are believed to be wanted in all periods.</param>
    /// <param name="doubt">Relative variance of that.</param>
    /// <param name="noise">The present notion of the noise.</param>
    public void Add(ReadOnlySpan<double> stock, ReadOnlySpan<double> wanted, ReadOnlySpan<double> unseen, ReadOnlySpan<double> shares, double told, double mean, double doubt, Noise noise)
    {
        if (wanted.Length < 2 || mean <= 0) return;
        for (var t = 0; t < wanted.Length; t++)
        {
            var expected = mean * shares[t];
            if (expected <= 0 || stock[t] < expected + Ample * Math.Sqrt(noise.Variance(expected, 1) + doubt * expected * expected)) continue;
            var away = wanted[t] - expected;
            var (y, weight) = ((away * away + unseen[t] + doubt * expected * expected) / expected / (1 - told) - 1, 1 / (2 + 1 / expected));
            _n += weight;
            _x += weight * expected;
            _xx += weight * expected * expected;
            _y += weight * y;
            _xy += weight * y * expected;
        }
    }

    public static NoiseMoments Sum(IEnumerable<NoiseMoments> parts) => parts.Aggregate(new NoiseMoments(), (a, b) => new() { _n = a._n + b._n, _x = a._x + b._x, _xx = a._xx + b._xx, _y = a._y + b._y, _xy = a._xy + b._xy });

    /// <summary>The noise of a category, drawn towards that of <paramref name="all"/> as if it had some more cells like the others.</summary>
    public readonly Noise Solve(NoiseMoments all)
    {
        var more = all._n > 0 ? MoreCells / 2 / all._n : 0;
        var m = Sum([this, new() { _n = more * all._n, _x = more * all._x, _xx = more * all._xx, _y = more * all._y, _xy = more * all._xy }]);
        if (m._n <= 0) return new(1, 0);
        var determinant = m._n * m._xx - m._x * m._x;
        var squared = determinant > 1e-9 * m._n * m._xx ? (m._n * m._xy - m._x * m._y) / determinant : 0;
        squared = Math.Clamp(squared, 0, MostSquared);
        var linear = (m._y - squared * m._x) / m._n;
        if (linear < 0) (linear, squared) = (0, m._xx > 0 ? Math.Clamp(m._xy / m._xx, 0, MostSquared) : 0);
        return new(1 + Math.Min(linear, MostLinear), squared);
    }
}
