namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>Itemsets one after another: the ranks of each, ascending, and in how many baskets it is.</summary>
public sealed class ItemsetChunk
{
    private int[] _ranks, _ends, _supports;

    internal ItemsetChunk(int itemsets, int ranks) => (_ranks, _ends, _supports) = (new int[ranks], new int[itemsets], new int[itemsets]);

    /// <summary>Itemsets.</summary>
    public int Count { get; private set; }

    /// <summary>Ranks of all of them together.</summary>
    public int Ranks => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>The ranks of an itemset, ascending.</summary>
    public ReadOnlySpan<int> Itemset(int index) => _ranks.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>Baskets with the itemset.</summary>
    public int Support(int index) => _supports[index];

    /// <summary>Room for the ranks of one more itemset, to be filled in any order and put in order by <see cref="Sort"/>.</summary>
    internal Span<int> Add(int size, int support)
    {
        var at = Ranks;
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Math.Max(16, 2 * _ends.Length));
            Array.Resize(ref _supports, _ends.Length);
        }
        if (at + size > _ranks.Length) Array.Resize(ref _ranks, Math.Max(at + size, 2 * _ranks.Length));
        _supports[Count] = support;
        _ends[Count++] = at + size;
        return _ranks.AsSpan(at, size);
    }

    internal void Clear() => Count = 0;

    internal ItemsetChunk Copy()
    {
        var copy = new ItemsetChunk(Count, Ranks);
        for (var i = 0; i < Count; i++) Itemset(i).CopyTo(copy.Add(Itemset(i).Length, _supports[i]));
        return copy;
    }

    /// <summary>Insertion: itemsets are short and mostly in order.</summary>
    internal static void Sort(Span<int> ranks)
    {
        for (var i = 1; i < ranks.Length; i++)
        {
            var rank = ranks[i];
            var at = i;
            for (; at > 0 && ranks[at - 1] > rank; at--) ranks[at] = ranks[at - 1];
            ranks[at] = rank;
        }
    }
}

/// <summary>Takes itemsets as they are found, in an order that does not depend on the number of threads.</summary>
public interface IItemsetSink
{
    /// <summary>Takes some; the chunk is used again after the call. Calls do not overlap.</summary>
    void Take(ItemsetChunk chunk);
}
