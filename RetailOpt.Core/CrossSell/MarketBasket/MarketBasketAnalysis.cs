using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>Which items lead to which, for everybody and for each segment.</summary>
internal sealed class MarketBasketAnalysis : Analysis<MarketBasketOptions, CrossSellModel, MarketBasketResult>
{
    public override AnalysisInfo Info { get; } = new("cross-sell-market-basket", 1, "CrossSell", "Market basket", "Which items lead to which, in which segment, and do such rules last?", true, CrossSellInputs.Baskets);

    public override object ModelKey(MarketBasketOptions options) => options.Reading;

    public override Task<CrossSellModel> LoadAsync(RunInputs inputs, MarketBasketOptions options, IWork work, CancellationToken ct) => CrossSellModel.LoadAsync(inputs, options.Reading, work, ct);

    public override MarketBasketResult Solve(CrossSellModel model, MarketBasketOptions options, IWork work, CancellationToken ct) => new MarketBasketSolver(model, options, work, ct).Solve();

    public override Report Report(MarketBasketResult result, MarketBasketOptions options) => new MarketBasketReport(result, options).Report();
}
