using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>What to know of an answer: what was cut, what the thresholds dropped, and why nothing was found.</summary>
internal static class OpportunityNotices
{
    public static IEnumerable<Notice> Of(OpportunitiesResult result, OpportunityList list)
    {
        if (result.Opportunities == 0) yield return new(NoticeLevel.Warning, WhyNothing(result));
        if (list.Best is { } best) yield return new(NoticeLevel.Warning,
            Invariant($"There are {result.Opportunities:N0} opportunities and the list keeps {list.Count:N0} of them (rows listed at most, max-rows): the best {best:N0} of each {Singular(result)}. All are counted."), result.Opportunities);
        var (kept, all) = (result.Clusters.Sum(c => c.Shelf.Kept), result.Cells.Count);
        if (kept < all) yield return new(NoticeLevel.Info,
            Invariant($"{all - kept:N0} of {all:N0} pairs of {Singular(result)} and product ({(double)(all - kept) / all:0.0%}) sold less than {(result.Options.MinProductSales == 0 ? "nothing, by returns," : Invariant($"{result.Options.MinProductSales:N2}"))} and are taken not to be carried (min-product-sales)."), all - kept);
        var removed = result.Clusters.Sum(c => c.Groups.Sum(g => g.Removed));
        if (removed > 0) yield return new(NoticeLevel.Info,
            Invariant($"The adoption removed {removed:N0} missing top performers that fewer than {result.Options.AdoptionThreshold:0.##%} of the peers carry; their potential is {result.Clusters.Sum(c => c.Groups.Sum(g => g.RemovedPotential)):N0}."), removed, "removed_by_adoption");
    }

    private static string Singular(OpportunitiesResult result) => result.Options.One.ToLowerInvariant();

    private static string WhyNothing(OpportunitiesResult result)
    {
        var (dropped, first) = (Bottleneck.Dropped(result), Bottleneck.Of(result));
        return $"Nothing was found: {first.Reason}. {first.Advice}" + (dropped is > .5 and < 1
            ? Invariant($" Lower the least sales of a product first (min-product-sales): {result.Options.MinProductSales:N2} drops {dropped:0.0%} of the pairs of {Singular(result)} and product.") : "");
    }
}
