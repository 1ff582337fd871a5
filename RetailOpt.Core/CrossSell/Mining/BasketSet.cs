namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Baskets of items, immutable, both ways round: the items of each basket, the baskets of each item.
/// An item is a rank: 0 is the item in most baskets (equal ones by id), so that the items frequent at any minimum count are the first, and every basket begins with its frequent items.
/// </summary>
public sealed class BasketSet
{
    private readonly int[] _starts, _ranks, _columnStarts, _columns, _ids;

    private BasketSet(int[] starts, int[] ranks, int[] columnStarts, int[] columns, int[] ids, long repeated) =>
        (_starts, _ranks, _columnStarts, _columns, _ids, Repeated) = (starts, ranks, columnStarts, columns, ids, repeated);

    /// <summary>Baskets, empty ones included.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Different items: ranks 0 to Items - 1.</summary>
    public int Items => _ids.Length;

    /// <summary>Pairs of basket and item.</summary>
    public int Lines => _ranks.Length;

    /// <summary>Lines left out because the item was in the basket already.</summary>
    public long Repeated { get; }

    /// <summary>The ranks in a basket, ascending.</summary>
    public ReadOnlySpan<int> Basket(int basket) => _ranks.AsSpan(_starts[basket].._starts[basket + 1]);

    /// <summary>The baskets with an item, ascending.</summary>
    public ReadOnlySpan<int> BasketsOf(int rank) => _columns.AsSpan(_columnStarts[rank].._columnStarts[rank + 1]);

    /// <summary>In how many baskets an item is.</summary>
    public int Support(int rank) => _columnStarts[rank + 1] - _columnStarts[rank];

    /// <summary>The id by which the caller gave the item.</summary>
    public int Id(int rank) => _ids[rank];

    /// <summary>How many items are in at least so many baskets: exactly the ranks below it.</summary>
    public int Frequent(int minCount)
    {
        var (low, high) = (0, Items);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Support(middle) >= minCount) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>Baskets from ids in any order, repeated ones counted once.</summary>
    /// <param name="starts">Where each basket begins in <paramref name="items"/>, and where the last ends.</param>
    /// <param name="items">Ids, 0 to <paramref name="itemCount"/> - 1.</param>
    /// <param name="itemCount">Different ids; one in no basket is left out.</param>
    public static BasketSet Of(int[] starts, ReadOnlySpan<int> items, int itemCount)
    {
        var supports = Supports(starts, items, itemCount);
        var ids = Ranked(supports);
        var rankOf = new int[itemCount];
        var columnStarts = new int[ids.Length + 1];
        for (var rank = 0; rank < ids.Length; rank++)
        {
            rankOf[ids[rank]] = rank;
            columnStarts[rank + 1] = columnStarts[rank] + supports[ids[rank]];
        }
        var columns = Columns(starts, items, rankOf, columnStarts, out var sizes);
        var rows = Rows(columnStarts, columns, sizes);
        return new BasketSet(sizes, rows, columnStarts, columns, ids, items.Length - rows.Length);
    }

    private static int[] Supports(int[] starts, ReadOnlySpan<int> items, int itemCount)
    {
        var supports = new int[itemCount];
        var lastIn = new int[itemCount];
        for (var basket = 0; basket < starts.Length - 1; basket++)
            foreach (var item in items[starts[basket]..starts[basket + 1]])
            {
                if (lastIn[item] == basket + 1) continue;
                lastIn[item] = basket + 1;
                supports[item]++;
            }
        return supports;
    }

    /// <summary>Ids by falling support, equal ones by id; those of no basket are left out.</summary>
    private static int[] Ranked(int[] supports)
    {
        var keys = new long[supports.Count(s => s > 0)];
        for (int id = 0, k = 0; id < supports.Length; id++)
            if (supports[id] > 0) keys[k++] = ((long)(int.MaxValue - supports[id]) << 32) | (uint)id;
        Array.Sort(keys);
        return Array.ConvertAll(keys, k => (int)k);
    }

    /// <summary>The baskets of each rank; the number of different items of each basket comes out one place to the right.</summary>
    private static int[] Columns(int[] starts, ReadOnlySpan<int> items, int[] rankOf, int[] columnStarts, out int[] sizes)
    {
        var columns = new int[columnStarts[^1]];
        var next = columnStarts.AsSpan(0, columnStarts.Length - 1).ToArray();
        sizes = new int[starts.Length];
        for (var basket = 0; basket < starts.Length - 1; basket++)
            foreach (var item in items[starts[basket]..starts[basket + 1]])
            {
                var rank = rankOf[item];
                var at = next[rank];
                // a repeated item is the last basket of its own column
                if (at > columnStarts[rank] && columns[at - 1] == basket) continue;
                columns[at] = basket;
                next[rank] = at + 1;
                sizes[basket + 1]++;
            }
        return columns;
    }

    /// <summary>Transposes back, which sorts every basket; sizes become starts.</summary>
    private static int[] Rows(int[] columnStarts, int[] columns, int[] sizes)
    {
        for (var basket = 1; basket < sizes.Length; basket++) sizes[basket] += sizes[basket - 1];
        var next = sizes.AsSpan(0, sizes.Length - 1).ToArray();
        var rows = new int[columns.Length];
        for (var rank = 0; rank < columnStarts.Length - 1; rank++)
            foreach (var basket in columns.AsSpan(columnStarts[rank]..columnStarts[rank + 1])) rows[next[basket]++] = rank;
        return rows;
    }

    /// <summary>The rows as the miner walks them.</summary>
    internal (int[] Starts, int[] Ranks, int[] ColumnStarts, int[] Columns) Arrays => (_starts, _ranks, _columnStarts, _columns);
}
