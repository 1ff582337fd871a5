using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Derive;

/// <summary>What of the sales is fashion.</summary>
/// <param name="OfProduct">Share of each product's sales, 0 to 1.</param>
/// <param name="Derived">Whether it was derived from subcategories, since the sales do not tell it.</param>
/// <param name="FashionSubcategories">The subcategories that are fashion, where it was derived.</param>
internal sealed record FashionShare(double[] OfProduct, bool Derived, IReadOnlyList<string> FashionSubcategories)
{
    private const double From = .7;

    public static FashionShare Of(Pairs pairs) => pairs.FashionAmount is not null ? Told(pairs) : Derive(pairs);

    private static FashionShare Told(Pairs pairs)
    {
        var (fashion, all) = (new double[pairs.Products.Length], new double[pairs.Products.Length]);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            fashion[pairs.Product[pair]] += pairs.FashionAmount![pair];
            all[pairs.Product[pair]] += pairs.Amount[pair];
        }
        return new([.. fashion.Select((f, p) => all[p] > 0 ? Math.Clamp(f / all[p], 0, 1) : 0)], false, []);
    }

    /// <summary>A subcategory is fashion when the mean of the rank shares of its median price and of its number of products is at or above the 70th percentile.</summary>
    private static FashionShare Derive(Pairs pairs)
    {
        var price = Products.Facts(pairs, new double[pairs.Products.Length]);
        var groups = Enumerable.Range(0, pairs.Products.Length).GroupBy(p => pairs.SubcategoryOf[p], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToArray();
        var medians = Quantiles.RankShares([.. groups.Select(g => Quantiles.Of([.. g.Select(p => price[p].Price).Where(double.IsFinite).Order()], .5)).Select(m => double.IsNaN(m) ? 0 : m)]);
        var counts = Quantiles.RankShares([.. groups.Select(g => (double)g.Count())]);
        double[] scores = [.. medians.Zip(counts, (m, c) => (m + c) / 2)];
        var limit = Quantiles.Of([.. scores.Order()], From);
        var fashion = new double[pairs.Products.Length];
        var names = new List<string>();
        for (var g = 0; g < groups.Length; g++)
        {
            if (scores[g] < limit) continue;
            names.Add(groups[g].Key);
            foreach (var p in groups[g]) fashion[p] = 1;
        }
        return new(fashion, true, names);
    }
}
