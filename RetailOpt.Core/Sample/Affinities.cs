namespace RetailOpt.Core.Sample;

/// <summary>
/// A planted affinity: in a basket that holds one of the triggers each target is <paramref name="Strength"/> times as likely
/// as it is overall, and less likely in other baskets, so that the targets' own demand stays what it is.
/// </summary>
/// <param name="Level">product or subcategory.</param>
/// <param name="Trigger">Id or name.</param>
/// <param name="Target">Id or name.</param>
/// <param name="Segment">Only in baskets of this segment; null for all.</param>
/// <param name="Strength">Ratio.</param>
/// <param name="Triggers">Products.</param>
/// <param name="Targets">Products.</param>
internal sealed record Affinity(string Level, string Trigger, string Target, Segment? Segment, double Strength, int[] Triggers, int[] Targets);

internal static class Affinities
{
    /// <summary>Between whole subcategories, and between the leading products of two others. No trigger is ever a target: so each strength is exactly what is planted.</summary>
    private static readonly (string Trigger, string Target, double Strength, Segment? Segment)[] Subcategories =
    [
        ("Pasta & Rice", "Pasta Sauces", 2.4, null), ("Cereals", "Milk", 2.0, null), ("Bread", "Butter & Spreads", 2.1, null),
        ("Coffee", "Biscuits", 1.9, null), ("Tea", "Cakes & Pastries", 2.0, null), ("Wine", "Cheese", 2.6, Segment.Premium),
    ];

    private static readonly (string Trigger, string Target, double Strength, Segment? Segment)[] Leaders =
    [
        ("Beef & Pork", "Rolls & Buns", 5, null), ("Wraps & Flatbreads", "World Foods", 6, null), ("Pizza", "Beer & Cider", 4, null),
        ("Laundry", "Bath & Shower", 4, null), ("Frozen Vegetables", "Poultry", 3.5, null), ("Fresh Fruit", "Yogurt", 3.5, null),
        ("Crisps", "Soft Drinks", 4, Segment.Basic), ("Fish", "Salads", 5, Segment.Premium), ("Oats & Porridge", "Nuts & Dried Fruit", 5, null),
        ("Ready Meals", "Juices", 4, null),
    ];

    public static Affinity[] Make(Product[] products) =>
    [
        .. Subcategories.Select(a => new Affinity("subcategory", a.Trigger, a.Target, a.Segment, a.Strength, [.. On(products, a.Trigger)], [.. On(products, a.Target)])),
        .. Leaders.Select(a => (a, Trigger: Leader(products, a.Trigger), Target: Leader(products, a.Target)))
            .Select(x => new Affinity("product", products[x.Trigger].Id, products[x.Target].Id, x.a.Segment, x.a.Strength, [x.Trigger], [x.Target])),
    ];

    private static IEnumerable<int> On(Product[] products, string shelf) => Enumerable.Range(0, products.Length).Where(p => products[p].Shelf.Name == shelf);

    private static int Leader(Product[] products, string shelf) => On(products, shelf).MaxBy(p => products[p].Popularity);
}
