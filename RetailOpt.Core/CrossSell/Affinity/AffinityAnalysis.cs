using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell.Affinity;

/// <summary>Which items go together.</summary>
internal sealed class AffinityAnalysis : Analysis<AffinityOptions, CrossSellModel, AffinityResult>
{
    public override AnalysisInfo Info { get; } = new("cross-sell-affinity", 1, "CrossSell", "Affinity", "Which items are bought together, and beside the same others?", true, CrossSellInputs.Baskets);

    public override object ModelKey(AffinityOptions options) => options.Reading;

    public override Task<CrossSellModel> LoadAsync(RunInputs inputs, AffinityOptions options, IWork work, CancellationToken ct) => CrossSellModel.LoadAsync(inputs, options.Reading, work, ct);

    public override AffinityResult Solve(CrossSellModel model, AffinityOptions options, IWork work, CancellationToken ct) => AffinitySolver.Solve(model, options, work, ct);

    public override Report Report(AffinityResult result, AffinityOptions options) => new AffinityReport(result, options).Report();
}
