namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>How the sums of the best plan move with the weights: the second derivatives of the largest weighted sum.</summary>
internal readonly record struct Curvature(double DD, double DS, double DR, double SS, double SR, double RR)
{
    /// <summary>Change of the sums per change of the weights.</summary>
    public Totals Times(in Weights w) => new(
        DD * w.Demand + DS * w.Sales + DR * w.ListSales,
        DS * w.Demand + SS * w.Sales + SR * w.ListSales,
        DR * w.Demand + SR * w.Sales + RR * w.ListSales);
}

/// <summary>One pass over the SKUs: the best plan's sums for weights.</summary>
/// <param name="Weights">The weights.</param>
/// <param name="Totals">The sums of the best plan for them; of a mix of plans where limits beside the weights bind.</param>
/// <param name="Curvature">How the sums move with the weights.</param>
/// <param name="Excess">How far the bound is above the weighted sum, 0 but for the noise of a mix.</param>
internal readonly record struct Pass(Weights Weights, Totals Totals, Curvature Curvature, double Excess = 0)
{
    /// <summary>The largest weighted sum of any plan: a bound.</summary>
    public double Value => Weights.Of(Totals) + Excess;
}

/// <summary>
/// The plans of a problem as every search sees them: for weights on the three sums, the sums of the best plan.
/// Two kinds answer: markdowns that move freely within an interval, in closed form, and markdowns out of a list.
/// </summary>
internal abstract class Oracle(int threads, CancellationToken cancel)
{
    private int[] counter = [0];

    public int Threads => threads;
    public CancellationToken Cancel => cancel;

    /// <summary>Passes so far.</summary>
    public int Count => counter[0];

    /// <summary>The most each sum could be, SKU by SKU: sizes for tolerances.</summary>
    public abstract Totals Scale { get; }

    /// <summary>The least each sum could be, SKU by SKU.</summary>
    public abstract Totals Floor { get; }

    /// <summary>One pass.</summary>
    public Pass At(Weights w)
    {
        cancel.ThrowIfCancellationRequested();
        counter[0]++;
        return Best(w);
    }

    protected abstract Pass Best(Weights w);

    /// <summary>Passes of both are counted together.</summary>
    protected void CountWith(Oracle other) => counter = other.counter;
}
