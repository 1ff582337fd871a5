namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>Where a search puts what it finds; one for each thread.</summary>
internal abstract class ItemsetOutput(MiningRun run)
{
    /// <summary>Itemsets found between two looks at what all threads have.</summary>
    private const double Between = 1 << 16;

    private double _unsaid;

    /// <summary>Itemsets found so far, families counted by their members.</summary>
    public double Found { get; private set; }

    protected int MaxSize { get; } = run.Options.MaxSize;

    /// <summary>The chosen items with any of the perfect ones, up to the greatest size: each is an itemset of that support.</summary>
    public void AddFamily(ItemPath path, int support)
    {
        Say(Families.Count(path.Perfect, MaxSize - path.Size));
        Family(path, support);
    }

    /// <summary>The chosen items with all the perfect ones.</summary>
    public void AddWhole(ItemPath path, int support)
    {
        Say(1);
        Whole(path, support);
    }

    /// <summary>Counts <see cref="Found"/> from here.</summary>
    public void Forget() => Found = 0;

    /// <summary>A part of the search begins.</summary>
    public virtual void Begin(int part) { }

    /// <summary>The part has ended.</summary>
    public virtual void End() { }

    /// <summary>Tells the run what it has not been told.</summary>
    public void Flush()
    {
        run.Add(_unsaid);
        _unsaid = 0;
    }

    protected abstract void Family(ItemPath path, int support);

    protected abstract void Whole(ItemPath path, int support);

    private void Say(double itemsets)
    {
        Found += itemsets;
        _unsaid += itemsets;
        if (_unsaid >= Between) Flush();
    }
}

/// <summary>Sizes of power sets.</summary>
internal static class Families
{
    /// <summary>Subsets of a set of <paramref name="items"/> with at most <paramref name="most"/> items, the empty one included.</summary>
    public static double Count(int items, int most)
    {
        if (items <= most) return Math.ScaleB(1, items);
        var (count, ways) = (1.0, 1.0);
        for (var k = 1; k <= most; k++) count += ways = ways * (items - k + 1) / k;
        return count;
    }
}

/// <summary>Counts itemsets by size without listing them.</summary>
internal sealed class CountOutput(MiningRun run) : ItemsetOutput(run)
{
    // families by chosen and perfect items; their members are counted at the end
    private long[][] _families = [];

    protected override void Family(ItemPath path, int support) => Cell(path.Size, path.Perfect)++;

    protected override void Whole(ItemPath path, int support) => Cell(path.Size + path.Perfect, 0)++;

    private ref long Cell(int size, int perfect)
    {
        if (size >= _families.Length || perfect >= _families[size].Length) Grow(size, perfect);
        return ref _families[size][perfect];
    }

    private void Grow(int size, int perfect)
    {
        var from = _families.Length;
        if (size >= from) Array.Resize(ref _families, Math.Max(size + 1, 2 * from));
        for (var s = from; s < _families.Length; s++) _families[s] = [];
        if (perfect >= _families[size].Length) Array.Resize(ref _families[size], Math.Max(perfect + 1, 2 * _families[size].Length));
    }

    /// <summary>Adds the itemsets of each size to <paramref name="bySize"/>.</summary>
    public void AddTo(SortedDictionary<int, long> bySize)
    {
        for (var size = 0; size < _families.Length; size++)
            for (var perfect = 0; perfect < _families[size].Length; perfect++)
                if (_families[size][perfect] is > 0 and var families) AddMembers(bySize, size, perfect, families);
    }

    private void AddMembers(SortedDictionary<int, long> bySize, int size, int perfect, long families)
    {
        var ways = (Int128)1;
        for (var k = 0; k <= perfect && size + k <= MaxSize; k++)
        {
            bySize[size + k] = bySize.GetValueOrDefault(size + k) + checked((long)(families * ways));
            ways = ways * (perfect - k) / (k + 1);
        }
    }
}
