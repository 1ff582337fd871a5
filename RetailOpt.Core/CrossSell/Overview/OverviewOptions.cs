using RetailOpt.Core.CrossSell.Affinity;
using RetailOpt.Core.CrossSell.MarketBasket;
using RetailOpt.Core.CrossSell.Promotions;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Overview;

/// <summary>Options of the analysis "cross-sell-analyze": those of the rules, and the few of the others that differ from their defaults most often.</summary>
public sealed record OverviewOptions : MarketBasketOptions
{
    /// <summary>Days that promotions look back.</summary>
    [Option("promotion-lookback-days", "Lookback of promotions", Group = Data, Unit = "days", Min = 0, Max = 36_500, Step = 1)]
    public int PromotionLookbackDays { get; init; } = 180;

    /// <summary>Items of the affinity matrix.</summary>
    [Option("items", "Items of the matrix", Group = Counting, Min = 1, Max = 200, Step = 1, Live = true)]
    public int Items { get; init; } = 8;

    internal AffinityOptions Affinity => new() { Items = Items, CountBy = CountBy, Segment = Segment };

    internal CrossSellReading PromotionReading => Reading with { LookbackDays = PromotionLookbackDays };

    internal static PromotionOptions Promotions => new();
}
