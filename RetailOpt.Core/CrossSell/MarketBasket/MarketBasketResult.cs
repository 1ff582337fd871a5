using RetailOpt.Core.CrossSell.Rules;

namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>A rule of a segment.</summary>
/// <param name="Segment">Segment, -1 for everybody.</param>
/// <param name="Rank">Place by the segment's ranking, from 1.</param>
/// <param name="If">Items of the antecedent, ascending.</param>
/// <param name="Then">Items of the consequent, ascending.</param>
/// <param name="Measures">Its measures.</param>
/// <param name="BasketValue">Mean net value of the segment's baskets with the consequent's first item, in the currency.</param>
internal sealed record SegmentRule(int Segment, int Rank, int[] If, int[] Then, Rule Measures, double BasketValue);

/// <summary>The rules of a segment and how they came about.</summary>
/// <param name="Segment">Segment, -1 for everybody.</param>
/// <param name="Transactions">Its baskets or accounts.</param>
/// <param name="Least">Least number of them with an itemset.</param>
/// <param name="Itemsets">Frequent itemsets.</param>
/// <param name="Longer">Whether there are longer ones than may be.</param>
/// <param name="Funnel">How many rules passed what.</param>
/// <param name="Floor">Least confidence that was used.</param>
/// <param name="FellBack">Whether that is lower than the segment's own.</param>
/// <param name="Rules">The rules, best first.</param>
/// <param name="Why">Why there are none, or null.</param>
internal sealed record SegmentFinding(int Segment, int Transactions, int Least, int Itemsets, bool Longer, RuleFunnel Funnel, double Floor, bool FellBack, IReadOnlyList<SegmentRule> Rules, string? Why);

/// <summary>A rule of the first part of the days, measured in the rest; NaN where that has none with its antecedent.</summary>
internal sealed record HeldOutRule(SegmentRule Rule, int Baskets, int Antecedents, int Consequents, int Both)
{
    public double Support => Baskets == 0 ? double.NaN : Both / (double)Baskets;
    public double Confidence => Antecedents == 0 ? double.NaN : Both / (double)Antecedents;
    public double Lift => Consequents == 0 ? double.NaN : Confidence / (Consequents / (double)Baskets);
}

/// <summary>Which rules survive.</summary>
/// <param name="Split">First day that is held out.</param>
/// <param name="Rules">The rules of everybody mined before it.</param>
/// <param name="Floor">Their least confidence.</param>
internal sealed record Survival(DateOnly Split, IReadOnlyList<HeldOutRule> Rules, double Floor)
{
    /// <summary>Whether a rule survives: its confidence still passes the floor and its lift is above 1.</summary>
    public bool Survives(HeldOutRule rule) => rule.Confidence >= Floor && rule.Lift > 1;
}

/// <summary>The answer of the analysis "cross-sell-market-basket".</summary>
/// <param name="Model">What it was made of.</param>
/// <param name="Findings">Everybody first, then the segments; or one of them.</param>
/// <param name="Survival">The hold-out, or null with <paramref name="NoSurvival"/>.</param>
/// <param name="NoSurvival">Why there is none, or null.</param>
internal sealed record MarketBasketResult(CrossSellModel Model, IReadOnlyList<SegmentFinding> Findings, Survival? Survival, string? NoSurvival);
