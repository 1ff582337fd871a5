using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell;

/// <summary>What shares are counted over: the baskets, or what each account bought in all, of everybody or of one segment.</summary>
internal sealed class Transactions
{
    public const string Everybody = "ALL";

    private Transactions(int[] starts, int[] items, int[] sources) => (Starts, Items, Sources) = (starts, items, sources);

    /// <summary>Where each begins among the items, and where the last ends.</summary>
    public int[] Starts { get; }

    /// <summary>Different items of each, ascending.</summary>
    public int[] Items { get; }

    /// <summary>The basket or the account of each.</summary>
    public int[] Sources { get; }

    public int Count => Sources.Length;

    public ReadOnlySpan<int> this[int transaction] => Items.AsSpan(Starts[transaction]..Starts[transaction + 1]);

    /// <summary>Those of a segment, or of everybody (-1), of the baskets that may be seen.</summary>
    public static Transactions Of(Purchases purchases, CountBy by, int segment, Func<int, bool>? seen = null)
    {
        var baskets = Enumerable.Range(0, purchases.Count).Where(b => seen?.Invoke(b) != false && (segment < 0 || purchases.SegmentOf(b) == segment));
        return by == CountBy.Basket ? ByBasket(purchases, baskets) : ByAccount(purchases, baskets);
    }

    private static Transactions ByBasket(Purchases purchases, IEnumerable<int> baskets)
    {
        var (starts, items, sources) = (new List<int> { 0 }, new List<int>(), new List<int>());
        foreach (var basket in baskets)
        {
            items.AddRange(purchases.Basket(basket));
            starts.Add(items.Count);
            sources.Add(basket);
        }
        return new([.. starts], [.. items], [.. sources]);
    }

    private static Transactions ByAccount(Purchases purchases, IEnumerable<int> baskets)
    {
        var byAccount = baskets.Where(b => purchases.AccountOf[b] >= 0).GroupBy(b => purchases.AccountOf[b]).OrderBy(g => g.Key);
        var (starts, items, sources) = (new List<int> { 0 }, new List<int>(), new List<int>());
        foreach (var account in byAccount)
        {
            var bought = new SortedSet<int>();
            foreach (var basket in account)
                foreach (var item in purchases.Basket(basket)) bought.Add(item);
            items.AddRange(bought);
            starts.Add(items.Count);
            sources.Add(account.Key);
        }
        return new([.. starts], [.. items], [.. sources]);
    }

    /// <summary>In how many each item is.</summary>
    public int[] Supports(int items)
    {
        var supports = new int[items];
        foreach (var item in Items) supports[item]++;
        return supports;
    }

    /// <summary>The segment of that name, -1 for everybody (null or ALL).</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static int Segment(Segmentation segments, string? name)
    {
        if (name is null || name.Equals(Everybody, StringComparison.OrdinalIgnoreCase)) return -1;
        for (var s = 0; s < segments.Names.Count; s++)
            if (segments.Names[s].Equals(name, StringComparison.OrdinalIgnoreCase)) return s;
        throw new InputException(segments.Names.Count == 0 ? $"There is no segment '{name}': the accounts have none."
            : $"There is no segment '{name}'; there are {string.Join(", ", segments.Names)}, and {Everybody} for everybody.");
    }
}
