namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>A category of the rule: its key is name|subcategory, or the one of them that the data has.</summary>
internal sealed record Category(string Key, string? Name, string? Subcategory);

/// <summary>
/// The sales of one cluster: an entry for each item (a product in a category) that it sold, and in each entry the stores that sold it with
/// what each sold. Entries ascend by item, stores within an entry by their place in <paramref name="Stores"/>, which ascends by id.
/// </summary>
/// <param name="Stores">The cluster's stores, by their number in <see cref="SalesCells.Stores"/>.</param>
/// <param name="Items">Item of each entry.</param>
/// <param name="Starts">Where the cells of each entry begin, and the end of the last.</param>
/// <param name="Sellers">Store of each cell, by its place in the cluster.</param>
/// <param name="Amounts">Sales of each cell in ten-thousandths of the currency.</param>
internal sealed record ClusterSales(int[] Stores, int[] Items, int[] Starts, int[] Sellers, long[] Amounts)
{
    /// <summary>Without the cells that are named by store number and item.</summary>
    public ClusterSales Without(Func<int, int, bool> named)
    {
        List<int> items = [], starts = [], sellers = [];
        var amounts = new List<long>(Amounts.Length);
        for (var entry = 0; entry < Items.Length; entry++)
        {
            var before = sellers.Count;
            for (var cell = Starts[entry]; cell < Starts[entry + 1]; cell++)
            {
                if (named(Stores[Sellers[cell]], Items[entry])) continue;
                sellers.Add(Sellers[cell]);
                amounts.Add(Amounts[cell]);
            }
            if (sellers.Count == before) continue;
            items.Add(Items[entry]);
            starts.Add(before);
        }
        return new(Stores, [.. items], [.. starts, sellers.Count], [.. sellers], [.. amounts]);
    }
}

/// <summary>Sales summed by store, product and category, cluster by cluster. Whatever the order of the rows it was made of, it is the same.</summary>
internal sealed class SalesCells
{
    /// <summary>Amounts are whole numbers of this part of the currency's unit, so that sums are exact and ties stay ties.</summary>
    public const decimal Minor = 10_000m;

    /// <summary>Ids of all stores with a cluster, ascending; those without sales too.</summary>
    public required string[] Stores { get; init; }
    /// <summary>Cluster of each store.</summary>
    public required int[] ClusterOf { get; init; }
    /// <summary>Place of each store among those of its cluster.</summary>
    public required int[] PlaceOf { get; init; }
    /// <summary>Names, ascending.</summary>
    public required string[] Clusters { get; init; }
    /// <summary>By key, ascending.</summary>
    public required Category[] Categories { get; init; }
    /// <summary>Category of each item; items ascend by category, then product.</summary>
    public required int[] CategoryOf { get; init; }
    /// <summary>Product of each item.</summary>
    public required string[] Products { get; init; }
    /// <summary>Place of each item's product among all products, by id.</summary>
    public required int[] ProductRank { get; init; }
    /// <summary>The sales of each cluster.</summary>
    public required ClusterSales[] Sales { get; init; }

    /// <summary>The same stores and items with other sales.</summary>
    public SalesCells With(ClusterSales[] sales) => new()
    {
        Stores = Stores,
        ClusterOf = ClusterOf,
        PlaceOf = PlaceOf,
        Clusters = Clusters,
        Categories = Categories,
        CategoryOf = CategoryOf,
        Products = Products,
        ProductRank = ProductRank,
        Sales = sales,
    };

    /// <summary>Number of cells.</summary>
    public long Count => Sales.Sum(s => (long)s.Amounts.Length);

    /// <summary>Memory held, in bytes.</summary>
    public long Bytes => Sales.Sum(s => 12L * s.Amounts.Length + 8L * s.Items.Length + 4L * s.Stores.Length) + 90L * Stores.Length + 90L * Products.Length;
}
