using MathNet.Numerics;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The noise of each SKU relative to its level squared, its own residuals put together with what SKUs of its level have: moderated variances
/// (Smyth 2004) with a trend on the logarithm of the level, so that counts, shares and plain units are all met.
/// </summary>
internal sealed class ModeratedNoise
{
    /// <summary>Residuals that are rounding still have a variance.</summary>
    private const double Least = 1e-13;

    /// <summary>Taken where no SKU has observations enough to tell: 30% of the level.</summary>
    public const double Assumed = .09;

    private const double Uncountable = 1e6, FewestFreedom = 3;
    private const int FewestForTrend = 6;

    private readonly Dictionary<int, (double Mean, double Variance)> _chance = [];
    private readonly double _scale, _trend, _centre;

    /// <summary>How many observations the other SKUs are worth in each SKU's variance; 1e6 for any number.</summary>
    public double PriorFreedom { get; }

    /// <summary>Whether no SKU could tell its noise.</summary>
    public bool IsAssumed { get; }

    public ModeratedNoise(IReadOnlyList<(double Level, double Squares, int Freedom)> skus)
    {
        var known = skus.Where(s => s.Freedom > 0).ToArray();
        PriorFreedom = Uncountable;
        IsAssumed = known.Length == 0;
        _scale = Assumed;
        if (IsAssumed) return;
        var logs = Array.ConvertAll(known, s => Math.Log(s.Level));
        var values = Array.ConvertAll(known, LogVariance);
        var middle = Neumaier.Sum(values) / known.Length;
        _centre = Neumaier.Sum(logs) / known.Length;
        _trend = known.Length >= FewestForTrend ? Trend(logs, values, middle) : 0;
        if (known.Length >= FewestForTrend) PriorFreedom = Freedom(known, logs, values, middle);
        // weighted by their freedom the moderated variances then have the mean of the plain ones
        Neumaier scaled = default, freedom = default;
        for (var i = 0; i < known.Length; i++)
        {
            scaled.Add(known[i].Squares * Math.Exp(-_trend * (logs[i] - _centre)));
            freedom.Add(known[i].Freedom);
        }
        _scale = Math.Max(Least, scaled.Value / freedom.Value);
    }

    /// <summary>Variance of an observation over the level squared, and its degrees of freedom.</summary>
    /// <param name="level">Units at the mean markdown.</param>
    /// <param name="squares">Squared residuals over the level squared.</param>
    /// <param name="freedom">How many are free.</param>
    public (double Variance, double Freedom) Of(double level, double squares, int freedom)
    {
        var usual = _scale * Math.Exp(_trend * (Math.Log(level) - _centre));
        var variance = ((PriorFreedom - 2) * usual + squares) / (PriorFreedom - 2 + freedom);
        return (Math.Max(Least, variance), PriorFreedom + freedom);
    }

    /// <summary>Logarithm of the variance, less what chance takes from it on average.</summary>
    private double LogVariance((double Level, double Squares, int Freedom) s) => Math.Log(Math.Max(Least, s.Squares / s.Freedom)) - Chance(s.Freedom).Mean;

    /// <summary>Mean and variance of the logarithm of a mean square of this freedom.</summary>
    private (double Mean, double Variance) Chance(int freedom)
    {
        if (_chance.TryGetValue(freedom, out var known)) return known;
        return _chance[freedom] = (SpecialFunctions.DiGamma(freedom / 2.0) - Math.Log(freedom / 2.0), Trigamma(freedom / 2.0));
    }

    private double Trend(double[] logs, double[] values, double middle)
    {
        Neumaier xx = default, xy = default;
        for (var i = 0; i < logs.Length; i++)
        {
            xx.Add((logs[i] - _centre) * (logs[i] - _centre));
            xy.Add((logs[i] - _centre) * (values[i] - middle));
        }
        return xx.Value > 1e-9 ? xy.Value / xx.Value : 0;
    }

    /// <summary>The freedom of the prior whose spread of log variances is what chance alone does not explain.</summary>
    private double Freedom((double Level, double Squares, int Freedom)[] known, double[] logs, double[] values, double middle)
    {
        Neumaier squares = default, chance = default;
        for (var i = 0; i < logs.Length; i++)
        {
            var e = values[i] - middle - _trend * (logs[i] - _centre);
            squares.Add(e * e);
            chance.Add(Chance(known[i].Freedom).Variance);
        }
        var excess = squares.Value / (logs.Length - 2) - chance.Value / logs.Length;
        return excess <= Trigamma(Uncountable / 2) ? Uncountable : Math.Max(FewestFreedom, 2 * InverseTrigamma(excess));
    }

    /// <summary>Second derivative of ln gamma: recurrence, then the asymptotic series.</summary>
    internal static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 12; x++) sum += 1 / (x * x);
        var y = 1 / (x * x);
        return sum + 1 / x + y / 2 + y / x * (1 / 6.0 - y * (1 / 30.0 - y * (1 / 42.0 - y / 30)));
    }

    /// <summary>Newton's steps on 1 / trigamma, which is nearly straight (Smyth 2004, appendix).</summary>
    internal static double InverseTrigamma(double value)
    {
        var x = .5 + 1 / value;
        for (var k = 0; k < 50; k++)
        {
            double at = Trigamma(x), h = 1e-4 * x, bend = (Trigamma(x + h) - Trigamma(x - h)) / (2 * h), step = at * (1 - at / value) / bend;
            x += step;
            if (Math.Abs(step) < 1e-9 * x) break;
        }
        return x;
    }
}
