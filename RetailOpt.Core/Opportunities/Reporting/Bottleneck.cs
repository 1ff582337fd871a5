using static System.FormattableString;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>A threshold of the rule, or none: no store has peers, or all stores carry all that is looked at.</summary>
internal enum Threshold { ProductSales, ClusterStores, StoresSelling, TopPerformer, Adoption, NoPeers, AllCarry }

/// <summary>The first threshold that leaves nothing, in the order in which the rule applies them, and where it would have to be.</summary>
/// <param name="Option">The threshold.</param>
/// <param name="Value">Where it would let something through.</param>
/// <param name="Reason">What it meets, without a full stop.</param>
/// <param name="Advice">What to do, with the option's name.</param>
internal sealed record Bottleneck(Threshold Option, double Value, string Reason, string Advice)
{
    /// <summary>Share of the pairs of store and product that the least sales drops.</summary>
    public static double Dropped(OpportunitiesResult result) => 1 - (double)result.Clusters.Sum(f => f.Shelf.Kept) / result.Cells.Count;

    /// <summary>Options with the threshold where it lets something through.</summary>
    public RuleOptions Ease(RuleOptions options) => Option switch
    {
        Threshold.ProductSales => options with { MinProductSales = Value },
        Threshold.ClusterStores => options with { MinClusterStores = (int)Value },
        Threshold.StoresSelling => options with { MinStoresSelling = (int)Value },
        Threshold.TopPerformer => options with { TopPerformerThreshold = Value },
        Threshold.Adoption => options with { AdoptionThreshold = Value },
        _ => options,
    };

    public static Bottleneck Of(OpportunitiesResult result)
    {
        var (options, found) = (result.Options, result.Clusters);
        var groups = found.SelectMany(f => Enumerable.Range(0, f.Shelf.Groups).Select(g => (Found: f, Group: g, Size: f.Shelf.Size(g)))).ToList();
        if (groups.Count == 0) return new(Threshold.ProductSales, 0, Invariant($"no {options.One.ToLowerInvariant()} sold {options.MinProductSales:N2} of any product"), "Lower the least sales of a product (min-product-sales).");
        var largest = groups.Max(g => g.Size);
        if (largest < 2) return new(Threshold.NoPeers, 0, $"no cluster has two {options.Many} that sell something in one category, so none has peers", "Give fewer and larger clusters.");
        if (largest < options.MinClusterStores)
            return new(Threshold.ClusterStores, largest, Invariant($"no cluster has {options.MinClusterStores:N0} {options.Many} that sell something in one category, the largest has {largest:N0}"), Invariant($"Lower the stores of a cluster (min-cluster-stores) to {largest:N0}, or give fewer and larger clusters."));
        groups.RemoveAll(g => g.Size < options.MinClusterStores);
        var selling = groups.Max(g => g.Found.Shelf.MostSelling(g.Group));
        if (selling < options.MinStoresSelling)
            return new(Threshold.StoresSelling, selling, Invariant($"no product is sold by {options.MinStoresSelling:N0} {options.Many} of a cluster, at most by {selling:N0}"), Invariant($"Lower the stores selling (min-stores-selling) to {selling:N0}."));
        if (groups.Sum(g => (long)g.Found.Groups[g.Group].TopPerformers) == 0)
            return TopOf(options, Down(groups.Max(g => g.Found.Ranking.Highest(g.Group))));
        return AdoptionOf(options, groups.Max(g => g.Found.Groups[g.Group].HighestRemovedAdoption));
    }

    private static Bottleneck TopOf(RuleOptions options, double highest) =>
        new(Threshold.TopPerformer, highest, Invariant($"products tie, so that none reaches percentile {options.TopPerformerThreshold:0.##%}; the highest is {highest:0.##%}"), "Lower top performer from (top-performer-threshold) to it.");

    private static Bottleneck AdoptionOf(RuleOptions options, double highest) => highest == 0
        ? new(Threshold.AllCarry, 0, $"every top performer is carried by all {options.Many} of its cluster", "Lower top performer from (top-performer-threshold) to look at more products.")
        : new(Threshold.Adoption, Down(highest), Invariant($"no missing top performer is carried by {options.AdoptionThreshold:0.##%} of its peers, the highest adoption is {Down(highest):0.##%}"), Invariant($"Lower adoption from (adoption-threshold) to {Down(highest):0.##%} or less."));

    // written with two places of a percent, it must still let the best one through
    public static double Down(double share) => Math.Floor(share * 10_000 + 1e-9) / 10_000;
}
