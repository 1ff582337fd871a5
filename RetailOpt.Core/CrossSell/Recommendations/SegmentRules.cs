using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.CrossSell.Rules;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Mines the rules of everybody and of each segment.</summary>
internal static class SegmentRules
{
    /// <summary>Everybody first, then the segments, of the baskets that may be seen.</summary>
    /// <exception cref="InputException">There are more itemsets than may be.</exception>
    public static IReadOnlyList<RuleBook> Mine(Purchases purchases, RuleMining mining, IWork work, CancellationToken ct, Func<int, bool>? seen = null) =>
        [.. Enumerable.Range(-1, purchases.Segments.Names.Count + 1).Select(s => Mine(Transactions.Of(purchases, mining.CountBy, s, seen), s, purchases.Items.Count, mining, work, ct))];

    /// <summary>The frequent itemsets of some transactions.</summary>
    /// <exception cref="InputException">There are more than may be.</exception>
    public static (BasketSet Baskets, ItemsetList Sets, int Least) Itemsets(Transactions transactions, int items, RuleMining mining, int threads, CancellationToken ct)
    {
        var baskets = BasketSet.Of(transactions.Starts, transactions.Items, items);
        var least = Math.Max(mining.MinCount, (int)Math.Ceiling(mining.MinSupport * transactions.Count - 1e-9));
        try
        {
            return (baskets, ItemsetMiner.List(baskets, new(least, MaxSize: mining.MaxItemsetSize, MaxItemsets: mining.MaxItemsets), threads, ct), least);
        }
        catch (TooManyItemsetsException e)
        {
            throw new InputException(Invariant($"{e.Message} The least support of {mining.MinSupport:0.#####} is {least:N0} of {transactions.Count:N0}. Raise it (min-support, min-count), or lower max-itemset-size."), e);
        }
    }

    private static RuleBook Mine(Transactions transactions, int segment, int items, RuleMining mining, IWork work, CancellationToken ct)
    {
        if (transactions.Count == 0) return new(segment, 0, []);
        var (baskets, sets, _) = Itemsets(transactions, items, mining, work.Threads, ct);
        var found = RuleMiner.Mine(baskets, sets, new RuleOptions { MinConfidence = mining.MinConfidence }, ct);
        return new(segment, transactions.Count, [.. found.Rules.Select(r => new ItemRule([.. found.Antecedent(r).Select(baskets.Id).Order()], baskets.Id(found.Consequent(r)[0]), r.Both, r.Antecedents, r.Consequents, r.Baskets))]);
    }
}
