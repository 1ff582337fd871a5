namespace RetailOpt.Core.Synthesis.Metrics;

/// <summary>Samples of what customers come back to. A purchase is a product in a basket, however many lines it has there.</summary>
internal static class Habits
{
    public static Empirical Loyalty(ShoppingLog log) => Empirical.Of([.. Customers(log).Select(baskets =>
    {
        var (before, later, again) = (new HashSet<int>(), 0, 0);
        foreach (var basket in baskets)
        {
            if (before.Count > 0)
            {
                later += basket.Length;
                again += basket.Count(before.Contains);
            }
            before.UnionWith(basket);
        }
        return later == 0 ? double.NaN : (double)again / later;
    }).Where(share => !double.IsNaN(share))]);

    public static Empirical Switching(ShoppingLog log) => Empirical.Of([.. Customers(log).Select(baskets =>
    {
        var (lastBrand, pairs, other) = (new Dictionary<int, int>(), 0, 0);
        foreach (var product in baskets.SelectMany(b => b))
        {
            var (category, brand) = (log.Shelves.Category[product], log.Shelves.Brand[product]);
            if (category < 0 || brand < 0) continue;
            if (lastBrand.TryGetValue(category, out var last))
            {
                pairs++;
                if (brand != last) other++;
            }
            lastBrand[category] = brand;
        }
        return pairs == 0 ? double.NaN : (double)other / pairs;
    }).Where(share => !double.IsNaN(share))]);

    /// <summary>The baskets of each customer in the order of time, the products of a basket by place.</summary>
    private static IEnumerable<int[][]> Customers(ShoppingLog log) => log.Lines.Where(l => l.Customer >= 0).GroupBy(l => l.Customer)
        .Select(lines => lines.GroupBy(l => (l.Week, l.Basket)).Select(b => b.Select(l => l.Product).Distinct().Order().ToArray()).ToArray());
}
