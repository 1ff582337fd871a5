using System.Text.Json;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Metrics;

namespace RetailOpt.Core.Synthesis.Prices;

/// <summary>The chains of one product; null where its data was too little.</summary>
internal sealed record ProductChains(string Product, double UsualPrice, BasePriceChain? Base, PromotionChain? Promotion);

/// <summary>The chains of all products, and the promotion chain of all together for those that have none of their own.</summary>
internal sealed record PriceBook(IReadOnlyList<ProductChains> Products, PromotionChain? Pooled)
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = false };

    /// <summary>Learns the chains of series.</summary>
    public static PriceBook Learn(IReadOnlyList<PriceSeries> series) => new(
        [.. series.GroupBy(s => s.Product).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p =>
        {
            PriceSeries[] own = [.. p];
            double[] plain = [.. own.SelectMany(s => s.Weeks).Where(w => w.Promotion == Promotion.None).Select(w => w.Base).Order()];
            double[] any = plain.Length > 0 ? plain : [.. own.SelectMany(s => s.Weeks).Select(w => w.Base).Order()];
            return new ProductChains(p.Key, any[any.Length / 2], BasePriceChain.Learn(own), PromotionChain.Learn(own));
        })], PromotionChain.Learn(series));

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Written);
}

/// <summary>How like the observed weeks are weeks drawn from the chains: base price and discount each on their own.</summary>
/// <param name="BasePrice">1 - KS of base prices relative to the usual price, in weeks without promotion.</param>
/// <param name="Depth">1 - KS of depths in weeks with promotion; null where there is none on one side.</param>
/// <param name="DrawnShare">Share of drawn weeks with a promotion.</param>
/// <param name="SeenShare">Share of observed weeks with a promotion.</param>
internal sealed record ChainCheck(double BasePrice, double? Depth, double DrawnShare, double SeenShare)
{
    /// <summary>Draws as many weeks of each product as were observed.</summary>
    public static ChainCheck Of(PriceBook book, IReadOnlyList<PriceSeries> series, ulong seed)
    {
        var chains = book.Products.ToDictionary(p => p.Product);
        var (drawn, seen) = (new List<(double Base, double Depth, Promotion State)>(), new List<(double Base, double Depth, Promotion State)>());
        foreach (var (s, i) in series.Select((s, i) => (s, i)))
        {
            var (own, stream) = (chains[s.Product], RandomStream.Of(seed, i));
            var bases = own.Base?.Draw(s.Weeks.Count, ref stream);
            var promotions = (own.Promotion ?? book.Pooled)?.Draw(s.Weeks.Count, ref stream);
            for (var w = 0; w < s.Weeks.Count; w++)
            {
                seen.Add((s.Weeks[w].Base / own.UsualPrice, s.Weeks[w].Depth, s.Weeks[w].Promotion));
                drawn.Add(((bases?[w].Price ?? own.UsualPrice) / own.UsualPrice, promotions?[w].Depth ?? 0, promotions?[w].State ?? Promotion.None));
            }
        }
        Empirical Depths(List<(double Base, double Depth, Promotion State)> weeks) => Empirical.Of([.. weeks.Where(w => w.State != Promotion.None).Select(w => Math.Min(w.Depth, Promotions.Deepest))]);
        Empirical Bases(List<(double Base, double Depth, Promotion State)> weeks, bool plain) => Empirical.Of([.. weeks.Where(w => !plain || w.State == Promotion.None).Select(w => w.Base)]);
        double Share(List<(double Base, double Depth, Promotion State)> weeks) => weeks.Average(w => w.State != Promotion.None ? 1.0 : 0);
        var (one, other) = (Depths(drawn), Depths(seen));
        var plain = seen.Exists(w => w.State == Promotion.None);
        return new(1 - Empirical.Distance(Bases(drawn, false), Bases(seen, plain)), one.Count > 0 && other.Count > 0 ? 1 - Empirical.Distance(one, other) : null, Share(drawn), Share(seen));
    }
}
