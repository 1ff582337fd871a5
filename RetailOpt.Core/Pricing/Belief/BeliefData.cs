namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What beliefs are made of, by place of the SKU.</summary>
/// <param name="Categories">Categories by name.</param>
/// <param name="Lower">Least markdowns that a plan may have.</param>
/// <param name="Upper">Largest.</param>
/// <param name="Observations">Markdowns and units observed.</param>
internal sealed record BeliefData(string[] Categories, double[] Lower, double[] Upper, Func<int, (ReadOnlyMemory<double> Md, ReadOnlyMemory<double> Sold)> Observations)
{
    public static BeliefData Of(PricingData data) => new(data.Categories, data.Lower, data.Upper, data.Observations);

    public int Count => Categories.Length;
}
