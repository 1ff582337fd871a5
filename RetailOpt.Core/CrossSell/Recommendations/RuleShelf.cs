namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Books of rules, prepared once: all rules of each segment as mined, and those that its strategy last took, in its order.</summary>
internal sealed class RuleShelf(IReadOnlyList<RuleBook> books, int items)
{
    private readonly RuleIndex?[] _all = new RuleIndex?[books.Count];
    private readonly Kept?[] _taken = new Kept?[books.Count];

    private sealed record Kept(SegmentStrategy Strategy, double FallBack, RuleIndex Index);

    /// <summary>All rules of a segment, else of everybody.</summary>
    public RuleIndex All(int segment) => LazyInitializer.EnsureInitialized(ref _all[segment + 1], () => new(BookOf(segment).Rules, false, items));

    /// <summary>The rules that a strategy takes, best first.</summary>
    public RuleIndex Taken(int segment, SegmentStrategy strategy, double fallBack, Func<int, double> basketValue)
    {
        if (Volatile.Read(ref _taken[segment + 1]) is { } kept && kept.Strategy == strategy && kept.FallBack == fallBack) return kept.Index;
        var (rules, fell) = BookOf(segment).Take(strategy, fallBack, basketValue);
        var index = new RuleIndex(rules, fell, items);
        Volatile.Write(ref _taken[segment + 1], new(strategy, fallBack, index));
        return index;
    }

    private RuleBook BookOf(int segment) => books[segment + 1] is { Rules.Count: > 0 } own ? own : books[0];
}
