using MathNet.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>
/// Poisson or negative binomial demand D with a mean and a dispersion (variance = mean + dispersion * mean²). Expected sales of a units are
/// E[min(D, a)] = sum over k = 1..a of P(D >= k), which is concave.
/// </summary>
public static class DemandLaw
{
    /// <summary>Logarithm of P(D = 0) below which sums from 0 lose their start, and incomplete functions are asked instead.</summary>
    private const double SmallestLog = -668;

    /// <summary>E[min(D, units)]; 0 for no units or no demand.</summary>
    public static double ExpectedSold(double mean, double dispersion, int units)
    {
        var tail = Start(mean, dispersion, 0);
        if (!tail.IsTiny)
        {
            var sold = 0.0;
            for (var k = 1; k <= units && tail.AtLeast > 0; k++) sold += tail.Next();
            return sold;
        }
        // E[D; D < a] = mean * P(D' <= a - 2), where D' has a demand more in its law
        var below = units < 2 ? 0 : 1 - Upper(mean, dispersion, units - 1, 1);
        return Math.Min(mean, mean * below + units * Upper(mean, dispersion, units, 0));
    }

    /// <summary>P(D >= units).</summary>
    public static double AtLeast(double mean, double dispersion, int units)
    {
        if (units <= 0) return 1;
        var tail = Start(mean, dispersion, 0);
        if (tail.IsTiny) return Upper(mean, dispersion, units, 0);
        var p = 1.0;
        for (var k = 1; k <= units && tail.AtLeast > 0; k++) p = tail.Next();
        return tail.AtLeast > 0 ? p : 0;
    }

    /// <summary>The gains of the units after the first <paramref name="from"/>.</summary>
    internal static Tail After(double mean, double dispersion, int from)
    {
        var tail = Start(mean, dispersion, 0);
        if (tail.IsTiny) return Start(mean, dispersion, from);
        for (var k = 0; k < from && tail.AtLeast > 0; k++) tail.Next();
        return tail;
    }

    /// <summary>E[min(D, units)] for 0, 1, ... up to the most units.</summary>
    internal static double[] SoldUpTo(double mean, double dispersion, int most)
    {
        var (sold, tail) = (new double[most + 1], Start(mean, dispersion, 0));
        if (tail.IsTiny)
            for (var units = 1; units <= most; units++) sold[units] = ExpectedSold(mean, dispersion, units);
        else
            for (var units = 1; units <= most; units++) sold[units] = sold[units - 1] + tail.Next();
        return sold;
    }

    private static Tail Start(double mean, double dispersion, int at)
    {
        if (mean <= 0) return new(0, 0, 0, 0, at);
        var atLeast = at == 0 ? 1 : Upper(mean, dispersion, at, 0);
        if (dispersion <= 0) return new((at == 0 ? 0 : at * Math.Log(mean) - SpecialFunctions.GammaLn(at + 1.0)) - mean, atLeast, 0, mean, at);
        var (size, q) = (1 / dispersion, dispersion * mean / (1 + dispersion * mean));
        var start = (at == 0 ? 0 : SpecialFunctions.GammaLn(size + at) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(at + 1.0) + at * Math.Log(q)) - size * Math.Log(1 + dispersion * mean);
        return new(start, atLeast, q, q * size, at);
    }

    /// <summary>P(D >= units), where the law of D has some demands more (a negative binomial's size grows by them).</summary>
    private static double Upper(double mean, double dispersion, int units, int more) => units <= 0 ? 1
        : mean <= 0 ? 0
        : dispersion <= 0 ? SpecialFunctions.GammaLowerRegularized(units, mean)
        : SpecialFunctions.BetaRegularized(units, 1 / dispersion + more, dispersion * mean / (1 + dispersion * mean));

    /// <summary>P(D >= k) for k after k, by p(k+1) = p(k) * (b + a k) / (k + 1); in logarithms as long as p is too small for a number.</summary>
    internal struct Tail(double log, double atLeast, double a, double b, int k)
    {
        private double _log = log;
        private double _p = log >= SmallestLog ? Math.Exp(log) : 0;
        private int _k = k;

        /// <summary>P(D >= k) where the walk stands.</summary>
        public double AtLeast { get; private set; } = atLeast;

        /// <summary>Whether P(D = k) was too small for sums where the walk began.</summary>
        public bool IsTiny { get; } = log < SmallestLog;

        /// <summary>P(D >= k + 1), and on to there.</summary>
        public double Next()
        {
            AtLeast = Math.Max(0, AtLeast - _p);
            var ratio = (b + a * _k) / ++_k;
            if (_log >= SmallestLog) _p *= ratio;
            else
            {
                _log += Math.Log(ratio);
                if (_log >= SmallestLog) _p = Math.Exp(_log);
            }
            return AtLeast;
        }
    }
}
