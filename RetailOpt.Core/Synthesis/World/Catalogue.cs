using RetailOpt.Core.Synthesis.Prices;
using RetailOpt.Core.Synthesis.Substitution;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>A product of a synthetic retailer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Department">Name of the larger group of products that its category belongs to; null where there is none.</param>
/// <param name="Brand">Its brand.</param>
/// <param name="Size">Its size as it is written; null where unknown.</param>
/// <param name="UsualPrice">Its usual price without promotion, above 0.</param>
/// <param name="Appeal">Its utility at the usual price, of a customer of no particular taste.</param>
/// <param name="Sensitivity">b_i, below 0.</param>
/// <param name="QuantityLevel">g0 of the quantity.</param>
/// <param name="QuantitySlope">g1 of the quantity.</param>
/// <param name="Attributes">What decides on substitution; its category is the place in the catalogue.</param>
/// <param name="Base">How its price moves; null: it holds.</param>
/// <param name="Promotion">How it is promoted; null: never.</param>
internal sealed record Item(string Id, string Name, string? Department, string Brand, string? Size, double UsualPrice, double Appeal, double Sensitivity,
    double QuantityLevel, double QuantitySlope, ProductAttributes Attributes, BasePriceChain? Base, PromotionChain? Promotion);

/// <summary>A category: products that stand beside each other, of which a trip takes at most one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Level">g0 of its logit.</param>
/// <param name="Slope">g1: the weight of its value CV.</param>
/// <param name="From">Place of its first product.</param>
/// <param name="To">Place after its last product.</param>
internal sealed record Category(string Name, double Level, double Slope, int From, int To);

/// <summary>A planted affinity kappa: a trip that has bought of <paramref name="Trigger"/> has this added to the logit of <paramref name="Target"/>, which comes later in the catalogue.</summary>
internal sealed record Affinity(int Trigger, int Target, double Kappa);

/// <summary>What a synthetic retailer sells: products in the order of their categories. Immutable.</summary>
internal sealed class Catalogue
{
    /// <exception cref="ArgumentException">Categories do not cover the products in order, or an affinity points backwards.</exception>
    public Catalogue(IReadOnlyList<Item> items, IReadOnlyList<Category> categories, IReadOnlyList<Affinity> affinities)
    {
        var next = 0;
        foreach (var category in categories)
        {
            if (category.From != next || category.To <= category.From) throw new ArgumentException($"The category {category.Name} does not follow the one before.", nameof(categories));
            next = category.To;
        }
        if (next != items.Count) throw new ArgumentException("The categories do not cover all products.", nameof(categories));
        if (affinities.Any(a => a.Trigger >= a.Target)) throw new ArgumentException("An affinity must point to a later category.", nameof(affinities));
        (Items, Categories, Affinities) = (items, categories, affinities);
        Brands = [.. items.Select(i => i.Brand).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var places = Brands.Select((b, i) => (b, i)).ToDictionary(b => b.b, b => b.i, StringComparer.Ordinal);
        BrandOf = [.. items.Select(i => places[i.Brand])];
        Triggers = [.. categories.Select((_, c) => affinities.Where(a => a.Target == c).ToArray())];
        Attributes = [.. items.Select(i => i.Attributes)];
    }

    public IReadOnlyList<Item> Items { get; }
    public IReadOnlyList<Category> Categories { get; }
    public IReadOnlyList<Affinity> Affinities { get; }
    /// <summary>Names of brands, in order.</summary>
    public IReadOnlyList<string> Brands { get; }
    /// <summary>Place of each product's brand.</summary>
    public int[] BrandOf { get; }
    /// <summary>The affinities that lead to each category.</summary>
    public IReadOnlyList<Affinity[]> Triggers { get; }
    /// <summary>The attributes of each product.</summary>
    public IReadOnlyList<ProductAttributes> Attributes { get; }
}
