namespace RetailOpt.Core.Pricing.Scenarios;

public sealed partial class PricingProblem
{
    /// <summary>The best markdowns for weights on the sums, in the order given.</summary>
    public double[] PlanAt(Weights weights) => throw new NotImplementedException();

    /// <summary>The sums of a plan given in the order of the SKUs.</summary>
    public Totals TotalsOf(ReadOnlySpan<double> md) => throw new NotImplementedException();
}
