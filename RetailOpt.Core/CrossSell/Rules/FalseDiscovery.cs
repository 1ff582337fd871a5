namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>Benjamini-Hochberg: the least false discovery rate at which a p-value among many is still a discovery.</summary>
internal sealed class FalseDiscovery
{
    private readonly double[] _sorted, _q;

    /// <param name="pValues">All p-values tested; sorted here.</param>
    public FalseDiscovery(double[] pValues)
    {
        (_sorted, _q) = (pValues, new double[pValues.Length]);
        Array.Sort(_sorted);
        var least = 1.0;
        for (var i = _sorted.Length - 1; i >= 0; i--) _q[i] = least = Math.Min(least, _sorted[i] * _sorted.Length / (i + 1));
    }

    /// <summary>How many were tested.</summary>
    public int Tested => _sorted.Length;

    /// <summary>The q-value of one of the p-values.</summary>
    public double Q(double p)
    {
        var at = Array.BinarySearch(_sorted, p);
        return at >= 0 ? _q[at] : throw new ArgumentOutOfRangeException(nameof(p), p, "It was not tested.");
    }
}
