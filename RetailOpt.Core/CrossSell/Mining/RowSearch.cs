using System.Numerics;
using System.Runtime.CompilerServices;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Search over rows: what occurs beside an item is counted by walking the baskets with it (occurrence delivery), which costs what is there and not what could be.
/// As soon as the baskets are few or dense, the search goes on over bits.
/// </summary>
internal sealed class RowSearch
{
    private readonly MiningRun _run;
    private readonly ItemPath _path;
    private readonly ItemsetOutput _output;
    private readonly BitSearch _bits;
    private readonly List<RowLevel> _levels;
    private readonly int _minCount, _maxSize;
    private readonly bool _all;
    // by item of the level: how often it was met; its place in the next level, from 1; all zero between two uses
    private readonly int[] _counts, _places;
    // the frequent items beside the one looked at, in order of ranks, and how often each is
    private readonly int[] _beside, _both;
    private readonly long[] _order;

    public RowSearch(MiningRun run, RowLevel top, ItemsetOutput output)
    {
        (_run, _output, _levels) = (run, output, [top]);
        (_minCount, _maxSize, _all) = (run.Options.MinCount, run.Options.MaxSize, run.Options.Kind == ItemsetKind.All);
        (_counts, _places, _beside, _both, _order) = (new int[top.Count], new int[top.Count], new int[top.Count], new int[top.Count], new long[top.Count]);
        _path = new ItemPath(top.Count);
        _bits = new BitSearch(run, _path, output);
    }

    /// <summary>Finds every itemset of which this item is the rarest.</summary>
    public void SearchFrom(int rank) => Visit(0, rank);

    /// <summary>Unbiased estimates of how many itemsets <see cref="SearchFrom"/> would find, one for each place.</summary>
    public void Probe(int rank, Span<double> estimates, RandomStream random)
    {
        var level = _levels[0];
        var support = level.ColumnStarts[rank + 1] - level.ColumnStarts[rank];
        _run.Continue();
        _path.Push(rank);
        var count = _maxSize == 1 ? 0 : Beside(level, rank, support);
        estimates.Fill(Families.Count(_path.Perfect, _maxSize - 1));
        if (count > 0)
        {
            // as many bits as there are lines at most: an item has no more others before it than its place, and they are in more baskets
            LayBits(level, rank, support, count, count);
            foreach (ref var estimate in estimates) estimate += _bits.Probe(ref random);
        }
        _path.Pop(0);
    }

    private void Visit(int depth, int item)
    {
        _run.Continue();
        var level = _levels[depth];
        var support = level.ColumnStarts[item + 1] - level.ColumnStarts[item];
        var perfect = _path.Perfect;
        _path.Push(level.Ranks[item]);
        if (_all && _path.Size == _maxSize) Last(level, item, support);
        else if (Beside(level, item, support) is >= 0 and var count) Found(depth, item, support, count);
        _path.Pop(perfect);
    }

    private void Last(RowLevel level, int item, int support)
    {
        _output.AddFamily(_path, support);
        if (_run.SizeCapHit) return;
        if (Beside(level, item, support) > 0 || _path.Perfect > 0) _run.NoteSizeCap();
    }

    private void Found(int depth, int item, int support, int count)
    {
        var level = _levels[depth];
        var candidates = count;
        while (candidates > 0 && _beside[candidates - 1] > item) candidates--;
        if (!NodeRules.Emit(_run, _path, _output, support, candidates, count - candidates)) return;
        var lines = 0L;
        for (var i = 0; i < count; i++) lines += _both[i];
        if (BitsPay(support, count, lines))
        {
            LayBits(level, item, support, count, candidates);
            _bits.Search();
        }
        else SearchRows(depth, item, support, count, candidates, (int)lines);
    }

    /// <summary>Whether ANDing bits of all pairs costs less than walking rows once more: both in about nanoseconds.</summary>
    private static bool BitsPay(int support, int count, long lines)
    {
        var words = (support + 63) / 64;
        var bits = .5 * count * count * (1 + words / 4.0);
        var rows = .75 * lines * lines / support + 2.0 * lines + 50.0 * count;
        return bits <= 2 * rows;
    }

    /// <summary>Lists the frequent items beside an item, with how often they are; -1 where an excluded one is in all its baskets.</summary>
    private int Beside(RowLevel level, int item, int support)
    {
        var limit = _all ? item : level.Count;
        Count(level, item, limit);
        var counts = _counts.AsSpan(0, limit);
        var (found, covered) = (0, false);
        for (var other = NextFrequent(counts, 0); other < limit; other = NextFrequent(counts, other + 1))
        {
            var both = counts[other];
            if (both < support)
            {
                _both[found] = both;
                _beside[found++] = other;
            }
            else if (other < item) _path.AddPerfect(level.Ranks[other]);
            else covered = true;
        }
        counts.Clear();
        return covered ? -1 : found;
    }

