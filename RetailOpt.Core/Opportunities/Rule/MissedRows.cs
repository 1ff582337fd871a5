using System.Numerics;

namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>
/// What each store of a cluster misses, in the order of the output. The top performers are put into that order once; each store then is a row of
/// bits over them, made for a block of stores at a time, so that memory is bounded however much is missing.
/// </summary>
internal sealed class MissedRows
{
    /// <summary>Bytes of the bits held at once, about.</summary>
    private const long BlockBytes = 64 << 20;

    private readonly Findings _found;
    private readonly TopPerformer[] _offered;
    private readonly int _words, _blockStores;
    private readonly Lock _gate = new();
    private (int Number, ulong[] Bits) _block = (-1, []);

    public MissedRows(Findings found, int[] productRank)
    {
        _found = found;
        var offered = new List<TopPerformer>();
        for (var g = 0; g < found.Groups.Length; g++)
            if (found.Groups[g].Opportunities > 0) offered.AddRange(found.Top(g).Where(t => t.Allowed && found.Missing(t) > 0));
        offered.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Entry == b.Entry ? 0 : Compare(productRank, found.Shelf.Items[a.Entry], found.Shelf.Items[b.Entry]));
        _offered = [.. offered];
        _words = (_offered.Length + 63) / 64;
        _blockStores = (int)Math.Clamp(BlockBytes / 8 / Math.Max(1, _words), 1, Math.Max(1, found.Stores.Length));
    }

    /// <summary>The top performers that the store at a place of the cluster misses: the best score first, then by product, then by category.</summary>
    public IEnumerable<TopPerformer> Of(int place)
    {
        var bits = Block(place / _blockStores);
        for (var w = 0; w < _words; w++)
            for (var word = bits[place % _blockStores * _words + w]; word != 0; word &= word - 1)
                yield return _offered[64 * w + BitOperations.TrailingZeroCount(word)];
    }

    private static int Compare(int[] productRank, int a, int b) => productRank[a] != productRank[b] ? productRank[a].CompareTo(productRank[b]) : a.CompareTo(b);

    private ulong[] Block(int number)
    {
        lock (_gate)
        {
            if (_block.Number != number) _block = (number, Bits(number * _blockStores, Math.Min((number + 1) * _blockStores, _found.Stores.Length)));
            return _block.Bits;
        }
    }

    private ulong[] Bits(int from, int to)
    {
        var bits = new ulong[(to - from) * (long)_words];
        for (var t = 0; t < _offered.Length; t++)
        {
            var top = _offered[t];
            var (word, bit) = (t / 64 - (long)from * _words, 1UL << (t % 64));
            var missing = _found.Shelf.ListsMissing(top.Entry, top.Stores);
            if (!missing) foreach (var store in Within(_found.Shelf.MembersOf(top.Group), from, to)) bits[word + store * (long)_words] |= bit;
            foreach (var store in Within(_found.Shelf.ListOf(top.Entry), from, to)) bits[word + store * (long)_words] ^= bit;
        }
        return bits;
    }

    /// <summary>The part of an ascending list that lies in a range.</summary>
    private static ReadOnlySpan<int> Within(ReadOnlySpan<int> ascending, int from, int to) => ascending[First(ascending, from)..First(ascending, to)];

    private static int First(ReadOnlySpan<int> ascending, int value)
    {
        var at = ascending.BinarySearch(value);
        return at < 0 ? ~at : at;
    }
}
