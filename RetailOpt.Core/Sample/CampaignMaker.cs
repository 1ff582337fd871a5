using RetailOpt.Core.Numerics;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>Two campaigns of each type, spread over the period; the last two still run on the last day.</summary>
internal static class CampaignMaker
{
    private const int Weeks = 4;

    private static readonly (string Type, string Name, double Discount, double Uplift, Segment? Target)[] Kinds =
    [
        ("seasonal_promotion", "Season opening", .15, 1.5, null),
        ("customer_retention", "Thank you", .20, 1.7, Segment.Premium),
        ("general", "Weekend basket", .10, 1.2, Segment.Standard),
        ("inventory_clearance", "Last chance", .30, 1.3, Segment.Basic),
        ("new_product_launch", "First taste", .15, 2.0, Segment.Premium),
    ];

    public static Campaign[] Make(SampleOptions options, ulong seed, Product[] products, Account[] accounts)
    {
        var count = Math.Min(2 * Kinds.Length, options.Weeks / 2);
        return [.. Enumerable.Range(0, count).Select(i => Of(options, seed, i, count, products, accounts))];
    }

    private static Campaign Of(SampleOptions options, ulong seed, int index, int count, Product[] products, Account[] accounts)
    {
        var stream = RandomStream.Of(seed, Streams.Campaign, index);
        var (type, name, discount, uplift, target) = Kinds[index % Kinds.Length];
        var category = (index * 5 + 3) % Groceries.Categories.Length;
        var firstWeek = index >= count - 2 ? options.Weeks - 1 - (count - index) : (options.Weeks - 6) * index / (count - 2);
        var reached = Sample(ref stream, Enumerable.Range(0, accounts.Length).Where(a => target is null || accounts[a].Segment == target), .55);
        var offered = Sample(ref stream, Enumerable.Range(0, products.Length).Where(p => products[p].Category == category), .25);
        var budget = 100 * (500 + 250 * stream.Below(10));
        return new Campaign($"K{index + 1:D2}", $"{name}: {Groceries.Categories[category]}", type, category, firstWeek * 7, (firstWeek + Weeks) * 7 - 1,
            target, discount, uplift, budget, (int)(budget * stream.Between(.7, 1.05)), reached, offered);
    }

    private static int[] Sample(ref RandomStream stream, IEnumerable<int> from, double share)
    {
        var items = from.ToArray();
        stream.Shuffle(items.AsSpan());
        return [.. items.Take(Math.Max(1, (int)(items.Length * share))).Order()];
    }
}
