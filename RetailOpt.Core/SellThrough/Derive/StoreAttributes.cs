using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Derive;

/// <summary>Attributes of a store.</summary>
/// <param name="Store">Store.</param>
/// <param name="Amount">Net sales.</param>
/// <param name="Products">Products that it carries: supplied or sold.</param>
/// <param name="FashionRatio">Share of fashion, 0 to 100.</param>
/// <param name="Type">Fashion, Basic or Balanced.</param>
/// <param name="RackCapacity">Product slots.</param>
/// <param name="SizeTier">Large, Medium or Small.</param>
/// <param name="UnitsCapacity">Capacity in units, where one is given.</param>
/// <param name="Given">Whether a file gave any of it.</param>
internal sealed record StoreLine(int Store, double Amount, int Products, double FashionRatio, string Type, double RackCapacity, string SizeTier, double? UnitsCapacity, bool Given);

/// <summary>Derives what is told of stores.</summary>
internal static class StoreAttributes
{
    public static StoreLine[] Of(Pairs pairs, FashionShare fashion, GivenFiles given, IReadOnlyDictionary<string, double> capacities)
    {
        var n = pairs.Stores.Length;
        var (amount, units, fashionAmount, fashionUnits, products) = (new double[n], new double[n], new double[n], new double[n], new int[n]);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (store, sold) = (pairs.Store[pair], pairs.TotalSold(pair));
            amount[store] += pairs.Amount[pair];
            units[store] += sold;
            fashionAmount[store] += pairs.FashionAmount?[pair] ?? pairs.Amount[pair] * fashion.OfProduct[pairs.Product[pair]];
            fashionUnits[store] += pairs.FashionUnits?[pair] ?? sold * fashion.OfProduct[pairs.Product[pair]];
            products[store]++;
        }
        return [.. Enumerable.Range(0, n).Select(s =>
        {
            var derived = 100 * (Share(fashionAmount[s], amount[s]) + Share(fashionUnits[s], units[s])) / 2;
            return Line(s, amount[s], products[s], derived, given.Stores.GetValueOrDefault(pairs.Stores[s]), capacities.TryGetValue(pairs.Stores[s], out var capacity) ? capacity : null);
        })];
    }

    private static StoreLine Line(int store, double amount, int products, double fashion, GivenStore? given, double? capacity)
    {
        var ratio = given?.FashionRatio ?? fashion;
        var perProduct = products > 0 ? amount / products : 0;
        var slots = given?.RackCapacity ?? Math.Truncate(2 * products * (perProduct > 1000 ? 1.5 : perProduct > 500 ? 1.2 : 1));
        return new(store, amount, products, ratio, given?.StoreType ?? (ratio >= 65 ? "Fashion" : ratio <= 35 ? "Basic" : "Balanced"), slots,
            given?.SizeTier ?? (slots >= 500 ? "Large" : slots >= 200 ? "Medium" : "Small"), given?.UnitsCapacity ?? capacity, given is not null);
    }

    private static double Share(double part, double whole) => whole > 0 ? Math.Clamp(part / whole, 0, 1) : 0;
}
