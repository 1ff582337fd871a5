namespace RetailOpt.Core.Pricing.Scenarios;

public sealed partial class PricingProblem
{
    private Layers? layers;

    /// <summary>The best markdowns for weights on the sums, in the order given.</summary>
    public double[] PlanAt(Weights weights) => AsGiven(new Passes(skus, 1, default).Plan(weights));

    /// <summary>The sums of a plan given in the order of the SKUs.</summary>
    public Totals TotalsOf(ReadOnlySpan<double> md)
    {
        var canonical = new double[Count];
        for (var i = 0; i < canonical.Length; i++) canonical[i] = md[skus.Order[i]];
        return new Passes(skus, 1, default).TotalsOf(canonical);
    }

    /// <summary>A problem of one SKU of this one.</summary>
    internal PricingProblem Alone(int sku, double msrp) => new([msrp], [inventory[sku]], [curves[sku]], [intervals[sku]]);

    /// <summary>A plan in the order given. Where a plan was walked from one end of a range to the other, the last bit may lie beyond the end.</summary>
    internal double[] AsGiven(double[] canonical)
    {
        var md = new double[canonical.Length];
        for (var i = 0; i < md.Length; i++)
        {
            var sku = skus.Order[i];
            md[sku] = Math.Clamp(canonical[i], intervals[sku].Low, intervals[sku].High);
        }
        return md;
    }

    /// <summary>The plans best for one sum alone; found by whoever asks first, the same for all.</summary>
    internal Layers LayersBy(Passes passes) => layers ??= Layers.Of(passes);
}
