using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.CrossSell.Promotions;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>A campaign that runs, or ended within the window, and the items that it covers.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Runs">Whether it still runs.</param>
/// <param name="Covers">Whether it covers each item.</param>
internal sealed record Offer(Campaign Campaign, bool Runs, bool[] Covers)
{
    /// <summary>Whether it reaches an account.</summary>
    public bool Reaches(Purchases purchases, int account) =>
        Campaign.Reaches(purchases.Accounts[account], purchases.Segments.Of[account] is var s and >= 0 ? purchases.Segments.Names[s] : null);

    /// <summary>The campaigns that may boost on the last day of a window.</summary>
    public static IReadOnlyList<Offer> Of(IReadOnlyList<Campaign> campaigns, Loaded loaded, ItemCatalog catalog, SalesWindow window)
    {
        if (window.AsOf is not { } asOf) return [];
        var offers = new List<Offer>();
        foreach (var campaign in campaigns)
        {
            var runs = campaign.IsActive(asOf);
            if (!runs && !(campaign.End < asOf && campaign.End >= window.From)) continue;
            var covers = new bool[loaded.Purchases.Items.Count];
            for (var p = 0; p < loaded.Products.Count; p++)
                if (loaded.ItemOf[p] >= 0 && campaign.Offers(loaded.Products[p], catalog)) covers[loaded.ItemOf[p]] = true;
            offers.Add(new(campaign, runs, covers));
        }
        return offers;
    }
}

/// <summary>The factor by which campaigns raise what is recommended to an account.</summary>
internal readonly struct Boosts(IEnumerable<Offer> reaching, double boost, double recency)
{
    private readonly Offer[] _offers = [.. reaching];

    /// <summary>The largest boost of an item and its campaign: that of a running one, a part of it for one that has ended; 1 where none covers it.</summary>
    public (double Factor, Campaign? Campaign) Of(int item)
    {
        var best = (Factor: 1.0, Campaign: (Campaign?)null);
        foreach (var offer in _offers)
        {
            var factor = offer.Runs ? boost : 1 + (boost - 1) * recency;
            if (offer.Covers[item] && (factor > best.Factor || best.Campaign is null && factor >= 1)) best = (factor, offer.Campaign);
        }
        return best;
    }
}
