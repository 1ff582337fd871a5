using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>An item bought under a campaign, another in the same basket, in a segment (-1: everybody). Money in the currency.</summary>
/// <param name="Pairs">Campaign baskets with both.</param>
/// <param name="Base">Campaign baskets with the primary item.</param>
/// <param name="Accounts">Accounts with such a basket.</param>
/// <param name="PairValue">Mean net value of both items in a basket.</param>
/// <param name="DiscountPercent">0 to 100: the campaign's, else that of both items' lines.</param>
/// <param name="BasketValue">Mean gross value of the campaign baskets with the primary item.</param>
/// <param name="Impact">Revenue impact with its interval, null without baskets to compare with.</param>
/// <param name="Conversion">Accounts that bought under the campaign over those targeted, null where none is.</param>
/// <param name="Cost">Discounts of the campaign in its baskets with the primary item.</param>
/// <param name="Support">Share of all baskets with both.</param>
/// <param name="Confidence">Share of the baskets with the primary item that hold the other.</param>
/// <param name="Lift">Confidence over the other's share of all baskets.</param>
internal sealed record Combination(
    int Campaign, int Primary, int Other, int Segment, int Pairs, int Base, int Accounts, double PairValue, double DiscountPercent, double BasketValue, Estimate? Impact, double? Conversion, double Cost,
    double Support, double Confidence, double Lift)
{
    public double Rate => Pairs / (double)Base;
    public double Effectiveness => Pairs * PairValue / (DiscountPercent + 1);
    public double? Roi => Returns.On(Impact, Cost);
}

/// <summary>What campaigns brought: of one campaign, or of a segment.</summary>
internal sealed record Performance(int Place, int Targeted, int Accounts, int Baskets, int Compared, double Net, double BasketValue, Estimate? Impact, double Cost, int Combinations, double? BestEffectiveness)
{
    public double? Conversion => Targeted == 0 ? null : Accounts / (double)Targeted;
    public double? Roi => Returns.On(Impact, Cost);
}

/// <summary>Returns on cost.</summary>
internal static class Returns
{
    /// <summary>(impact - cost) / cost; null where either is unknown or the cost is 0.</summary>
    public static double? On(Estimate? impact, double cost) => impact is { } i && cost > 0 ? (i.Value - cost) / cost : null;
}

/// <summary>The answer of the analysis "cross-sell-promotional-optimization".</summary>
public sealed class PromotionResult
{
    internal PromotionResult(PromotionModel model, IReadOnlyList<Combination> combinations, long tooFew, IReadOnlyList<Performance> campaigns, IReadOnlyList<Performance> segments) =>
        (Model, Combinations, TooFew, Campaigns, Segments, Choice) = (model, combinations, tooFew, campaigns, segments, PromotionChoice.Of(model.Campaigns, combinations));

    internal PromotionModel Model { get; }
    /// <summary>By campaign, primary, other and segment.</summary>
    internal IReadOnlyList<Combination> Combinations { get; }
    /// <summary>How many combinations too few accounts bought.</summary>
    internal long TooFew { get; }
    /// <summary>Each campaign that was wanted.</summary>
    internal IReadOnlyList<Performance> Campaigns { get; }
    /// <summary>Each segment; -1 for accounts without one.</summary>
    internal IReadOnlyList<Performance> Segments { get; }
    /// <summary>What to scale and what to fix.</summary>
    internal PromotionChoice Choice { get; }
}
