using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;
using static System.FormattableString;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>What a person must know of the rows that were read.</summary>
internal static class LoadNotices
{
    public static IEnumerable<Notice> Of(Pairs pairs, RowCounts counts, SellThroughReading reading, StoreGroups labels)
    {
        var one = reading.Entity == SellThroughEntity.Store ? "store" : "account";
        if (pairs.Estimated) yield return new(NoticeLevel.Warning, Invariant($"Supply is an estimate: {reading.SupplyFactor:0.##} times the units sold (estimate-supply). Every rate, plan and improvement below rests on it."));
        else if (reading.EstimateSupply) yield return new(NoticeLevel.Info, "The data has supply, so it is not estimated (estimate-supply).");
        foreach (var (count, why) in new[] { (counts.NoStore, $"name no {one}"), (counts.NoProduct, "name no product") })
            if (count > 0) yield return new(NoticeLevel.Warning, Invariant($"{count:N0} of {counts.All:N0} rows of the sales {why} and are skipped."), count);
        if (counts.SupplyWithoutStore > 0) yield return new(NoticeLevel.Warning, Invariant($"{counts.SupplyWithoutStore:N0} rows of the supply, with {counts.UnitsWithoutStore:N0} units, name no store or no product: they are in no store's stock and are left out."), counts.SupplyWithoutStore);
        if (counts.Unlabelled.Count > 0) yield return new(NoticeLevel.Warning, Invariant($"{counts.Unlabelled.Count:N0} {one}s with sales or supply have no cluster and are left out."), counts.Unlabelled.Count, "stores_without_cluster");
        if (counts.NegativeSales > 0) yield return new(NoticeLevel.Warning, Invariant($"In {counts.NegativeSales:N0} cells of {one}, product and period more units came back than were sold; they count as none sold."), counts.NegativeSales);
        if (counts.NegativeSupply > 0) yield return new(NoticeLevel.Warning, Invariant($"In {counts.NegativeSupply:N0} cells of {one}, product and period the supply is below 0; it counts as none."), counts.NegativeSupply);
        if (counts.FractionalSupply > 0) yield return new(NoticeLevel.Info, Invariant($"In {counts.FractionalSupply:N0} cells of {one}, product and period the supply is no whole number of units; it is rounded, since only whole units are allocated."), counts.FractionalSupply);
        if (counts.BelowSales is [var worst, ..])
            yield return new(NoticeLevel.Warning, Invariant($"In {counts.BelowSales.Count:N0} pairs of {one} and product more was sold than supplied (first: {one} {worst.Store}, product {worst.Product}, {worst.Sold:0.##} sold of {worst.Supplied:N0}). Stock from before must have been there: their supply is raised to what was sold."), counts.BelowSales.Count, "supply_below_sales");
        var empty = labels.Labels.Values.Distinct(StringComparer.Ordinal).Except(pairs.Clusters, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (empty.Count > 0) yield return new(NoticeLevel.Warning, Invariant($"{empty.Count:N0} clusters have neither sales nor supply and are left out: {string.Join(", ", empty.Take(5))}{(empty.Count > 5 ? ", ..." : "")}."), empty.Count);
    }
}
