using System.Numerics;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>How many rules passed each of the filters, one after the other.</summary>
/// <param name="Tested">All rules of the itemsets within the limits of the sides; q-values are over these.</param>
/// <param name="Confident">Of these, with the least confidence.</param>
/// <param name="Significant">Of these, with the greatest q.</param>
/// <param name="Needed">Of these, not hidden as redundant.</param>
/// <param name="About">Of these, about the item asked for.</param>
public sealed record RuleFunnel(long Tested, long Confident, long Significant, long Needed, long About);

/// <summary>Rules, and what was left out on the way.</summary>
public sealed class RuleSet
{
    private readonly ItemsetList _itemsets;

    internal RuleSet(ItemsetList itemsets, Rule[] rules, RuleFunnel funnel) => (_itemsets, Rules, Funnel) = (itemsets, rules, funnel);

    /// <summary>The rules that were asked for.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>How many passed what.</summary>
    public RuleFunnel Funnel { get; }

    /// <summary>The ranks of X, ascending.</summary>
    public int[] Antecedent(Rule rule) => Side(rule, consequent: false);

    /// <summary>The ranks of Y, ascending.</summary>
    public int[] Consequent(Rule rule) => Side(rule, consequent: true);

    private int[] Side(Rule rule, bool consequent)
    {
        var ranks = _itemsets[rule.Itemset];
        var side = new int[consequent ? BitOperations.PopCount(rule.Consequent) : ranks.Length - BitOperations.PopCount(rule.Consequent)];
        for (int i = 0, at = 0; i < ranks.Length; i++)
            if ((rule.Consequent >> i & 1) == 1 == consequent) side[at++] = ranks[i];
        return side;
    }
}
