using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Prices;
using RetailOpt.Core.Synthesis.Substitution;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>Makes a catalogue of groceries from a seed alone: each subcategory of the shop is a category of the choice model.</summary>
internal static class CatalogueMaker
{
    private const long Shelves = 1, Products = 2;
    private static readonly string[] Varieties = ["", "Organic", "Classic", "Family", "Light"];

    /// <summary>A catalogue.</summary>
    /// <param name="products">Products, at least one a category.</param>
    /// <param name="affinities">Share of the shop's known pairs of categories between which an affinity is planted.</param>
    /// <param name="seed">The catalogue's seed.</param>
    public static Catalogue Make(int products, bool affinities, ulong seed)
    {
        var (shelves, raw, categories) = (Groceries.Shelves, new List<Draft>(), new List<Category>());
        for (var s = 0; s < shelves.Length; s++)
        {
            var count = products / shelves.Length + (s < products % shelves.Length ? 1 : 0);
            if (count == 0) continue;
            var stream = RandomStream.Of(seed, Shelves, s);
            var (level, slope, weight) = (-5 + .5 * stream.Normal(), TruncatedSlope(ref stream), Math.Exp(-1 + stream.Normal()));
            categories.Add(new(shelves[s].Name, level, slope, raw.Count, raw.Count + count));
            raw.AddRange(OnShelf(seed, s, categories.Count - 1, count, Math.Min(weight, 2), ref stream));
        }
        var attributes = AttributeLearner.Learn([.. raw.Select(r => new RawProduct(r.Category, r.Brand, r.Size, r.Price))]);
        return new([.. raw.Select((r, i) => ItemOf(seed, r, i, attributes[i]))], categories, affinities ? Planted(categories) : []);
    }

    private sealed record Draft(int Category, string Shelf, string Name, string Brand, string Size, double Price, double Weight);

    private static List<Draft> OnShelf(ulong seed, int index, int category, int count, double weight, ref RandomStream stream)
    {
        var shelf = Groceries.Shelves[index];
        var brands = Enumerable.Range(0, 3).Select(i => Groceries.NationalBrands[(index * 2 + i) % Groceries.NationalBrands.Length])
            .Append(Groceries.PremiumBrands[index % Groceries.PremiumBrands.Length]).Append(Groceries.PrivateLabel).ToArray();
        var offers = (from variety in Varieties from kind in shelf.Kinds from brand in brands from size in Enumerable.Range(0, shelf.Sizes.Length) select (variety, kind, brand, size)).ToArray();
        if (count > offers.Length) throw new ArgumentOutOfRangeException(nameof(count), $"A shelf has at most {offers.Length} products.");
        var plain = offers.Length / Varieties.Length; // the plain ones first
        stream.Shuffle(offers.AsSpan(0, plain));
        stream.Shuffle(offers.AsSpan(plain));
        var made = new List<Draft>();
        foreach (var (variety, kind, brand, size) in offers.Take(count))
        {
            var own = RandomStream.Of(seed, Products, index, made.Count);
            var dear = brand == Groceries.PrivateLabel ? .78 : Groceries.PremiumBrands.Contains(brand) ? 1.42 : 1;
            var price = Math.Max(59, (int)Math.Round(10 * shelf.Price * dear * (size == 0 ? 1 : 1.75) * own.LogNormal(.08)) * 10 - 1) / 100.0;
            string[] words = [brand == Groceries.PrivateLabel ? "" : brand, variety, kind, shelf.Sizes[size]];
            made.Add(new(category, shelf.Category, string.Join(' ', words.Where(w => w.Length > 0)), brand, shelf.Sizes[size], price, weight));
        }
        return made;
    }

    private static Item ItemOf(ulong seed, Draft draft, int index, ProductAttributes attributes)
    {
        var stream = RandomStream.Of(seed, Products, -1, index);
        return new($"P{index + 1:D5}", draft.Name, draft.Shelf, draft.Brand, draft.Size, draft.Price, draft.Weight * stream.Normal(),
            ModelSettings.Truncated(-3, 1, below: true, ref stream), -2 + ModelSettings.Gumbel(.1, ref stream), Math.Exp(-4 + .05 * stream.Normal()),
            attributes, MadeChains.BaseOf(draft.Price), MadeChains.Promotion);
    }

    /// <summary>TN(.1, .04) on [0, .12].</summary>
    private static double TruncatedSlope(ref RandomStream stream)
    {
        while (true)
            if (.1 + .04 * stream.Normal() is >= 0 and <= .12 and var draw) return draw;
    }

    private static Affinity[] Planted(List<Category> categories)
    {
        int Place(string name) => categories.FindIndex(c => c.Name == name);
        (string, string, double)[] pairs =
        [
            ("Pasta & Rice", "Pasta Sauces", 1.6), ("Bread", "Butter & Spreads", 1.2), ("Milk", "Cereals", 1.3), ("Coffee", "Biscuits", 1), ("Cheese", "Wine", 1.4),
            ("Beef & Pork", "Rolls & Buns", 1.5), ("Wraps & Flatbreads", "World Foods", 2), ("Poultry", "Frozen Vegetables", 1.2), ("Fresh Fruit", "Yogurt", 1), ("Laundry", "Cleaning", 1.4),
        ];
        return [.. pairs.Select(p => (One: Place(p.Item1), Other: Place(p.Item2), p.Item3)).Where(p => p.One >= 0 && p.Other >= 0)
            .Select(p => new Affinity(Math.Min(p.One, p.Other), Math.Max(p.One, p.Other), p.Item3))];
    }
}

/// <summary>Price and promotion chains where there is nothing to learn them from.</summary>
internal static class MadeChains
{
    private static readonly double[] Steps = [.96, 1, 1.03, 1.07];

    /// <summary>Prices near the usual one that hold for months.</summary>
    public static BasePriceChain BaseOf(double price) => new([price * .98, price * 1.015, price * 1.05], [.. Steps.Select(s => new[] { Math.Round(price * s, 2) })],
        [[.97, .03, 0, 0], [.01, .97, .02, 0], [0, .03, .95, .02], [0, 0, .06, .94]], [.2, .5, .2, .1]);

    /// <summary>About a week in five with a promotion.</summary>
    public static PromotionChain Promotion { get; } = new([[.90, .05, .03, .02], [.55, .35, .07, .03], [.60, .08, .30, .02], [.65, .05, .05, .25]],
        [[0], [.05, .08, .10, .12], [.15, .20, .25], [.30, .35, .40, .50]], [0, .15, .35, .60], [0, .20, .35, .60], [.845, .076, .055, .024]);
}
