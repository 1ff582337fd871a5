using RetailOpt.Core.Numerics;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>Gives accounts a segment, a home store and tastes.</summary>
internal static class AccountMaker
{
    private static readonly string[] Surnames =
        ["Adler", "Baker", "Carver", "Dunne", "Ellis", "Foster", "Grant", "Hale", "Irving", "Jensen", "Keller", "Lane", "Marsh", "Nolan", "Osborne",
         "Porter", "Quinn", "Reed", "Sutton", "Turner", "Usher", "Vance", "Walsh", "Young", "Archer", "Bishop", "Cole", "Dalton", "Frost", "Hayes"];

    public static Account[] Make(SampleOptions options, ulong seed, Product[] products, Store[] stores)
    {
        var reach = new double[stores.Length];
        for (var s = 0; s < stores.Length; s++) reach[s] = stores[s].Size + (s > 0 ? reach[s - 1] : 0);
        return [.. Enumerable.Range(0, options.Accounts).Select(i => Of(options, seed, i, products, reach))];
    }

    private static Account Of(SampleOptions options, ulong seed, int index, Product[] products, double[] reach)
    {
        var stream = RandomStream.Of(seed, Streams.Account, index);
        var name = $"{(char)('A' + stream.Below(26))}. {Surnames[stream.Below(Surnames.Length)]}";
        var segment = stream.Next() switch { < .2 => Segment.Premium, < .7 => Segment.Standard, _ => Segment.Basic };
        var home = Array.BinarySearch(reach, stream.Next() * reach[^1]);
        var (visits, appetite) = segment switch { Segment.Premium => (1.1, 1.25), Segment.Standard => (.9, 1.0), _ => (.65, .8) };
        // One account in ten joins during the period and one in ten leaves, so recency means something.
        var from = stream.Next() < .1 ? stream.Below(options.Weeks) : 0;
        var to = stream.Next() < .1 ? stream.Below(options.Weeks) + 1 : options.Weeks;
        return new Account($"A{index + 1:D5}", name, segment, home < 0 ? Math.Min(~home, reach.Length - 1) : home,
            visits * stream.LogNormal(.35), appetite * stream.LogNormal(.2), from, to, Tastes(ref stream, segment, products));
    }

    private static float[] Tastes(ref RandomStream stream, Segment segment, Product[] products)
    {
        var categories = new double[Groceries.Categories.Length];
        var favourites = new string[Groceries.Categories.Length];
        for (var c = 0; c < categories.Length; c++)
        {
            categories[c] = stream.LogNormal(.5);
            var shelf = products.Where(p => p.Category == c).ToArray();
            favourites[c] = shelf[stream.Below(shelf.Length)].Brand;
        }
        var taste = new float[products.Length];
        for (var p = 0; p < taste.Length; p++)
        {
            var product = products[p];
            var brand = product.Brand == favourites[product.Category] ? 1.8 : .85;
            taste[p] = (float)(categories[product.Category] * brand * Liking(segment, product.Tier) * stream.LogNormal(.4));
        }
        return taste;
    }

    private static double Liking(Segment segment, Tier tier) => (segment, tier) switch
    {
        (Segment.Premium, Tier.Private) => .6,
        (Segment.Premium, Tier.Premium) => 2.0,
        (Segment.Basic, Tier.Private) => 1.6,
        (Segment.Basic, Tier.Premium) => .35,
        _ => 1,
    };
}
