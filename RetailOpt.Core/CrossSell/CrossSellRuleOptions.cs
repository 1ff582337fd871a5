using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell;

/// <summary>By what the rules of a segment are ranked.</summary>
public enum RuleRanking
{
    /// <summary>Confidence times lift times the mean value of baskets with the recommended item.</summary>
    Value,
    /// <summary>Confidence times lift.</summary>
    Balanced,
    /// <summary>Support first, then confidence.</summary>
    Essential,
}

/// <summary>How rules are used in a segment.</summary>
/// <param name="Floor">Least confidence.</param>
/// <param name="Ranking">By what they are ranked.</param>
/// <param name="Boost">Factor for what an active campaign covers.</param>
public sealed record SegmentStrategy(double Floor, RuleRanking Ranking, double Boost);

/// <summary>What mining reads of the options: with equal baskets, equal values give equal rules.</summary>
public sealed record RuleMining(double MinSupport, double MinConfidence, int MinCount, int MaxItemsetSize, CountBy CountBy, long MaxItemsets);

/// <summary>Options of the analyses that mine rules.</summary>
public abstract record CrossSellRuleOptions : CrossSellOptions
{
    internal const string Rules = "Rules", Strategies = "Segment strategies";
    private const string FloorHelp = "Least confidence of a rule in this segment, never below that of all; where no rule passes, that of all is taken, and that is told.";

    /// <summary>Least support.</summary>
    [Option("min-support", "Least support", Group = Rules, Unit = "%", Min = 0, Max = 1, Step = .001, Help = "Share of the baskets (or accounts) that hold all items of a rule.")]
    public double MinSupport { get; init; } = .01;

    /// <summary>Least confidence.</summary>
    [Option("min-confidence", "Least confidence", Group = Rules, Unit = "%", Min = 0, Max = 1, Step = .01, Help = "Share of the baskets with the antecedent that hold the consequent too.")]
    public double MinConfidence { get; init; } = .1;

    /// <summary>Least number of baskets.</summary>
    [Option("min-count", "Least baskets", Group = Rules, Min = 1, Max = 1_000_000_000, Step = 1, Help = "Baskets (or accounts) with all items of a rule, whatever share they are.")]
    public int MinCount { get; init; } = 3;

    /// <summary>Most items of a rule.</summary>
    [Option("max-itemset-size", "Most items of a rule", Group = Rules, Min = 2, Max = 20, Step = 1, Help = "Both sides together.")]
    public int MaxItemsetSize { get; init; } = 4;

    /// <summary>Over what is counted.</summary>
    [Option("count-by", "Count by", Group = Rules, Help = "Baskets, or accounts with all that they bought in the window.")]
    public CountBy CountBy { get; init; }

    /// <summary>Most itemsets of a segment.</summary>
    [Option("max-itemsets", "Most itemsets", Group = Rules, Min = 1_000, Max = 100_000_000, Step = 1_000, Help = "More in a segment are refused, with what to change.")]
    public long MaxItemsets { get; init; } = 500_000;

    /// <summary>Floor of the segment Premium.</summary>
    [Option("premium-floor", "Premium: least confidence", Group = Strategies, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true, Help = FloorHelp)]
    public double PremiumFloor { get; init; } = .4;

    /// <summary>Floor of the segment Standard.</summary>
    [Option("standard-floor", "Standard: least confidence", Group = Strategies, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true, Help = FloorHelp)]
    public double StandardFloor { get; init; } = .2;

    /// <summary>Floor of the segment Basic.</summary>
    [Option("basic-floor", "Basic: least confidence", Group = Strategies, Unit = "%", Min = 0, Max = 1, Step = .01, Live = true, Help = FloorHelp)]
    public double BasicFloor { get; init; } = .1;

    /// <summary>Ranking of the segment Premium.</summary>
    [Option("premium-ranking", "Premium: ranked by", Group = Strategies, Live = true)]
    public RuleRanking PremiumRanking { get; init; } = RuleRanking.Value;

    /// <summary>Ranking of the segment Standard, of others, and of everybody.</summary>
    [Option("standard-ranking", "Standard and others: ranked by", Group = Strategies, Live = true)]
    public RuleRanking StandardRanking { get; init; } = RuleRanking.Balanced;

    /// <summary>Ranking of the segment Basic.</summary>
    [Option("basic-ranking", "Basic: ranked by", Group = Strategies, Live = true)]
    public RuleRanking BasicRanking { get; init; } = RuleRanking.Essential;

    internal RuleMining Mining => new(MinSupport, MinConfidence, MinCount, MaxItemsetSize, CountBy, MaxItemsets);

    /// <summary>Factor for what an active campaign covers, in a segment.</summary>
    internal virtual double BoostOf(string segment) => 1;

    /// <summary>The strategy of a segment by its name; segments of other names, and everybody, have the least confidence for a floor.</summary>
    internal SegmentStrategy StrategyOf(string segment) => segment.ToUpperInvariant() switch
    {
        "PREMIUM" => new(Math.Max(PremiumFloor, MinConfidence), PremiumRanking, BoostOf(segment)),
        "STANDARD" => new(Math.Max(StandardFloor, MinConfidence), StandardRanking, BoostOf(segment)),
        "BASIC" => new(Math.Max(BasicFloor, MinConfidence), BasicRanking, BoostOf(segment)),
        _ => new(MinConfidence, StandardRanking, BoostOf(segment)),
    };
}
