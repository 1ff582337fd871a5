namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>A rule X -> Y and what is known of it. X and Y are parts of one frequent itemset.</summary>
/// <param name="Itemset">Place of X and Y together in the list of itemsets.</param>
/// <param name="Consequent">Which of its items, by bit, are Y; the others are X.</param>
/// <param name="Baskets">All baskets, N.</param>
/// <param name="Antecedents">Baskets with X.</param>
/// <param name="Consequents">Baskets with Y.</param>
/// <param name="Both">Baskets with both.</param>
/// <param name="P">Fisher's exact p-value, one-sided: how likely chance alone puts X and Y into so many baskets together.</param>
/// <param name="Q">Its Benjamini-Hochberg q-value over all rules tested, whatever their confidence.</param>
/// <param name="IsRedundant">Whether a rule with the same Y and a part of X is at least as confident.</param>
public readonly record struct Rule(int Itemset, ulong Consequent, int Baskets, int Antecedents, int Consequents, int Both, double P, double Q, bool IsRedundant)
{
    /// <summary>Share of all baskets that hold X and Y.</summary>
    public double Support => (double)Both / Baskets;

    /// <summary>Share of the baskets with X that hold Y too.</summary>
    public double Confidence => (double)Both / Antecedents;

    /// <summary>How many times as often as without X: confidence over the share of Y.</summary>
    public double Lift => Confidence / ((double)Consequents / Baskets);

    /// <summary>Support less what independence would give.</summary>
    public double Leverage => Support - (double)Antecedents / Baskets * ((double)Consequents / Baskets);

    /// <summary>How many times as often the rule would fail if X and Y were independent; null where it never fails.</summary>
    public double? Conviction => Both == Antecedents ? null : (1 - (double)Consequents / Baskets) / (1 - Confidence);

    /// <summary>Mean of the confidences of both directions (Kulczynski).</summary>
    public double Kulczynski => .5 * (Confidence + (double)Both / Consequents);

    /// <summary>How unequal X and Y are, 0 to 1: the difference of their baskets over the baskets with either.</summary>
    public double ImbalanceRatio => Math.Abs((double)Antecedents - Consequents) / ((double)Antecedents + Consequents - Both);
}
