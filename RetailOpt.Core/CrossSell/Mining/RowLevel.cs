namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Baskets that hold the chosen items, with the items beside those, both ways round. Items are numbered anew, in order of their ranks;
/// the first <see cref="Candidates"/> may extend, the others only tell what is not closed or maximal.
/// </summary>
internal sealed class RowLevel
{
    public int[] Starts = [], Items = [], ColumnStarts = [], Columns = [], Ranks = [];

    /// <summary>Items here.</summary>
    public int Count;
    public int Candidates;

    /// <summary>All baskets, with the items that are frequent in them.</summary>
    public static RowLevel Of(BasketSet baskets, int minCount)
    {
        var (starts, ranks, columnStarts, columns) = baskets.Arrays;
        var frequent = baskets.Frequent(minCount);
        return new RowLevel { Starts = starts, Items = ranks, ColumnStarts = columnStarts, Columns = columns, Ranks = [.. Enumerable.Range(0, frequent)], Count = frequent, Candidates = frequent };
    }

    /// <summary>Makes room; what was there is lost.</summary>
    public void Reserve(int rows, int items, int lines)
    {
        Grow(ref Starts, rows + 1);
        Grow(ref Items, lines);
        Grow(ref Columns, lines);
        Grow(ref ColumnStarts, items + 2);
        Grow(ref Ranks, items);
    }

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length) array = new int[Math.Max(length, 2 * array.Length)];
    }
}
