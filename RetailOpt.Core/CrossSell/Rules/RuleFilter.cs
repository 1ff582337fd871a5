using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>Gives rules their q-values, then leaves out what is not wanted, one filter after the other.</summary>
internal static class RuleFilter
{
    public static RuleSet Apply(ItemsetList itemsets, List<Rule> confident, FalseDiscovery discovery, RuleOptions options)
    {
        long significant = 0, needed = 0;
        var kept = new List<Rule>();
        foreach (var tested in confident)
        {
            var rule = tested with { Q = discovery.Q(tested.P) };
            if (rule.Q > (options.MaxQ ?? 1)) continue;
            significant++;
            if (options.HideRedundant && rule.IsRedundant) continue;
            needed++;
            if (options.About is null || itemsets[rule.Itemset].Contains(options.About.Value)) kept.Add(rule);
        }
        var funnel = new RuleFunnel(discovery.Tested, confident.Count, significant, needed, kept.Count);
        return new RuleSet(itemsets, First(kept, options), funnel);
    }

    private static Rule[] First(List<Rule> rules, RuleOptions options)
    {
        var top = options.Top ?? int.MaxValue;
        if (options.Order == RuleOrder.Found) return [.. rules.Take(top)];
        Func<Rule, double> by = options.Order switch
        {
            RuleOrder.Lift => r => r.Lift,
            RuleOrder.Support => r => r.Both,
            RuleOrder.Leverage => r => r.Leverage,
            _ => r => r.Confidence,
        };
        // sorting of sequences is stable, so ties stay in the order of the itemsets
        return [.. rules.OrderByDescending(by).ThenByDescending(r => r.Confidence).ThenByDescending(r => r.Both).Take(top)];
    }
}
