namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>A recommendation as other systems get it.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Item">Id of the item.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Score">Base score times boost.</param>
/// <param name="BaseScore">Confidence x lift x 100.</param>
/// <param name="Boost">Factor by a campaign, 1 without one.</param>
/// <param name="Campaign">That campaign, or null.</param>
/// <param name="Likely">How likely it is bought next, as the learned ranker estimates; null where the rules rank.</param>
/// <param name="Trigger">Items that the account bought and that lead to it; none where it is merely what many buy.</param>
/// <param name="Confidence">Share of the baskets with the trigger that hold the item.</param>
/// <param name="Lift">Confidence over the item's share of all baskets.</param>
/// <param name="Support">Share of the baskets that hold both.</param>
/// <param name="BasketValue">Mean net value of baskets with the item, in the currency.</param>
/// <param name="Products">Products to offer.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record AccountOffer(
    int Rank, string Item, string? Name, double Score, double BaseScore, double Boost, string? Campaign, double? Likely, IReadOnlyList<string> Trigger, double Confidence, double Lift, double Support,
    double BasketValue, IReadOnlyList<OfferedProduct> Products, string Reason);