    /// <summary>The first place from one on with a frequent item, or the end: most are not, so many are looked at together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int NextFrequent(ReadOnlySpan<int> counts, int from)
    {
        var least = new Vector<int>(_minCount);
        while (from + Vector<int>.Count <= counts.Length && !Vector.GreaterThanOrEqualAny(new Vector<int>(counts.Slice(from, Vector<int>.Count)), least)) from += Vector<int>.Count;
        while (from < counts.Length && counts[from] < _minCount) from++;
        return from;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(RowLevel level, int item, int limit)
    {
        var (counts, items, starts) = (_counts, level.Items, level.Starts);
        foreach (var row in level.Columns.AsSpan(level.ColumnStarts[item]..level.ColumnStarts[item + 1]))
            foreach (var other in items.AsSpan(starts[row]..starts[row + 1]))
            {
                if (other >= limit) break;
                counts[other]++;
            }
        if (limit > item) counts[item] = 0;
    }

    private void SearchRows(int depth, int item, int support, int count, int candidates, int lines)
    {
        if (_levels.Count == depth + 1) _levels.Add(new RowLevel());
        var (level, next) = (_levels[depth], _levels[depth + 1]);
        next.Reserve(support, count, lines);
        (next.Count, next.Candidates) = (count, candidates);
        next.ColumnStarts[0] = next.ColumnStarts[1] = 0;
        for (var i = 0; i < count; i++)
        {
            _places[_beside[i]] = i + 1;
            next.Ranks[i] = level.Ranks[_beside[i]];
            next.ColumnStarts[i + 2] = next.ColumnStarts[i + 1] + _both[i];
        }
        FillRows(level, item, next);
        for (var i = 0; i < count; i++) _places[_beside[i]] = 0;
        for (var i = 0; i < candidates; i++) Visit(depth + 1, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillRows(RowLevel level, int item, RowLevel next)
    {
        var (places, items, starts) = (_places, level.Items, level.Starts);
        var (limit, at, row) = (_all ? item : level.Count, 0, 0);
        // the start of the column to the right moves until each stands where its own column begins
        foreach (var from in level.Columns.AsSpan(level.ColumnStarts[item]..level.ColumnStarts[item + 1]))
        {
            next.Starts[row] = at;
            foreach (var other in items.AsSpan(starts[from]..starts[from + 1]))
            {
                if (other >= limit) break;
                var place = places[other];
                if (place == 0) continue;
                next.Items[at++] = place - 1;
                next.Columns[next.ColumnStarts[place]++] = row;
            }
            row++;
        }
        next.Starts[row] = at;
    }

    /// <summary>Fills the first level of the search over bits.</summary>
    private void LayBits(RowLevel level, int item, int support, int count, int candidates)
    {
        var first = _bits.First;
        first.Reserve(count, (support + 63) >> 6);
        (first.Count, first.Excluded, first.Weighed) = (count, count - candidates, false);
        // the rarest first: it has the most others beside it, and few baskets to look at
        for (var i = 0; i < candidates; i++) _order[i] = ((long)_both[i] << 32) | (uint)i;
        _order.AsSpan(0, candidates).Sort();
        for (var i = 0; i < count; i++)
        {
            var from = i < first.Excluded ? candidates + i : (int)_order[i - first.Excluded];
            _places[_beside[from]] = i + 1;
            first.Items[i] = level.Ranks[_beside[from]];
            first.Supports[i] = _both[from];
        }
        first.Bits.AsSpan(0, count * first.Words).Clear();
        FillBits(level, item, first);
        for (var i = 0; i < count; i++) _places[_beside[i]] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillBits(RowLevel level, int item, BitLevel next)
    {
        var (places, items, starts, bits, words) = (_places, level.Items, level.Starts, next.Bits, next.Words);
        var (limit, row) = (_all ? item : level.Count, 0);
        foreach (var from in level.Columns.AsSpan(level.ColumnStarts[item]..level.ColumnStarts[item + 1]))
        {
            var (word, bit) = (row >> 6, 1UL << row);
            foreach (var other in items.AsSpan(starts[from]..starts[from + 1]))
            {
                if (other >= limit) break;
                var place = places[other];
                if (place > 0) bits[(place - 1) * words + word] |= bit;
            }
            row++;
        }
    }
}
