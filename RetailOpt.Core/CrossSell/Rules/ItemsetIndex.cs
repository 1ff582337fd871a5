using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>Finds itemsets by their items. An itemset's hash is the sum of its items', so that the hash of a part is had by subtracting.</summary>
internal sealed class ItemsetIndex
{
    private readonly ItemsetList _list;
    private readonly int[] _slots;
    private readonly ulong[] _hashes;

    /// <param name="list">All frequent itemsets.</param>
    /// <param name="items">Different items.</param>
    public ItemsetIndex(ItemsetList list, int items)
    {
        _list = list;
        _hashes = new ulong[items];
        for (var rank = 0; rank < items; rank++) _hashes[rank] = Hashing.Mix((ulong)rank + 1);
        _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, 2L * list.Count))];
        for (var i = 0; i < list.Count; i++)
        {
            var slot = Slot(Hash(list[i]));
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = i + 1;
        }
    }

    /// <summary>The hash of a set of ranks.</summary>
    public ulong Hash(ReadOnlySpan<int> ranks)
    {
        var hash = 0UL;
        foreach (var rank in ranks) hash += _hashes[rank];
        return hash;
    }

    /// <summary>The place of an itemset without one of its items.</summary>
    /// <param name="ranks">The itemset.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="without">Which of its items, by place, is left out.</param>
    /// <exception cref="ArgumentException">The list does not hold it: it is not all frequent itemsets.</exception>
    public int Without(ReadOnlySpan<int> ranks, ulong hash, int without)
    {
        for (var slot = Slot(hash - _hashes[ranks[without]]); _slots[slot] is > 0 and var entry; slot = (slot + 1) & (_slots.Length - 1))
        {
            var found = _list[entry - 1];
            if (found.Length == ranks.Length - 1 && found[..without].SequenceEqual(ranks[..without]) && found[without..].SequenceEqual(ranks[(without + 1)..])) return entry - 1;
        }
        throw new ArgumentException("Rules need all frequent itemsets up to a size; a part of one is missing.", nameof(ranks));
    }

    private int Slot(ulong hash) => (int)(Hashing.Mix(hash) >> 32) & (_slots.Length - 1);
}
