using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Mining;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Mines the rules of everybody and of each segment.</summary>
internal static class RuleMiner
{
    /// <summary>Floor where no rule passes that of its segment.</summary>
    public const double FallBack = .1;

    /// <summary>Everybody first, then the segments, of the baskets before a place in the order of time.</summary>
    /// <exception cref="InputException">There are more itemsets than may be.</exception>
    public static IReadOnlyList<RuleBook> Mine(Purchases purchases, RuleMining mining, IWork work, CancellationToken ct, Func<int, bool>? keep = null) =>
        [.. Enumerable.Range(-1, purchases.Segments.Names.Count + 1).Select(s => Mine(purchases, s, mining, work, keep, ct))];

    private static RuleBook Mine(Purchases purchases, int segment, RuleMining mining, IWork work, Func<int, bool>? keep, CancellationToken ct)
    {
        var transactions = Transactions.Of(purchases, mining.CountBy, segment, keep);
        if (transactions.Count == 0) return new(segment, 0, []);
        var baskets = BasketSet.Of(transactions.Starts, transactions.Items, purchases.Items.Count);
        var least = Math.Max(mining.MinCount, (int)Math.Ceiling(mining.MinSupport * transactions.Count - 1e-9));
        try
        {
            var sets = ItemsetMiner.List(baskets, new(least, MaxSize: mining.MaxItemsetSize, MaxItemsets: mining.MaxItemsets), work.Threads, ct);
            return new(segment, transactions.Count, Rules(baskets, sets, Math.Min(mining.MinConfidence, FallBack)));
        }
        catch (TooManyItemsetsException e)
        {
            throw new InputException(Invariant($"{e.Message} At a least support of {mining.MinSupport:0.####} ({least:N0} of {transactions.Count:N0}) there are more of them than max-itemsets. Raise min-support, or lower max-itemset-size."), e);
        }
    }

    private static ItemRule[] Rules(BasketSet baskets, ItemsetList sets, double minConfidence)
    {
        var supports = new Dictionary<int[], int>(new SameItems());
        for (var i = 0; i < sets.Count; i++) supports[sets[i].ToArray()] = sets.Support(i);
        var rules = new List<ItemRule>();
        foreach (var (ranks, both) in supports)
        {
            if (ranks.Length < 2) continue;
            foreach (var then in ranks)
            {
                int[] rest = [.. ranks.Where(r => r != then)];
                var first = supports[rest];
                if (both / (double)first < minConfidence) continue;
                rules.Add(new([.. rest.Select(baskets.Id).Order()], baskets.Id(then), both, first, baskets.Support(then), baskets.Count));
            }
        }
        return [.. rules.OrderBy(r => r.If.Length).ThenBy(r => r.Then).ThenBy(r => r.If, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))];
    }

    private sealed class SameItems : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? a, int[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(int[] items)
        {
            var hash = new HashCode();
            foreach (var item in items) hash.Add(item);
            return hash.ToHashCode();
        }
    }
}
