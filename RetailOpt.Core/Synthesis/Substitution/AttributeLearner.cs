namespace RetailOpt.Core.Synthesis.Substitution;

/// <summary>What is known of a product before its attributes are learned.</summary>
/// <param name="Category">Place of the category.</param>
/// <param name="Brand">Name of the brand; null where unknown.</param>
/// <param name="Size">Size as it is written; null where unknown.</param>
/// <param name="Price">Mean unit price; NaN where it never sold, which makes it a mid-priced product.</param>
internal readonly record struct RawProduct(int Category, string? Brand, string? Size, double Price);

/// <summary>Attributes from prices, brands and sizes.</summary>
internal static class AttributeLearner
{
    private const double Low = 1 / 3.0, High = 2 / 3.0;

    /// <summary>The attributes of products, in their order.</summary>
    public static ProductAttributes[] Learn(IReadOnlyList<RawProduct> products)
    {
        var prices = products.Where(p => !double.IsNaN(p.Price)).GroupBy(p => p.Category).ToDictionary(c => c.Key, c => c.Select(p => p.Price).Order().ToArray());
        var tiers = BrandTiers(products, prices);
        return [.. products.Select(p =>
        {
            var quality = double.IsNaN(p.Price) ? .5 : Percentile(prices[p.Category], p.Price);
            return new ProductAttributes(p.Category, quality < Low ? 0 : quality > High ? 2 : 1, PackSizes.ClassOf(p.Size), p.Brand is null ? BrandTier.National : tiers[p.Brand], quality);
        })];
    }

    /// <summary>A brand is premium when the mean of its products' prices, each beside the mean of its category, is above the 67th percentile of all brands.</summary>
    private static Dictionary<string, BrandTier> BrandTiers(IReadOnlyList<RawProduct> products, Dictionary<int, double[]> prices)
    {
        var means = prices.ToDictionary(c => c.Key, c => c.Value.Average());
        var index = products.Where(p => p.Brand is not null).GroupBy(p => p.Brand!)
            .ToDictionary(b => b.Key, b => b.Where(p => !double.IsNaN(p.Price)).Select(p => means[p.Category] > 0 ? p.Price / means[p.Category] : 1).DefaultIfEmpty(double.NaN).Average());
        var all = index.Where(b => !IsPrivate(b.Key) && !double.IsNaN(b.Value)).Select(b => b.Value).Order().ToArray();
        return index.ToDictionary(b => b.Key, b => IsPrivate(b.Key) ? BrandTier.PrivateLabel : all.Length > 1 && Percentile(all, b.Value) > High ? BrandTier.Premium : BrandTier.National);
    }

    private static bool IsPrivate(string brand) => brand.Contains("private", StringComparison.OrdinalIgnoreCase);

    /// <summary>The share of values below, ties counted by half: .5 of a single value.</summary>
    private static double Percentile(double[] sorted, double value)
    {
        if (double.IsNaN(value)) return .5;
        int below = 0, ties = 0;
        foreach (var v in sorted)
        {
            if (v < value) below++;
            else if (v == value) ties++;
        }
        return (below + ties / 2.0) / sorted.Length;
    }
}
