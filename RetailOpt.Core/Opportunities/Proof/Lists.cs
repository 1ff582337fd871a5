namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>How many items of a store's lists are right: those of the rule, as many by popularity, and as many at random.</summary>
/// <param name="Listed">Length of the store's list, the same for each.</param>
/// <param name="Right">Items that a perfect list would hold.</param>
/// <param name="Rule">Right items of the rule's list.</param>
/// <param name="Popular">Right items of the list by popularity.</param>
/// <param name="Chance">Right items of a random list, on average.</param>
internal readonly record struct ListScore(int Listed, int Right, int Rule, int Popular, double Chance)
{
    public static ListScore operator +(ListScore a, ListScore b) => new(a.Listed + b.Listed, a.Right + b.Right, a.Rule + b.Rule, a.Popular + b.Popular, a.Chance + b.Chance);
}

/// <summary>Scores each store's list of opportunities beside the two baselines: the chain's most carried products that the store lacks, and random ones of those it lacks.</summary>
internal sealed class ListScorer(OpportunitiesResult found, StoreItems carried)
{
    private readonly int[] _byPopularity = carried.ByPopularity();

    /// <summary>The score of a store, where <paramref name="right"/> items, none of them carried, would be right.</summary>
    public ListScore Score(int store, IReadOnlySet<int> right)
    {
        var list = found.MissedBy(store);
        if (list.Length == 0) return new(0, right.Count, 0, 0, 0);
        var lacking = _byPopularity.Length - carried[store].Length;
        return new(list.Length, right.Count, list.Count(o => right.Contains(o.Item)), Popular(store, list.Length).Count(right.Contains),
            lacking == 0 ? 0 : Math.Min(1, (double)list.Length / lacking) * right.Count);
    }

    private IEnumerable<int> Popular(int store, int length) => _byPopularity.Where(i => carried.Sold(store, i) is null).Take(length);
}
