using RetailOpt.Core.Opportunities.Reporting;
using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities;

/// <summary>A ranked product of a category in a cluster: a point of the scatter.</summary>
/// <param name="Product">Product.</param>
/// <param name="Name">Its name, where it is known.</param>
/// <param name="Percentile">Percentile of its sales, 0 to 1.</param>
/// <param name="Adoption">Share of the stores that carry it, 0 to 1.</param>
/// <param name="Average">Mean sales in a store that carries it, in the currency.</param>
/// <param name="IsTop">Whether it is a top performer.</param>
/// <param name="IsOpportunity">Whether it is one that stores miss, with enough adoption.</param>
/// <param name="StoresSelling">Stores that carry it.</param>
/// <param name="Stores">Stores of the category in the cluster.</param>
/// <param name="Gaps">Stores that do not carry it; told of top performers only, ascending.</param>
public sealed record CategoryPoint(
    string Product, string? Name, double Percentile, double Adoption, double Average, bool IsTop, bool IsOpportunity, int StoresSelling, int Stores, IReadOnlyList<string> Gaps);

/// <summary>What a page looks into beside the report's tables: a category of a cluster, a store.</summary>
public static class OpportunityViews
{
    /// <summary>The ranked products of a category in a cluster, ascending by sales; empty where there is no such category or it is too small.</summary>
    public static IReadOnlyList<CategoryPoint> Category(this OpportunitiesResult result, string cluster, string category)
    {
        var c = Array.IndexOf(result.Cells.Clusters, cluster);
        if (c < 0) return [];
        var found = result.Clusters[c];
        var g = Array.FindIndex(found.Shelf.Categories, k => result.Cells.Categories[k].Key == category);
        return g < 0 ? [] : [.. found.RankedOf(g).Select(t => Point(result, c, t.Ranked, t.IsTop))];
    }

    /// <summary>What one store misses, in the columns and the order of the table of opportunities; empty for a store without a cluster.</summary>
    public static IResultTable MissedByStore(this OpportunitiesResult result, string store)
    {
        var s = Array.BinarySearch(result.Cells.Stores, store, StringComparer.Ordinal);
        return OpportunityTables.Opportunities(result).Of(s < 0 ? [] : result.MissedBy(s));
    }

    /// <summary>Name of a store, or of a product, where the data has it.</summary>
    public static string? StoreName(this OpportunitiesResult result, string store) => result.Model.Notes.Names.GetValueOrDefault(store);

    /// <inheritdoc cref="StoreName"/>
    public static string? ProductName(this OpportunitiesResult result, string product) => result.Model.Notes.ProductNames.GetValueOrDefault(product);

    /// <summary>Where the clusters come from, in a few words.</summary>
    public static string ClustersFrom(this OpportunitiesResult result) => result.Model.Notes.ClustersFrom;

    /// <summary>The categories of a cluster that are large enough, by key.</summary>
    public static IReadOnlyList<string> CategoriesOf(this OpportunitiesResult result, string cluster)
    {
        var c = Array.IndexOf(result.Cells.Clusters, cluster);
        return c < 0 ? [] : [.. Enumerable.Range(0, result.Clusters[c].Groups.Length).Where(g => result.Clusters[c].Groups[g].Ranked > 0).Select(g => result.Cells.Categories[result.Clusters[c].Shelf.Categories[g]].Key)];
    }

    private static CategoryPoint Point(OpportunitiesResult result, int cluster, TopPerformer ranked, bool isTop)
    {
        var (cells, found) = (result.Cells, result.Clusters[cluster]);
        var product = cells.Products[found.Shelf.Items[ranked.Entry]];
        var gaps = isTop ? found.Shelf.MissingOf(ranked.Group, ranked.Entry).Select(place => cells.Stores[cells.Sales[cluster].Stores[place]]).ToArray() : [];
        return new(product, result.ProductName(product), ranked.Percentile, ranked.Adoption, found.Shelf.Average(ranked.Entry) / (double)SalesCells.Minor,
            isTop, isTop && ranked.Allowed && gaps.Length > 0, found.Shelf.Selling[ranked.Entry], ranked.Stores, gaps);
    }
}
