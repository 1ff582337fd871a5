using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Mining;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.CrossSell.Rules;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>Mines the rules of everybody and of each segment, each by its strategy, and holds rules of the first days against the rest.</summary>
internal sealed class MarketBasketSolver(CrossSellModel model, MarketBasketOptions options, IWork work, CancellationToken ct)
{
    private readonly Purchases _purchases = model.Purchases;

    /// <exception cref="InputException">An option names what there is not, or there are too many itemsets.</exception>
    public MarketBasketResult Solve()
    {
        int[] segments = options.Segment is null ? [.. Enumerable.Range(-1, _purchases.Segments.Names.Count + 1)] : [Transactions.Segment(_purchases.Segments, options.Segment)];
        var about = About();
        var findings = new List<SegmentFinding>();
        foreach (var segment in segments)
        {
            work.Report(findings.Count / (segments.Length + 1.0), "Mining rules", NameOf(segment));
            findings.Add(Find(Transactions.Of(_purchases, options.CountBy, segment), segment, about));
        }
        var (survival, none) = HoldOut(segments.Contains(-1) ? -1 : segments[0], about);
        return new(model, findings, survival, none);
    }

    private SegmentFinding Find(Transactions transactions, int segment, int? about)
    {
        var strategy = options.StrategyOf(NameOf(segment));
        if (transactions.Count == 0) return new(segment, 0, 0, 0, false, new(0, 0, 0, 0, 0), strategy.Floor, false, [], "nobody of it bought anything");
        var (baskets, sets, least) = SegmentRules.Itemsets(transactions, _purchases.Items.Count, options.Mining, work.Threads, ct);
        var rank = about is { } item ? Enumerable.Range(0, baskets.Items).Where(r => baskets.Id(r) == item).Cast<int?>().FirstOrDefault() : null;
        if (about is not null && rank is null) return new(segment, transactions.Count, least, sets.Count, sets.SizeCapHit, new(0, 0, 0, 0, 0), strategy.Floor, false, [], $"nobody of it bought {options.About}");
        var found = Rules(baskets, sets, strategy.Floor, rank);
        var fell = found.Rules.Count == 0 && strategy.Floor > options.MinConfidence;
        if (fell && Rules(baskets, sets, options.MinConfidence, rank) is { Rules.Count: > 0 } looser) found = looser;
        else fell = false;
        var values = Values(segment);
        var ranked = Ranked(found, baskets, strategy.Ranking, values);
        var rules = ranked.Take(options.Top).Select((r, i) => new SegmentRule(segment, i + 1, [.. found.Antecedent(r).Select(baskets.Id).Order()], [.. found.Consequent(r).Select(baskets.Id).Order()], r, values[baskets.Id(found.Consequent(r)[0])])).ToArray();
        return new(segment, transactions.Count, least, sets.Count, sets.SizeCapHit, found.Funnel, fell ? options.MinConfidence : strategy.Floor, fell, rules,
            rules.Length > 0 ? null : NoRules.Why(baskets, sets, found.Funnel, least, strategy.Floor, options, work.Threads, ct));
    }

    private RuleSet Rules(BasketSet baskets, ItemsetList sets, double floor, int? about)
    {
        try
        {
            return RuleMiner.Mine(baskets, sets, new RuleOptions { MinConfidence = floor, AnyConsequent = options.AnyConsequent, MaxAntecedent = options.MaxAntecedent, MaxQ = options.MaxQ, HideRedundant = options.HideRedundant, About = about }, ct);
        }
        catch (TooManyRulesException e)
        {
            throw new InputException(Invariant($"{e.Message} Raise min-support, or lower max-itemset-size or max-antecedent."), e);
        }
    }

    private static IEnumerable<Rule> Ranked(RuleSet found, BasketSet baskets, RuleRanking ranking, double[] values)
    {
        double Value(Rule r) => r.Confidence * r.Lift * values[baskets.Id(found.Consequent(r)[0])];
        return ranking switch
        {
            RuleRanking.Value => found.Rules.OrderByDescending(Value).ThenByDescending(r => r.Both),
            RuleRanking.Essential => found.Rules.OrderByDescending(r => r.Support).ThenByDescending(r => r.Confidence),
            _ => found.Rules.OrderByDescending(r => r.Confidence * r.Lift).ThenByDescending(r => r.Both),
        };
    }

    /// <summary>Mean net value of a segment's baskets with each item.</summary>
    private double[] Values(int segment)
    {
        var (sums, counts) = (new double[_purchases.Items.Count], new int[_purchases.Items.Count]);
        for (var b = 0; b < _purchases.Count; b++)
        {
            if (segment >= 0 && _purchases.SegmentOf(b) != segment) continue;
            var value = _purchases.NetOf(b) / Purchases.Minor;
            foreach (var item in _purchases.Basket(b)) (sums[item], counts[item]) = (sums[item] + value, counts[item] + 1);
        }
        return [.. sums.Zip(counts, (s, n) => n == 0 ? 0 : s / n)];
    }

    private (Survival?, string?) HoldOut(int segment, int? about)
    {
        if (options.HoldOut == 0) return (null, null);
        if (model.Window.AsOf is null) return (null, "The sales have no dates, so no days can be held out.");
        var (first, last) = (_purchases.Days[0], _purchases.Days[^1]);
        var split = last + 1 - (int)Math.Ceiling(options.HoldOut * (last - first + 1));
        if (split <= first) return (null, "The sales are of too few days to hold some out.");
        var early = Find(Transactions.Of(_purchases, options.CountBy, segment, b => _purchases.Days[b] < split), segment, about);
        var rest = Transactions.Of(_purchases, options.CountBy, segment, b => _purchases.Days[b] >= split);
        var counts = new SetCounts(rest, _purchases.Items.Count);
        return (new(DateOnly.FromDayNumber(split), [.. early.Rules.Select(r => new HeldOutRule(r, rest.Count, counts.Of(r.If), counts.Of(r.Then), counts.Of([.. r.If, .. r.Then])))], early.Floor), null);
    }

    private int? About()
    {
        if (options.About is not { } key) return null;
        for (var i = 0; i < _purchases.Items.Count; i++)
            if (_purchases.Items[i].Equals(key, StringComparison.OrdinalIgnoreCase)) return i;
        throw new InputException($"There is no item '{key}' in the window; items are named like '{_purchases.Items[0]}'.");
    }

    private string NameOf(int segment) => segment < 0 ? Transactions.Everybody : _purchases.Segments.Names[segment];
}
