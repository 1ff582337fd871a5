namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>Fisher's exact test, one-sided: the upper tail of the hypergeometric distribution. Relative errors are about 1e-16 times the logarithm of the factorial of the baskets: 1e-9 at a million.</summary>
internal sealed class FisherTest
{
    private const double Negligible = 1e-17;
    private readonly int _baskets;
    private readonly double[] _logFactorials;

    /// <param name="baskets">All baskets, N.</param>
    public FisherTest(int baskets)
    {
        (_baskets, _logFactorials) = (baskets, new double[baskets + 1]);
        // compensated, so that the errors of a million additions do not add up
        double sum = 0, rest = 0;
        for (var i = 2; i <= baskets; i++)
        {
            var add = Math.Log(i) + rest;
            var next = sum + add;
            rest = add - (next - sum);
            _logFactorials[i] = sum = next;
        }
    }

    /// <summary>How likely at least <paramref name="both"/> of N baskets hold X and Y if which ones hold Y is chance.</summary>
    public double Upper(int both, int antecedents, int consequents)
    {
        var least = Math.Max(0, (long)antecedents + consequents - _baskets);
        if (both <= least) return 1;
        // the tail that falls off from here is summed: the other one when the mean lies above
        return (double)both * _baskets > (double)antecedents * consequents
            ? Math.Min(1, Tail(both, 1, antecedents, consequents))
            : Math.Clamp(1 - Tail(both - 1, -1, antecedents, consequents), 0, 1);
    }

    private double Tail(int from, int step, int x, int y)
    {
        double term = Math.Exp(LogTerm(from, x, y)), sum = 0;
        var neither = (double)_baskets - x - y;
        for (long k = from; term > Negligible * sum && term > 0; k += step)
        {
            sum += term;
            // the ratio of neighbouring terms; it is 0 behind the last
            term *= step > 0 ? (y - k) * (double)(x - k) / ((k + 1) * (neither + k + 1)) : k * (neither + k) / ((y - k + 1) * (double)(x - k + 1));
        }
        return sum;
    }

    private double LogTerm(int k, int x, int y) => LogWays(y, k) + LogWays(_baskets - y, x - k) - LogWays(_baskets, x);

    private double LogWays(int n, int k) => _logFactorials[n] - _logFactorials[k] - _logFactorials[n - k];
}
