using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Tests.Core.SellThrough;

/// <summary>Pairs made by hand.</summary>
internal static class Shops
{
    /// <summary>A row: store, product, category|subcategory, amount, units sold by period, units arrived by period.</summary>
    internal sealed record Row(string Store, string Product, string Category, double Amount, double[] Sold, int[] Arrived);

    public static Pairs Of(IReadOnlyList<Row> rows, Func<string, string>? clusterOf = null, double[]? fashionAmount = null, double[]? fashionUnits = null)
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
            Estimated = false,
        };
    }

    public static Row Pair(string store, string product, double amount, double sold, int arrived, string category = "A|x") => new(store, product, category, amount, [sold], [arrived]);

    public static readonly GivenFiles Nothing = new(new Dictionary<string, RetailOpt.Core.SellThrough.Derive.ProductRole>(), new Dictionary<string, RetailOpt.Core.SellThrough.Derive.PriceBand>(), new Dictionary<string, GivenStore>(), [], []);
}
