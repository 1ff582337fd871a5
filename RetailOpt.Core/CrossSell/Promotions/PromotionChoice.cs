namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>Which combinations of everybody to scale and which to fix, by the type of their campaign.</summary>
/// <param name="Passing">How many pass the filter of their type.</param>
/// <param name="Scale">The most effective of these, none below the median of all.</param>
/// <param name="Fix">The least effective of all below the median, the worst first.</param>
internal sealed record PromotionChoice(int Passing, IReadOnlyList<Combination> Scale, IReadOnlyList<Combination> Fix)
{
    private const int ToScale = 10, ToFix = 5;

    public static PromotionChoice Of(IReadOnlyList<Campaign> campaigns, IReadOnlyList<Combination> combinations)
    {
        var all = combinations.Where(c => c.Segment < 0).ToArray();
        if (all.Length == 0) return new(0, [], []);
        var (value, effectiveness) = (Median(all.Select(c => c.BasketValue)), Median(all.Select(c => c.Effectiveness)));
        var passing = all.Where(c => Passes(campaigns[c.Campaign].Type, c, value)).ToArray();
        return new(passing.Length, [.. passing.Where(c => c.Effectiveness >= effectiveness).OrderByDescending(c => c.Effectiveness).Take(ToScale)],
            [.. all.Where(c => c.Effectiveness < effectiveness).OrderBy(c => c.Effectiveness).Take(ToFix)]);
    }

    /// <summary>The filter of a type of campaigns.</summary>
    public static bool Passes(CampaignType type, Combination c, double medianBasket) => type switch
    {
        CampaignType.NewProductLaunch => c.Lift >= 1.5,
        CampaignType.SeasonalPromotion => c.Confidence >= .3,
        CampaignType.CustomerRetention => c.BasketValue >= medianBasket,
        CampaignType.InventoryClearance => c.Support >= .02,
        _ => true,
    };

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
