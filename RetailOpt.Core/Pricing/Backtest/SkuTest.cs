namespace RetailOpt.Core.Pricing.Backtest;

/// <summary>How one SKU's past was predicted: sums over the observations that were predicted.</summary>
public struct SkuTest
{
    /// <summary>Errors nearer than this, relative to the units, are equal.</summary>
    private const double Same = 1e-9;

    private PerMethod absolute, over;

    internal SkuTest(Untested untested) => Untested = untested;

    /// <summary>Why it was not tested.</summary>
    public Untested Untested { get; }

    /// <summary>Observations predicted.</summary>
    public int Predicted { get; private set; }

    /// <summary>Their units.</summary>
    public double Sold { get; private set; }

    /// <summary>Mean absolute error of a method, in units; NaN where nothing was predicted.</summary>
    public readonly double Error(BacktestMethod method) => absolute[(int)method] / Predicted;

    /// <summary>Whether no method has a smaller error; false where nothing was predicted.</summary>
    public readonly bool IsNearest(BacktestMethod method)
    {
        if (Predicted == 0) return false;
        var least = double.PositiveInfinity;
        foreach (var value in absolute) least = Math.Min(least, value);
        return absolute[(int)method] <= least + Same * Sold;
    }

    /// <summary>Sum of the absolute errors of a method, in units.</summary>
    internal readonly double Absolute(BacktestMethod method) => absolute[(int)method];

    /// <summary>Units that a method predicted in excess of those sold.</summary>
    internal readonly double Over(BacktestMethod method) => over[(int)method];

    internal void Add(in Prediction p)
    {
        Predicted++;
        Sold += p.Actual;
        ReadOnlySpan<double> told = [p.Believed, p.Fitted, p.Category, p.Last];
        for (var m = 0; m < told.Length; m++)
        {
            absolute[m] += Math.Abs(told[m] - p.Actual);
            over[m] += told[m] - p.Actual;
        }
    }
}
