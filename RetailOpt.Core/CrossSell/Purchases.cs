using RetailOpt.Core.CrossSell.Loading;

namespace RetailOpt.Core.CrossSell;

/// <summary>
/// What was bought in the window, immutable: baskets in the order of their days (then ids), each with its different items ascending.
/// Money is in ten-thousandths of the currency, so that sums are exact whatever the order of the rows.
/// </summary>
internal sealed class Purchases
{
    /// <summary>Ten-thousandths in one unit of the currency.</summary>
    public const double Minor = 10_000;

    private Tuple<int[], int[]>? _postings;

    /// <summary>Keys of the items, ascending.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Names of the items, where they are known.</summary>
    public required IReadOnlyList<string?> ItemNames { get; init; }

    /// <summary>Accounts that bought something, ascending.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Segments of the accounts.</summary>
    public required Segmentation Segments { get; init; }

    /// <summary>Ids of the baskets: their own, or account/day.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    /// <summary>Day of each basket, see <see cref="DateOnly.DayNumber"/>; 0 where sales have no dates.</summary>
    public required int[] Days { get; init; }

    /// <summary>Account of each basket, -1 where it names none.</summary>
    public required int[] AccountOf { get; init; }

    /// <summary>Where each basket begins among the lines, and where the last ends.</summary>
    public required int[] Starts { get; init; }

    /// <summary>Item of each line.</summary>
    public required int[] Lines { get; init; }

    /// <summary>Net value of each line.</summary>
    public required long[] Net { get; init; }

    /// <summary>Discount of each line.</summary>
    public required long[] Discount { get; init; }

    /// <summary>Baskets.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Items of a basket, ascending.</summary>
    public ReadOnlySpan<int> Basket(int basket) => Lines.AsSpan(Starts[basket]..Starts[basket + 1]);

    /// <summary>Net value of a basket.</summary>
    public long NetOf(int basket) => Sum(Net, basket);

    /// <summary>Net value and discount of a basket.</summary>
    public long GrossOf(int basket) => Sum(Net, basket) + Sum(Discount, basket);

    /// <summary>Segment of a basket's account, -1 where it has none.</summary>
    public int SegmentOf(int basket) => AccountOf[basket] < 0 ? -1 : Segments.Of[AccountOf[basket]];

    /// <summary>Baskets with an item, in their order.</summary>
    public ArraySegment<int> BasketsWith(int item)
    {
        var (starts, baskets) = LazyInitializer.EnsureInitialized(ref _postings, Postings);
        return new(baskets, starts[item], starts[item + 1] - starts[item]);
    }

    /// <summary>Memory in bytes, about.</summary>
    public long Bytes => 24L * Lines.Length + 60L * Count + 100L * (Items.Count + Accounts.Count);

    /// <summary>The same with segments as they would have been computed from some of the baskets; given segments stay.</summary>
    public Purchases SeenThen(Func<int, bool> seen) => Segments.Method == SegmentMethod.Given ? this : new()
    {
        Items = Items,
        ItemNames = ItemNames,
        Accounts = Accounts,
        Segments = Segments with { Of = ComputedSegments.Of(Segments.Method, Accounts.Count, AccountOf, Days, NetOf, seen, default) },
        Ids = Ids,
        Days = Days,
        AccountOf = AccountOf,
        Starts = Starts,
        Lines = Lines,
        Net = Net,
        Discount = Discount,
        _postings = LazyInitializer.EnsureInitialized(ref _postings, Postings),
    };

    private Tuple<int[], int[]> Postings()
    {
        var starts = new int[Items.Count + 1];
        foreach (var item in Lines) starts[item + 1]++;
        for (var i = 0; i < Items.Count; i++) starts[i + 1] += starts[i];
        var (baskets, next) = (new int[Lines.Length], starts.AsSpan(0, Items.Count).ToArray());
        for (var b = 0; b < Count; b++)
            foreach (var item in Basket(b)) baskets[next[item]++] = b;
        return Tuple.Create(starts, baskets);
    }

    private long Sum(long[] values, int basket)
    {
        var sum = 0L;
        for (var line = Starts[basket]; line < Starts[basket + 1]; line++) sum += values[line];
        return sum;
    }
}

/// <summary>Segments of accounts.</summary>
/// <param name="Names">Their names, ascending.</param>
/// <param name="Of">Segment of each account of the purchases, -1 where it has none.</param>
/// <param name="Method">How they came about.</param>
/// <param name="Known">Segment of every account that is known, those that bought nothing too.</param>
internal sealed record Segmentation(IReadOnlyList<string> Names, IReadOnlyList<int> Of, SegmentMethod Method, IReadOnlyDictionary<string, int> Known);
