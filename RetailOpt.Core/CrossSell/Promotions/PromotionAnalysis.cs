using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>What campaigns bring beside what they promote.</summary>
internal sealed class PromotionAnalysis : Analysis<PromotionOptions, PromotionModel, PromotionResult>
{
    public override AnalysisInfo Info { get; } = new("cross-sell-promotional-optimization", 1, "CrossSell", "Promotions",
        "What sells beside the items of campaigns, what do campaigns bring, and which are worth scaling?", true, CrossSellInputs.WithCampaigns);

    public override object ModelKey(PromotionOptions options) => options.Reading;

    public override async Task<PromotionModel> LoadAsync(RunInputs inputs, PromotionOptions options, IWork work, CancellationToken ct)
    {
        var model = await PromotionModel.LoadAsync(inputs, options.Reading, work, ct);
        return model.Campaigns.Count > 0 ? model
            : throw new InputException($"'{inputs.Require(CrossSellInputs.Data).Name}' has no campaigns. Import a table of campaigns (campaign, type, start, end) with its targets and products, or map a column of the sales to campaign.");
    }

    public override PromotionResult Solve(PromotionModel model, PromotionOptions options, IWork work, CancellationToken ct)
    {
        work.Report(null, "Comparing campaigns");
        return new PromotionSolver(model, options, work.Seed, ct).Solve();
    }

    public override Report Report(PromotionResult result, PromotionOptions options) => new PromotionReport(result, options).Report();
}
