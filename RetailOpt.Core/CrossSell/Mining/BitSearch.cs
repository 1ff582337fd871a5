using System.Numerics;
using System.Runtime.CompilerServices;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Depth-first search over bits (Eclat): the support of a set is the number of bits that its items share. The bits are over the baskets of the set above,
/// drawn together as those become fewer, so that deep down one word an item suffices.
/// </summary>
internal sealed class BitSearch(MiningRun run, ItemPath path, ItemsetOutput output)
{
    // nodes between two looks at whether to go on; items of a level that a probe searches whole
    private const int Often = 1023, Small = 28;
    private readonly int _minCount = run.Options.MinCount, _maxSize = run.Options.MaxSize;
    private readonly ItemsetKind _kind = run.Options.Kind;
    private readonly List<BitLevel> _levels = [new()];
    private int _ticks;

    /// <summary>The level to fill before <see cref="Search()"/>.</summary>
    public BitLevel First => _levels[0];

    /// <summary>Finds all below the path with the items of the first level.</summary>
    public void Search() => Search(0);

    /// <summary>An unbiased estimate of how many <see cref="Search()"/> would find: one way down at random, weighed by how unlikely it was; what is small is searched.</summary>
    public double Probe(ref RandomStream random) => Probe(0, ref random);

    private double Probe(int depth, ref RandomStream random)
    {
        var level = _levels[depth];
        if (level.Count <= Small)
        {
            output.Forget(); // a difference of sums would lose what is small beside what other probes found
            Search(depth);
            return output.Found;
        }
        if (_levels.Count == depth + 1) _levels.Add(new BitLevel());
        var next = _levels[depth + 1];
        if (!level.Weighed) Weigh(level);
        var (item, likely) = level.Pick(random.Next());
        var perfect = path.Perfect;
        path.Push(level.Items[item]);
        var more = path.Size < _maxSize && Extend(level, item, next) && next.Count > 0;
        var found = Families.Count(path.Perfect, _maxSize - path.Size) + (more ? Probe(depth + 1, ref random) : 0);
        path.Pop(perfect);
        return found / likely;
    }

    /// <summary>Makes an item the likelier to be picked, the more pairs it can still form and the more perfect extensions it has: so much is about below it. The square spread least on real baskets.</summary>
    private void Weigh(BitLevel level)
    {
        level.ReserveWeights();
        for (var item = 0; item < level.Count; item++)
        {
            var (beside, perfect) = (0, 0);
            for (var other = item + 1; other < level.Count; other++)
            {
                var both = Shared(level, item, other);
                if (both == level.Supports[item]) perfect++;
                else if (both >= _minCount) beside++;
            }
            level.Weights[item] = Math.ScaleB((1.0 + beside) * (1.0 + beside), Math.Min(perfect, 500));
        }
    }

    private void Search(int depth)
    {
        if (_levels.Count == depth + 1) _levels.Add(new BitLevel());
        var (level, next) = (_levels[depth], _levels[depth + 1]);
        for (var item = level.Excluded; item < level.Count; item++)
        {
            if ((++_ticks & Often) == 0) run.Continue();
            var perfect = path.Perfect;
            path.Push(level.Items[item]);
            if (_kind == ItemsetKind.All && path.Size == _maxSize) Last(level, item);
            else if (Extend(level, item, next)) Found(depth, level.Supports[item], next);
            path.Pop(perfect);
        }
    }

    private void Found(int depth, int support, BitLevel next)
    {
        var candidates = next.Count - next.Excluded;
        if (NodeRules.Emit(run, path, output, support, candidates, next.Excluded)) Search(depth + 1);
    }

    /// <summary>An itemset of the greatest size: nothing below it is wanted, only whether there is something.</summary>
    private void Last(BitLevel level, int item)
    {
        output.AddFamily(path, level.Supports[item]);
        if (run.SizeCapHit) return;
        var more = path.Perfect > 0;
        for (var other = item + 1; other < level.Count && !more; other++) more = Shared(level, item, other) >= _minCount;
        if (more) run.NoteSizeCap();
    }

    /// <summary>Fills the next level with what is frequent beside the item; false where an excluded item is in all its baskets, so that nothing below is closed.</summary>
    private bool Extend(BitLevel level, int item, BitLevel next)
    {
        next.Count = next.Excluded = 0;
        next.Weighed = false;
        var words = (level.Supports[item] + 63) >> 6;
        var pack = BitPacking.IsSupported && 2 * words <= level.Words;
        next.Reserve(level.Count, pack ? words : level.Words);
        if (_kind != ItemsetKind.All)
        {
            if (!(level.Words == 1 ? ExtendWord(level, item, next, 0, item) : ExtendWords(level, item, next, 0, item, pack))) return false;
            next.Excluded = next.Count;
        }
        return level.Words == 1 ? ExtendWord(level, item, next, item + 1, level.Count) : ExtendWords(level, item, next, item + 1, level.Count, pack);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ExtendWord(BitLevel level, int item, BitLevel next, int from, int to)
    {
        var (mask, support, minCount, count) = (level.Bits[item], level.Supports[item], _minCount, next.Count);
        ReadOnlySpan<ulong> bits = level.Bits.AsSpan(0, to);
        var (items, nextBits, nextItems, nextSupports) = (level.Items, next.Bits, next.Items, next.Supports);
        for (var other = from; other < bits.Length; other++)
        {
            var shared = bits[other] & mask;
            var both = BitOperations.PopCount(shared);
            if (both == support)
            {
                if (other < item) return false;
                path.AddPerfect(items[other]);
                continue;
            }
            // written in any case: whether it counts is not worth a guess of the processor
            nextBits[count] = shared;
            nextItems[count] = items[other];
            nextSupports[count] = both;
            count += both >= minCount ? 1 : 0;
        }
        next.Count = count;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool ExtendWords(BitLevel level, int item, BitLevel next, int from, int to, bool pack)
    {
        var (words, support) = (level.Words, level.Supports[item]);
        var mask = level.Bits.AsSpan(item * words, words);
        var packing = new BitPacking(mask);
        for (var other = from; other < to; other++)
        {
            var bits = level.Bits.AsSpan(other * words, words);
            var both = Shared(mask, bits);
            if (both < _minCount) continue;
            if (both == support)
            {
                if (other < item) return false;
                path.AddPerfect(level.Items[other]);
                continue;
            }
            var target = next.Bits.AsSpan(next.Count * next.Words, next.Words);
            if (pack) packing.Pack(bits, target);
            else And(mask, bits, target);
            next.Items[next.Count] = level.Items[other];
            next.Supports[next.Count++] = both;
        }
        return true;
    }

    private static int Shared(BitLevel level, int one, int other) =>
        Shared(level.Bits.AsSpan(one * level.Words, level.Words), level.Bits.AsSpan(other * level.Words, level.Words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Shared(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        int x = 0, y = 0, w = 0;
        for (; w + 1 < a.Length && w + 1 < b.Length; w += 2)
        {
            x += BitOperations.PopCount(a[w] & b[w]);
            y += BitOperations.PopCount(a[w + 1] & b[w + 1]);
        }
        return w < a.Length ? x + y + BitOperations.PopCount(a[w] & b[w]) : x + y;
    }

    private static void And(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> target)
    {
        for (var w = 0; w < target.Length; w++) target[w] = a[w] & b[w];
    }
}
