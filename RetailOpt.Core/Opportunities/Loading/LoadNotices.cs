using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Opportunities.Rule;
using static System.FormattableString;

namespace RetailOpt.Core.Opportunities.Loading;

/// <summary>What a person must know of what was read.</summary>
internal sealed class LoadNotices(SalesQuery query, OpportunitiesReading reading, RowCounts counts, SalesCells cells, StoreGroups groups)
{
    public IReadOnlyList<Notice> All() => [.. groups.Told, .. Sales(), .. Rows(), .. Stores()];

    private string Many => reading.Entity == StoreEntity.Store ? "stores" : "accounts";

    private IEnumerable<Notice> Sales()
    {
        if (query.Told is { } told) yield return told;
        if (query.Category == CategorySource.None) yield return new(NoticeLevel.Warning, "There are no categories: everything is one category, (all).");
        else if (query.CategoryColumns.Count == 1) yield return new(NoticeLevel.Info, $"There is no {(query.CategoryColumns[0] == "category" ? "subcategory" : "category")}: products are compared by {query.CategoryColumns[0]} alone.");
    }

    private IEnumerable<Notice> Rows()
    {
        foreach (var (count, why) in new[] { (counts.NoStore, $"name no {Many[..^1]}"), (counts.NoProduct, "name no product"), (counts.NoCategory, "have a blank category") })
            if (count > 0) yield return new(NoticeLevel.Warning, Invariant($"{count:N0} of {counts.All:N0} rows of the sales {why} and are skipped."), count);
    }

    private IEnumerable<Notice> Stores()
    {
        if (counts.Unlabelled.Count > 0)
        {
            var sales = counts.Unlabelled.Values.Sum(u => (double)u.Sales);
            yield return new(NoticeLevel.Warning, Invariant($"{counts.Unlabelled.Count:N0} {Many} with sales have no cluster and are left out{(counts.Used + sales > 0 ? $", with {sales / (counts.Used + sales):0.0%} of the sales" : "")}."), counts.Unlabelled.Count, "stores_without_cluster");
        }
        var selling = cells.Sales.Sum(Selling);
        if (selling < cells.Stores.Length)
            yield return new(NoticeLevel.Info, Invariant($"{cells.Stores.Length - selling:N0} {Many} have a cluster but no sales; they are listed with nothing missing."), cells.Stores.Length - selling);
    }

    private static int Selling(ClusterSales sales)
    {
        var sold = new bool[sales.Stores.Length];
        foreach (var store in sales.Sellers) sold[store] = true;
        return sold.Count(s => s);
    }
}
