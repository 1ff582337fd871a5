using RetailOpt.Core.Numerics;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>Deals products over the shelves: each a kind in a brand and a size.</summary>
internal static class ProductMaker
{
    private const int NationalPerCategory = 3;

    public static Product[] Make(SampleOptions options, ulong seed)
    {
        var made = new List<Product>(options.Products);
        var shelves = Groceries.Shelves;
        for (var s = 0; s < shelves.Length; s++)
        {
            var count = options.Products / shelves.Length + (s < options.Products % shelves.Length ? 1 : 0);
            made.AddRange(OnShelf(seed, s, count, made.Count));
        }
        return [.. made];
    }

    private static IEnumerable<Product> OnShelf(ulong seed, int index, int count, int first)
    {
        var shelf = Groceries.Shelves[index];
        var category = Array.IndexOf(Groceries.Categories, shelf.Category);
        var stream = RandomStream.Of(seed, Streams.Shelf, index);
        var popular = stream.LogNormal(.35);
        var offers = (from kind in shelf.Kinds from brand in Brands(category) from size in Enumerable.Range(0, shelf.Sizes.Length) select (kind, brand, size)).ToArray();
        stream.Shuffle(offers.AsSpan());
        foreach (var (offer, i) in offers.Take(count).Select((o, i) => (o, i)))
            yield return Of(seed, shelf, category, offer, first + i, popular);
    }

    private static Product Of(ulong seed, Shelf shelf, int category, (string Kind, string Brand, int Size) offer, int index, double popular)
    {
        var stream = RandomStream.Of(seed, Streams.Product, index);
        var tier = offer.Brand == Groceries.PrivateLabel ? Tier.Private : Groceries.PremiumBrands.Contains(offer.Brand) ? Tier.Premium : Tier.National;
        var (price, liking) = tier switch { Tier.Private => (.78, 1.1), Tier.Premium => (1.42, .6), _ => (1.0, 1.0) };
        var list = Ending9(shelf.Price * price * (offer.Size == 0 ? 1 : 1.75) * stream.LogNormal(.08));
        var popularity = popular * liking * stream.LogNormal(.85) * Math.Sqrt(250.0 / list);
        var name = tier == Tier.Private ? $"{offer.Kind} {shelf.Sizes[offer.Size]}" : $"{offer.Brand} {offer.Kind} {shelf.Sizes[offer.Size]}";
        return new Product($"P{index + 1:D4}", name, shelf, category, offer.Brand, tier, shelf.Sizes[offer.Size], list, popularity, stream.Between(1.05, 1.5));
    }

    private static IEnumerable<string> Brands(int category) =>
        Enumerable.Range(0, NationalPerCategory).Select(i => Groceries.NationalBrands[(category * 2 + i) % Groceries.NationalBrands.Length])
            .Append(Groceries.PremiumBrands[category % Groceries.PremiumBrands.Length]).Append(Groceries.PrivateLabel);

    private static int Ending9(double price) => Math.Max(59, (int)Math.Round(price * 10) * 10 - 1);
}
