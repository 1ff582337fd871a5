namespace RetailOpt.Core.Synthesis.Substitution;

/// <summary>Which label a product carries.</summary>
internal enum BrandTier
{
    /// <summary>The shop's own.</summary>
    PrivateLabel,
    /// <summary>Any other.</summary>
    National,
    /// <summary>A brand that is dear beside its categories.</summary>
    Premium,
}

/// <summary>What makes products of a category alike.</summary>
/// <param name="Category">Place of the category.</param>
/// <param name="PriceTier">0 budget (below the category's 33rd percentile), 1 mid, 2 premium (above its 67th).</param>
/// <param name="Pack">0 single to 4 family; -1 unknown.</param>
/// <param name="Brand">Tier of the brand.</param>
/// <param name="Quality">Percentile of the price within the category, 0 to 1.</param>
internal readonly record struct ProductAttributes(int Category, int PriceTier, int Pack, BrandTier Brand, double Quality);

/// <summary>What a customer minds when its product is not to be had; each in 0 to 1 when it is used.</summary>
internal readonly record struct Tastes(double PriceSensitivity, double BrandLoyalty, double QualityPreference)
{
    /// <summary>Loyalty to a tier of brands where nothing else is known.</summary>
    public const double UsualLoyalty = .6;
}

/// <summary>How well one product stands in for another.</summary>
internal static class Substitutes
{
    /// <summary>A product below this score is no substitute.</summary>
    public const double LeastScore = .3;

    /// <summary>
    /// 0 to 1; 0 in another category: (1 - .3 tiers apart * price sensitivity) * pack (1 alike, .7 next to it, .3 else; 1 where a size is unknown)
    /// * (1 - .4 brand loyalty where the tier of brand differs) * (1 - difference of quality * quality preference).
    /// </summary>
    public static double Score(ProductAttributes wanted, ProductAttributes other, Tastes tastes)
    {
        if (wanted.Category != other.Category) return 0;
        var (price, loyalty, quality) = (Math.Clamp(tastes.PriceSensitivity, 0, 1), Math.Clamp(tastes.BrandLoyalty, 0, 1), Math.Clamp(tastes.QualityPreference, 0, 1));
        var tiers = 1 - .3 * Math.Abs(wanted.PriceTier - other.PriceTier) * price;
        var brand = wanted.Brand == other.Brand ? 1 : 1 - .4 * loyalty;
        return Math.Clamp(tiers * PackScore(wanted.Pack, other.Pack) * brand * (1 - Math.Abs(wanted.Quality - other.Quality) * quality), 0, 1);
    }

    /// <summary>The substitutes for a product among others, best first, equal ones by place.</summary>
    /// <param name="wanted">Place of the product that is wanted.</param>
    /// <param name="products">All products.</param>
    /// <param name="tastes">What the customer minds.</param>
    /// <param name="leastScore">What is worse is left out.</param>
    public static IReadOnlyList<(int Product, double Score)> Find(int wanted, IReadOnlyList<ProductAttributes> products, Tastes tastes, double leastScore = LeastScore) =>
        [.. Enumerable.Range(0, products.Count).Where(p => p != wanted).Select(p => (p, Score(products[wanted], products[p], tastes)))
            .Where(s => s.Item2 >= leastScore && s.Item2 > 0).OrderByDescending(s => s.Item2).ThenBy(s => s.p)];

    private static double PackScore(int one, int other) => Math.Abs(one - other) switch
    {
        _ when one < 0 || other < 0 => 1,
        0 => 1,
        1 => .7,
        _ => .3,
    };
}
