using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>What puts recommendations into their order.</summary>
public enum RankerChoice
{
    /// <summary>The learned ranker where it is ahead of the rules in a trial on the data itself, else the rules.</summary>
    Auto,
    /// <summary>The rules.</summary>
    Rules,
    /// <summary>The learned ranker.</summary>
    Learned,
}

/// <summary>Options of recommending to one account or to all.</summary>
public abstract record RecommendingOptions : CrossSellRuleOptions
{
    private const string What = "Recommendations";

    /// <summary>Most recommendations of an account.</summary>
    [Option("max-recommendations", "Most of an account", Group = What, Min = 1, Max = 100, Step = 1, Live = true)]
    public int MaxRecommendations { get; init; } = 5;

    /// <summary>What ranks.</summary>
    [Option("ranker", "Ranked by", Group = What, Help = "Rules, or a ranker learned from what accounts bought next, which adds items that are popular or alike. Auto takes the learned one where a trial on the data itself finds it ahead, and says so.")]
    public RankerChoice Ranker { get; init; } = RankerChoice.Auto;

    /// <summary>Whether what the account already buys is left out.</summary>
    [Option("skip-bought", "Skip what it buys", Group = What, Live = true, Help = "Leaves out items that the account bought in the window.")]
    public bool SkipBought { get; init; } = true;

    /// <summary>Whether campaigns boost.</summary>
    [Option("include-promotions", "Campaigns boost", Group = What, Live = true, Help = "Raises the score of items that a campaign covers which reaches the account.")]
    public bool IncludePromotions { get; init; } = true;

    /// <summary>How much of the boost is left where a campaign ended within the window.</summary>
    [Option("campaign-recency-weight", "Weight of ended campaigns", Group = What, Min = 0, Max = 1, Step = .05, Live = true, Help = "Part of the boost that a campaign keeps which ended within the window.")]
    public double CampaignRecencyWeight { get; init; } = .8;

    /// <summary>Boost in the segment Premium.</summary>
    [Option("premium-boost", "Premium: boost", Group = Strategies, Min = 1, Max = 10, Step = .1, Live = true)]
    public double PremiumBoost { get; init; } = 1.2;

    /// <summary>Boost in the segment Standard, in others, and without one.</summary>
    [Option("standard-boost", "Standard and others: boost", Group = Strategies, Min = 1, Max = 10, Step = .1, Live = true)]
    public double StandardBoost { get; init; } = 1.2;

    /// <summary>Boost in the segment Basic.</summary>
    [Option("basic-boost", "Basic: boost", Group = Strategies, Min = 1, Max = 10, Step = .1, Live = true)]
    public double BasicBoost { get; init; } = 1.2;

    /// <inheritdoc/>
    public override IEnumerable<OptionError> Check()
    {
        foreach (var error in base.Check()) yield return error;
        if (Ranker == RankerChoice.Learned && !SkipBought) yield return new("ranker", "The learned ranker knows new items only; with no-skip-bought take ranker rules (or auto).");
    }

    internal override double BoostOf(string segment) => segment.ToUpperInvariant() switch { "PREMIUM" => PremiumBoost, "BASIC" => BasicBoost, _ => StandardBoost };

    /// <summary>What loading reads.</summary>
    internal object LoadKey => (Reading, Mining, Ranker != RankerChoice.Rules);

    /// <summary>What a learned ranker is tried beside; null where none is wanted.</summary>
    internal RecommendationSettings? LearnBeside => Ranker == RankerChoice.Rules ? null : Settings;

    internal RecommendationSettings Settings => new(MaxRecommendations, SkipBought, IncludePromotions, CampaignRecencyWeight, MinConfidence, StrategyOf);
}

/// <summary>Options of the analysis "cross-sell-account-recommendations".</summary>
public sealed record AccountOptions : RecommendingOptions
{
    /// <summary>The account, or null for the one with the most baskets of those to whom something can be offered.</summary>
    [Option("account", "Account", Group = "Data", Live = true, Help = "Id of the account; empty: the one with the most baskets of those to whom something can be offered.")]
    public string? Account { get; init; }

    /// <summary>Products in its basket now, with commas between; null for none.</summary>
    [Option("basket", "In its basket now", Group = "Data", Live = true, Help = "Product ids with commas between that count as bought, beside those of the window; nothing is mined anew.")]
    public string? Basket { get; init; }
}

/// <summary>Options of the analysis "cross-sell-call-list".</summary>
public sealed record CallListOptions : RecommendingOptions
{
    /// <summary>Only accounts of a segment, or null for all.</summary>
    [Option("segment", "Segment", Group = "Data", Live = true, Help = "Only accounts of one segment; empty or ALL for every account.")]
    public string? Segment { get; init; }
}
