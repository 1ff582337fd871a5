using RetailOpt.Core.Synthesis.Metrics;
using RetailOpt.Core.Synthesis.Prices;

namespace RetailOpt.Core.Synthesis.Learning;

/// <summary>The weekly prices of a log's products: by product, over all stores. Display and mailer are unknown.</summary>
internal static class WeekPrices
{
    /// <summary>A series for each product that sold at a price, by its place.</summary>
    public static IReadOnlyDictionary<int, PriceSeries> Of(ShoppingLog log) => log.Lines.Where(l => l.Net + l.Discount > 0).GroupBy(l => l.Product).ToDictionary(p => p.Key, product =>
        new PriceSeries(product.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), [.. product.GroupBy(l => l.Week).OrderBy(w => w.Key).Select(week =>
        {
            var (net, discount, units) = (week.Sum(l => l.Net), week.Sum(l => l.Discount), week.Sum(l => l.Quantity));
            return new PriceWeek(week.Key, (net + discount) / units, Promotions.Depth(net, discount), null, null);
        })]));
}
