using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Pricing;

/// <summary>Options of the analysis "pricing-data".</summary>
public sealed record PricingDataOptions
{
    /// <summary>What a row is.</summary>
    [Option("period", "Row", Help = "What one row of the file is: a row of the sales, or a day or a week of a SKU. auto: weeks of a sales history.")]
    public PricingPeriod Period { get; init; } = PricingPeriod.Auto;

    /// <summary>What a SKU is.</summary>
    [Option("by", "SKU is", Help = "product, or product-and-store: the SKU is then written store|product.")]
    public PricingLevel By { get; init; } = PricingLevel.Product;

    /// <summary>Periods that an assumed inventory covers.</summary>
    [Option("horizon", "Horizon", Unit = "periods", Min = 1, Max = 520, Step = 1, Help = "Number of periods that an assumed inventory covers.")]
    public int Horizon { get; init; } = 1;

    /// <summary>How bounds are written.</summary>
    [Option("md-convention", "Bounds are written as", Help = "How the input's bounds are written; the file made has discounts.")]
    public MdConvention MdConvention { get; init; } = MdConvention.Discount;
}
