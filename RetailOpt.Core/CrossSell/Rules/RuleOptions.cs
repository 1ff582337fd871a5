namespace RetailOpt.Core.CrossSell.Rules;

/// <summary>Which rules are wanted.</summary>
public sealed record RuleOptions
{
    /// <summary>Least share of the baskets with the antecedent that hold the consequent too, 0 to 1. It does not change q-values: they are over all rules.</summary>
    public double MinConfidence { get; init; } = .1;

    /// <summary>Whether a consequent may have more than one item.</summary>
    public bool AnyConsequent { get; init; }

    /// <summary>Most items of the antecedent.</summary>
    public int MaxAntecedent { get; init; } = int.MaxValue;

    /// <summary>Most items of the consequent.</summary>
    public int MaxConsequent { get; init; } = int.MaxValue;

    /// <summary>Greatest q-value, or null for any.</summary>
    public double? MaxQ { get; init; }

    /// <summary>Whether rules are left out beside which a shorter one, of the same consequent and a part of the antecedent, is at least as confident.</summary>
    public bool HideRedundant { get; init; }

    /// <summary>Only rules with this item (a rank) on either side, or null.</summary>
    public int? About { get; init; }

    /// <summary>Only so many, the first by <see cref="Order"/>, or null for all.</summary>
    public int? Top { get; init; }

    /// <summary>What comes first, descending; ties by confidence, then support, then in the order of the itemsets.</summary>
    public RuleOrder Order { get; init; } = RuleOrder.Found;

    /// <summary>Rules tested at most; more are refused with a <see cref="TooManyRulesException"/>.</summary>
    public long MaxTested { get; init; } = 50_000_000;
}

/// <summary>Orders of rules.</summary>
public enum RuleOrder
{
    /// <summary>As the itemsets come.</summary>
    Found,
    /// <summary>Confidence, descending.</summary>
    Confidence,
    /// <summary>Lift, descending.</summary>
    Lift,
    /// <summary>Support, descending.</summary>
    Support,
    /// <summary>Leverage, descending.</summary>
    Leverage,
}

/// <summary>The itemsets give more rules than may be tested.</summary>
public sealed class TooManyRulesException(double rules, long most)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The itemsets give about {rules:#,##0} rules; {most:N0} can be tested at most. Raise the minimum count, or limit the size of itemsets or of either side."))
{
    /// <summary>About how many.</summary>
    public double Rules => rules;
}
