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

    /// <summary>The first threshold that leaves nothing, and where it would have to be.</summary>
    private static string WhyNothing(OpportunitiesResult result)
    {
        var dropped = 1 - (double)result.Clusters.Sum(f => f.Shelf.Kept) / result.Cells.Count;
        return $"Nothing was found: {FirstReason(result)}" + (dropped is > .5 and < 1
            ? Invariant($" Lower the least sales of a product first (min-product-sales): {result.Options.MinProductSales:N2} drops {dropped:0.0%} of the pairs of {Singular(result)} and product.") : "");
    }

    private static string FirstReason(OpportunitiesResult result)
    {
        var (options, found) = (result.Options, result.Clusters);
        var groups = found.SelectMany(f => Enumerable.Range(0, f.Shelf.Groups).Select(g => (Found: f, Group: g, Size: f.Shelf.Size(g)))).ToList();
        if (groups.Count == 0) return Invariant($"no {Singular(result)} sold {options.MinProductSales:N2} of any product. Lower the least sales of a product (min-product-sales).");
        var largest = groups.Max(g => g.Size);
        if (largest < options.MinClusterStores)
            return Invariant($"no cluster has {options.MinClusterStores:N0} {options.Many} that sell something in one category, the largest has {largest:N0}. Lower the stores of a cluster (min-cluster-stores) to {largest:N0}, or give fewer and larger clusters.");
        groups.RemoveAll(g => g.Size < options.MinClusterStores);
        var selling = groups.Max(g => g.Found.Shelf.MostSelling(g.Group));
        if (selling < options.MinStoresSelling)
            return Invariant($"no product is sold by {options.MinStoresSelling:N0} {options.Many} of a cluster, at most by {selling:N0}. Lower the stores selling (min-stores-selling) to {selling:N0}.");
        if (groups.Sum(g => (long)g.Found.Groups[g.Group].TopPerformers) == 0)
            return Invariant($"products tie, so that none reaches percentile {options.TopPerformerThreshold:0.##%}; the highest is {Down(groups.Max(g => g.Found.Ranking.Highest(g.Group))):0.##%}. Lower top performer from (top-performer-threshold) to it.");
        var adoption = groups.Max(g => g.Found.Groups[g.Group].HighestRemovedAdoption);
        return adoption == 0 ? $"every top performer is carried by all {options.Many} of its cluster. Lower top performer from (top-performer-threshold) to look at more products."
            : Invariant($"no missing top performer is carried by {options.AdoptionThreshold:0.##%} of its peers, the highest adoption is {Down(adoption):0.##%}. Lower adoption from (adoption-threshold) to {Down(adoption):0.##%} or less.");
    }

    // written with two places of a percent, it must still let the best one through
    private static double Down(double share) => Math.Floor(share * 10_000 + 1e-9) / 10_000;
}
