using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Tests.Core.SellThrough;

/// <summary>Pairs made by hand.</summary>
internal static class Shops
{
    /// <summary>A row: store, product, category|subcategory, amount, units sold by period, units arrived by period.</summary>
    internal sealed record Row(string Store, string Product, string Category, double Amount, double[] Sold, int[] Arrived);

    public static Pairs Of(IReadOnlyList<Row> rows, Func<string, string>? clusterOf = null, double[]? fashionAmount = null, double[]? fashionUnits = null, bool estimated = false)
    {
        string[] Sorted(Func<Row, string> of) => [.. rows.Select(of).Distinct().Order(StringComparer.Ordinal)];
        var (stores, products, categories) = (Sorted(r => r.Store), Sorted(r => r.Product), Sorted(r => r.Category.Split('|')[0]));
        var periods = rows[0].Sold.Length;
        var order = rows.Index().OrderBy(r => r.Item.Product, StringComparer.Ordinal).ThenBy(r => r.Item.Store, StringComparer.Ordinal).ToArray();
        clusterOf ??= _ => "1";
        string[] clusters = [.. stores.Select(clusterOf).Distinct().Order(StringComparer.Ordinal)];
        return new()
        {
            Stores = stores,
            Products = products,
            Clusters = clusters,
            ClusterOf = [.. stores.Select(s => Array.IndexOf(clusters, clusterOf(s)))],
            Categories = categories,
            CategoryOf = [.. products.Select(p => Array.IndexOf(categories, rows.First(r => r.Product == p).Category.Split('|')[0]))],
            SubcategoryOf = [.. products.Select(p => rows.First(r => r.Product == p).Category)],
            Starts = periods == 1 ? [] : [.. Enumerable.Range(0, periods).Select(t => new DateOnly(2026, 1, 5).AddDays(28 * t))],
            Product = [.. order.Select(r => Array.IndexOf(products, r.Item.Product))],
            Store = [.. order.Select(r => Array.IndexOf(stores, r.Item.Store))],
            Amount = [.. order.Select(r => r.Item.Amount)],
            FashionAmount = fashionAmount is null ? null : [.. order.Select(r => fashionAmount[r.Index])],
            FashionUnits = fashionUnits is null ? null : [.. order.Select(r => fashionUnits[r.Index])],
            Sold = [.. order.SelectMany(r => r.Item.Sold)],
            Arrived = [.. order.SelectMany(r => r.Item.Arrived)],
            Estimated = estimated,
        };
    }

    /// <summary>
    /// Four stores, S1 and S3 in the cluster North, with 100 units of each of two products: S1 and S3 sell the first out and leave most of the second,
    /// S2 and S4 the other way round.
    /// </summary>
    public static SellThroughModel Model(bool estimated = false, IReadOnlyDictionary<string, double>? capacities = null)
    {
        bool Sells(string store, string product) => (store is "S1" or "S3") == (product == "P1");
        Row[] rows = [.. new[] { "S1", "S2", "S3", "S4" }.SelectMany(s => new[] { "P1", "P2" }.Select(p => Pair(s, p, Sells(s, p) ? 1000 : 250, Sells(s, p) ? 100 : 25, 100, p == "P1" ? "Tea|Green" : "Milk|Oat")))];
        var pairs = Of(rows, s => s is "S1" or "S3" ? "North" : "South", estimated: estimated);
        return new(pairs, new DemandEstimator(pairs, default).Estimate(), Nothing, capacities ?? new Dictionary<string, double>(), new("Corner shop", "given by a test", [], new RowCounts { All = rows.Length }, []));
    }

    public static Row Pair(string store, string product, double amount, double sold, int arrived, string category = "A|x") => new(store, product, category, amount, [sold], [arrived]);

    public static readonly GivenFiles Nothing = new(new Dictionary<string, RetailOpt.Core.SellThrough.Derive.ProductRole>(), new Dictionary<string, RetailOpt.Core.SellThrough.Derive.PriceBand>(), new Dictionary<string, GivenStore>(), [], []);
}
