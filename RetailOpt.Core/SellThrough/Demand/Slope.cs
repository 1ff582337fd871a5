namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// How far demand follows what supply says of the buyer's expectation: demand goes with supply^slope. Before any data it is 1/2 with a
/// variance of 1/3; above 1 it is where supply holds a stock to show besides. Each step is one of iteratively reweighted least squares with a log link.
/// </summary>
internal sealed class Slope
{
    private const double Before = .5, BeforeWeight = 3, Most = 2;

    public double Value { get; private set; } = Before;

    /// <summary>Variance of the slope.</summary>
    public double Doubt { get; private set; } = 1 / BeforeWeight;

    /// <summary>Sets the slope by weighted sums over units of x^2 and x * (seen / expected - 1), x being the logarithm of supply.</summary>
    public void Step(double xx, double xy)
    {
        Value = Math.Clamp(Value + (xy + BeforeWeight * (Before - Value)) / (xx + BeforeWeight), 0, Most);
        Doubt = 1 / (xx + BeforeWeight);
    }
}
