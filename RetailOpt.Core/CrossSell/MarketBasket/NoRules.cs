using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.CrossSell.Rules;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>Why there are no rules: the first threshold that leaves nothing, how many it removed, and where it would have to be.</summary>
internal static class NoRules
{
    public static string Why(BasketSet baskets, ItemsetList sets, RuleFunnel funnel, int least, double floor, MarketBasketOptions options, int threads, CancellationToken ct)
    {
        if (funnel.Tested == 0) return Rare(baskets, least, threads, ct);
        if (funnel.Confident == 0)
        {
            var best = RuleMiner.Mine(baskets, sets, new RuleOptions { MinConfidence = 0, AnyConsequent = options.AnyConsequent, MaxAntecedent = options.MaxAntecedent }, ct).Rules.Max(r => r.Confidence);
            return Invariant($"all {funnel.Tested:N0} rules have less confidence than {floor:0.###}; the greatest is {best:0.###} (min-confidence and the floor of the segment)");
        }
        if (funnel.Significant == 0) return Invariant($"all {funnel.Confident:N0} rules that are confident enough have a q-value above {options.MaxQ:0.###} (max-q)");
        return funnel.Needed == 0 ? Invariant($"all {funnel.Significant:N0} rules are redundant (hide-redundant)")
            : Invariant($"none of {funnel.Needed:N0} rules is about {options.About} (about)");
    }

    /// <summary>No two items are together often enough: how often the most frequent pair is.</summary>
    private static string Rare(BasketSet baskets, int least, int threads, CancellationToken ct)
    {
        var (has, hasNot) = (0, least);
        while (hasNot - has > 1)
        {
            var middle = has + (hasNot - has) / 2;
            if (AnyPair(middle)) has = middle;
            else hasNot = middle;
        }
        return has == 0 ? "no two items were ever bought together"
            : Invariant($"no two items are together in {least:N0} of {baskets.Count:N0}; the most frequent pair is in {has:N0}, a support of {has / (double)baskets.Count:0.#####} (min-support, min-count)");

        bool AnyPair(int count)
        {
            try { return ItemsetMiner.Count(baskets, new(count, MaxSize: 2, MaxItemsets: (long)baskets.Items + 1), threads, ct).BySize.GetValueOrDefault(2) > 0; }
            catch (TooManyItemsetsException) { return true; } // more than there are items: some are pairs
        }
    }
}
