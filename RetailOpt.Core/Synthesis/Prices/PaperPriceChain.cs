namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>
/// The two-state discount chain of the RetailSynth paper (Xia, Arian, Narayanamoorthy and Mabry 2023): a product that is not discounted
/// becomes so with chance <paramref name="Begin"/>, one that is stays so with chance <paramref name="Stay"/>.
/// </summary>
internal readonly record struct PaperPriceChain(double Begin, double Stay)
{
    /// <summary>At the means of Beta(1, 5) and Beta(2, 5).</summary>
    public static PaperPriceChain AtMeans { get; } = new(1 / 6.0, 2 / 7.0);

    /// <summary>Mean depth of a discount, of Beta(15, 35).</summary>
    public const double MeanDepth = .30;

    /// <summary>Long-run share of discounted weeks: begin / (1 - stay + begin).</summary>
    public double DiscountedShare => Begin / (1 - Stay + Begin);

    /// <summary>Its rows, not discounted first.</summary>
    public double[][] Rows => [[1 - Begin, Begin], [1 - Stay, Stay]];
}
