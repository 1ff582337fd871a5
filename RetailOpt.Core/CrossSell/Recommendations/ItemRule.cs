namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Who buys all of <paramref name="If"/> buys <paramref name="Then"/>: a rule with one consequent, and its counts.</summary>
/// <param name="If">Items, ascending; none where everybody counts.</param>
/// <param name="Then">Item, none of them.</param>
/// <param name="Both">Transactions with all.</param>
/// <param name="First">Transactions with the antecedent.</param>
/// <param name="Second">Transactions with the consequent.</param>
/// <param name="Total">Transactions.</param>
internal sealed record ItemRule(int[] If, int Then, int Both, int First, int Second, int Total)
{
    public double Support => Both / (double)Total;
    public double Confidence => Both / (double)First;
    public double Lift => Confidence / (Second / (double)Total);

    /// <summary>What a recommendation by it scores before any boost.</summary>
    public double BaseScore => Confidence * Lift * 100;
}

/// <summary>The rules of a segment (-1: everybody), of how many transactions.</summary>
internal sealed record RuleBook(int Segment, int Transactions, IReadOnlyList<ItemRule> Rules)
{
    /// <summary>The rules that a segment's strategy takes, best first, and whether its floor had to be lowered.</summary>
    public (IReadOnlyList<ItemRule> Rules, bool FellBack) Take(SegmentStrategy strategy, double fallBack, Func<int, double> basketValue)
    {
        var passing = Rules.Where(r => r.Confidence >= strategy.Floor).ToArray();
        var fell = passing.Length == 0 && strategy.Floor > fallBack;
        if (fell) passing = [.. Rules.Where(r => r.Confidence >= fallBack)];
        var order = strategy.Ranking switch
        {
            RuleRanking.Value => passing.OrderByDescending(r => r.Confidence * r.Lift * basketValue(r.Then)),
            RuleRanking.Essential => passing.OrderByDescending(r => r.Support).ThenByDescending(r => r.Confidence),
            _ => passing.OrderByDescending(r => r.Confidence * r.Lift),
        };
        return ([.. order.ThenByDescending(r => r.Both).ThenBy(r => r.Then)], fell); // stable: further ties as mined
    }
}
