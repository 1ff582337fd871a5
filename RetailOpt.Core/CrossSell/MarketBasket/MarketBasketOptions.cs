using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>Options of the analysis "cross-sell-market-basket".</summary>
public record MarketBasketOptions : CrossSellRuleOptions
{
    private const string Which = "Which rules";

    /// <summary>One segment, or null for everybody and every segment.</summary>
    [Option("segment", "Segment", Group = Which, Live = true, Help = "One segment, or ALL for everybody alone; empty: everybody and every segment.")]
    public string? Segment { get; init; }

    /// <summary>Whether a consequent may have several items.</summary>
    [Option("any-consequent", "Several consequents", Group = Which, Live = true, Help = "Rules whose consequent has several items too.")]
    public bool AnyConsequent { get; init; }

    /// <summary>Most items of the antecedent.</summary>
    [Option("max-antecedent", "Most items of the antecedent", Group = Which, Min = 1, Max = 19, Step = 1, Live = true)]
    public int MaxAntecedent { get; init; } = 19;

    /// <summary>Greatest q-value, or null for any.</summary>
    [Option("max-q", "Greatest q-value", Group = Which, Min = 0, Max = 1, Step = .01, Live = true, Help = "Expected share of false ones among the rules shown (Benjamini-Hochberg over all rules, before the least confidence); .05 is usual, empty for any.")]
    public double? MaxQ { get; init; }

    /// <summary>Whether redundant rules are hidden.</summary>
    [Option("hide-redundant", "Hide redundant rules", Group = Which, Live = true, Help = "Leaves out a rule where one with a part of its antecedent is at least as confident.")]
    public bool HideRedundant { get; init; }

    /// <summary>Only rules about an item, or null.</summary>
    [Option("about", "About the item", Group = Which, Live = true, Help = "Only rules with this item on either side, by its key.")]
    public string? About { get; init; }

    /// <summary>Most rules of a segment.</summary>
    [Option("top", "Most rules of a segment", Group = Which, Min = 1, Max = 10_000_000, Step = 1, Live = true, Help = "The first by the segment's ranking; how many there are is told.")]
    public int Top { get; init; } = 100_000;

    /// <summary>Part of the days that is held out.</summary>
    [Option("hold-out", "Held out", Group = Which, Unit = "%", Min = 0, Max = .9, Step = .05, Live = true, Help = "Last part of the days: rules mined before it are measured again in it. 0: none.")]
    public double HoldOut { get; init; } = .25;
}
