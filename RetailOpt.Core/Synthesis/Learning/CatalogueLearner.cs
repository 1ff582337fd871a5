using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Prices;
using RetailOpt.Core.Synthesis.Substitution;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Learning;

/// <summary>What of a dataset goes into a catalogue; each can be left out, to see what it is worth.</summary>
/// <param name="Chains">Price and promotion chains of the data; else prices hold.</param>
/// <param name="Attributes">Attributes of the products; else all are alike.</param>
internal sealed record LearnWhat(bool Chains = true, bool Attributes = true);

/// <summary>
/// Learns a catalogue from a log: a product's appeal is the logarithm of its share of its category's lines, a category's level the logit of the
/// share of baskets with it, a quantity's level the logarithm of its mean less one. Products that did not sell are not in it.
/// </summary>
internal static class CatalogueLearner
{
    private const double CategorySlope = .1, QuantitySlope = .018, Prior = .5;
    private const long Traits = 1;

    /// <summary>Learns a catalogue.</summary>
    /// <param name="log">The log to learn from.</param>
    /// <param name="products">Its products.</param>
    /// <param name="what">What to learn.</param>
    /// <param name="seed">Draws what cannot be learned: each product's own price sensitivity.</param>
    /// <returns>The catalogue, and the place in the log of each of its products.</returns>
    public static (Catalogue Catalogue, int[] PlaceOf) Learn(ShoppingLog log, IReadOnlyList<SoldProduct> products, LearnWhat what, ulong seed)
    {
        var lines = log.Lines.GroupBy(l => l.Product).ToDictionary(p => p.Key, p => p.ToArray());
        var order = lines.Keys.OrderBy(p => log.Shelves.Category[p]).ThenBy(p => products[p].Id, StringComparer.Ordinal).ToArray();
        var series = WeekPrices.Of(log);
        var pooled = PromotionChain.Learn([.. series.Values]);
        var attributes = AttributeLearner.Learn([.. Places(order.Select(p => log.Shelves.Category[p])).Zip(order, (c, p) => what.Attributes
            ? new RawProduct(c, products[p].Brand, products[p].Size, Price(lines[p])) : new RawProduct(c, null, null, double.NaN))]);
        var (categories, inCategory, baskets) = (new List<Category>(), order.GroupBy(p => log.Shelves.Category[p]).ToArray(), (double)log.Lines.Select(l => l.Basket).Distinct().Count());
        var items = new Item[order.Length];
        var at = 0;
        foreach (var group in inCategory)
        {
            var places = group.ToArray();
            var all = places.Sum(p => lines[p].Length);
            var share = Math.Clamp(places.SelectMany(p => lines[p]).Select(l => l.Basket).Distinct().Count() / baskets, .5 / baskets, .99);
            var appeals = places.Select(p => Math.Log((lines[p].Length + Prior) / (all + Prior * places.Length))).ToArray();
            categories.Add(new(places[0] is var first && group.Key >= 0 ? products[first].Category! : "none", Math.Log(share / (1 - share)), CategorySlope, at, at + places.Length));
            for (var i = 0; i < places.Length; i++, at++) items[at] = ItemOf(products[places[i]], lines[places[i]], appeals[i], attributes[at], what.Chains ? series.GetValueOrDefault(places[i]) : null, what.Chains ? pooled : null, at, seed);
        }
        return (new(items, categories, []), order);
    }

    private static Item ItemOf(SoldProduct product, LogLine[] lines, double appeal, ProductAttributes attributes, PriceSeries? series, PromotionChain? pooled, int place, ulong seed)
    {
        var stream = RandomStream.Of(seed, Traits, place);
        // a median: one box of a thousand must not make every line a box
        var quantities = lines.Select(l => Math.Log(Math.Max(l.Quantity - 1, .05))).Order().ToArray();
        PriceSeries[] own = series is null ? [] : [series];
        return new(product.Id, product.Name, null, product.Brand ?? "none", product.Size, Math.Max(.01, UsualPrice(lines, series)), appeal, ModelSettings.Truncated(-3, 1, below: true, ref stream),
            quantities.Average(), QuantitySlope, attributes, BasePriceChain.Learn(own), PromotionChain.Learn(own) ?? pooled);
    }

    private static double Price(LogLine[] lines) => lines.Sum(l => l.Net) / lines.Sum(l => l.Quantity);

    private static double UsualPrice(LogLine[] lines, PriceSeries? series)
    {
        double[] plain = [.. series?.Weeks.Where(w => w.Promotion == Promotion.None).Select(w => w.Base).Order() ?? Enumerable.Empty<double>()];
        return plain.Length > 0 ? plain[plain.Length / 2] : lines.Sum(l => l.Net + l.Discount) / lines.Sum(l => l.Quantity);
    }

    /// <summary>Places of categories from 0 in the order in which they come.</summary>
    private static IEnumerable<int> Places(IEnumerable<int> categories)
    {
        var (last, place) = (int.MinValue, -1);
        foreach (var category in categories)
        {
            if (category != last) (last, place) = (category, place + 1);
            yield return place;
        }
    }
}
