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
/// <param name="Missing">How many of them do not carry it.</param>
public sealed record CategoryPoint(
    string Product, string? Name, double Percentile, double Adoption, double Average, bool IsTop, bool IsOpportunity, int StoresSelling, int Stores, int Missing);

/// <summary>A store and what it misses.</summary>
/// <param name="Store">Store.</param>
/// <param name="Name">Its name, where it is known.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Why">What sets the cluster apart, where it was found.</param>
/// <param name="Peers">Stores of the cluster, itself among them.</param>
/// <param name="Missing">Products that it misses.</param>
/// <param name="MeanScore">Their mean score; 0 where there are none.</param>
/// <param name="Potential">What peers sell on average of each, summed, in the currency.</param>
public sealed record StoreFigures(string Store, string? Name, string Cluster, string? Why, int Peers, long Missing, double MeanScore, double Potential);

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

    /// <summary>The stores of a category in a cluster that do not carry a product, ascending; empty where it is not ranked there.</summary>
    public static IReadOnlyList<string> Gaps(this OpportunitiesResult result, string cluster, string category, string product)
    {
        var (cells, c) = (result.Cells, Array.IndexOf(result.Cells.Clusters, cluster));
        if (c < 0) return [];
        var shelf = result.Clusters[c].Shelf;
        var g = Array.FindIndex(shelf.Categories, k => cells.Categories[k].Key == category);
        return g < 0 ? [] : [.. result.Clusters[c].RankedOf(g).Where(t => cells.Products[shelf.Items[t.Ranked.Entry]] == product).SelectMany(t => shelf.MissingOf(g, t.Ranked.Entry)).Select(place => cells.Stores[cells.Sales[c].Stores[place]])];
    }

    /// <summary>What one store misses, in the columns and the order of the table of opportunities; empty for a store without a cluster.</summary>
    public static IResultTable MissedByStore(this OpportunitiesResult result, string store)
    {
        var s = StoreAt(result, store);
        return OpportunityTables.Opportunities(result).Of(s < 0 ? [] : result.MissedBy(s));
    }

    /// <summary>The opportunities best score first, of all stores or of one cluster, one category or both; any number of them can be paged. Empty where there is no such cluster or category.</summary>
    public static IIndexedTable Ranked(this OpportunitiesResult result, string? cluster = null, string? category = null) => new RankedList(result,
        cluster is null ? null : Array.IndexOf(result.Cells.Clusters, cluster), category is null ? null : Array.FindIndex(result.Cells.Categories, c => c.Key == category));

    /// <summary>What one store misses, in the columns of the ranked list; empty for a store without a cluster.</summary>
    public static IIndexedTable RankedOf(this OpportunitiesResult result, string store) =>
        (IIndexedTable)OpportunityTables.Ranked(result).Of(StoreAt(result, store) is var s and >= 0 ? result.MissedBy(s) : []);

    /// <summary>The figures of a store; null for one without a cluster.</summary>
    public static StoreFigures? Store(this OpportunitiesResult result, string store)
    {
        if (StoreAt(result, store) is not (var s and >= 0)) return null;
        var (line, cluster) = (result.Line(s), result.Cells.Clusters[result.Cells.ClusterOf[s]]);
        return new(store, result.StoreName(store), cluster, result.Model.Notes.Groups.FirstOrDefault(g => g.Name == cluster)?.Why, result.Cells.Sales[line.Cluster].Stores.Length, line.Missing, line.AverageScore, line.Potential);
    }

    /// <summary>Why nothing or little was found, and which thresholds to move; null where there is enough: an opportunity for one in ten stores.</summary>
    public static Scarcity? Scarcity(this OpportunitiesResult result, CancellationToken ct = default) => Scarcities.Of(result, ct);

    /// <summary>Sales of a product in a store that nineteen in twenty such sales stay below, in the currency, told by at most 20,000 of them: the range of a slider.</summary>
    public static double HighSales(this OpportunitiesResult result)
    {
        var step = (int)Math.Max(1, result.Cells.Count / 20_000);
        var amounts = result.Cells.Sales.SelectMany(s => Enumerable.Range(0, s.Amounts.Length / step).Select(i => s.Amounts[i * step])).Order().ToArray();
        return amounts.Length == 0 ? 0 : Math.Max(0, amounts[(int)(.95 * (amounts.Length - 1))] / (double)SalesCells.Minor);
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

    private static int StoreAt(OpportunitiesResult result, string store) => Array.BinarySearch(result.Cells.Stores, store, StringComparer.Ordinal);

    private static CategoryPoint Point(OpportunitiesResult result, int cluster, TopPerformer ranked, bool isTop)
    {
        var (cells, found) = (result.Cells, result.Clusters[cluster]);
        var product = cells.Products[found.Shelf.Items[ranked.Entry]];
        var missing = found.Missing(ranked);
        return new(product, result.ProductName(product), ranked.Percentile, ranked.Adoption, found.Shelf.Average(ranked.Entry) / (double)SalesCells.Minor,
            isTop, isTop && ranked.Allowed && missing > 0, found.Shelf.Selling[ranked.Entry], ranked.Stores, missing);
    }
}
