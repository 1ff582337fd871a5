using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Loading;
using RetailOpt.Core.Pricing.Reporting;

namespace RetailOpt.Core.Pricing;

/// <summary>Makes the pricing file of a dataset: one row per SKU and period, which prices like the dataset itself and can be edited in between.</summary>
public sealed class PricingDataAnalysis : Analysis<PricingDataOptions, PricingData, PricingDataResult>
{
    /// <inheritdoc/>
    public override AnalysisInfo Info { get; } = new("pricing-data", 1, "pricing", "Pricing file",
        "Makes Pricing_Data.xlsx from sales: one row per SKU and period, with markdown bounds and inventory to edit.", false, [PricingInputs.Data]);

    /// <inheritdoc/>
    public override object ModelKey(PricingDataOptions options) => Reading(options);

    /// <inheritdoc/>
    public override Task<PricingData> LoadAsync(RunInputs inputs, PricingDataOptions options, IWork work, CancellationToken ct) =>
        new PricingLoader(inputs.Require(PricingInputs.Name), Reading(options)).LoadAsync(work, ct);

    /// <inheritdoc/>
    public override PricingDataResult Solve(PricingData model, PricingDataOptions options, IWork work, CancellationToken ct) => new(model, options.Horizon);

    /// <inheritdoc/>
    public override Report Report(PricingDataResult result, PricingDataOptions options) => PricingDataReport.Of(result);

    private static PricingReading Reading(PricingDataOptions options) => new(options.Period, options.By, options.MdConvention);
}

/// <summary>The rows of a pricing file, made as they are read.</summary>
/// <param name="Data">SKUs and observations.</param>
/// <param name="Horizon">Periods that an assumed inventory covers.</param>
public sealed record PricingDataResult(PricingData Data, int Horizon);
