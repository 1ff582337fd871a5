using RetailOpt.Core.CrossSell.Recommendations;

namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>Items that could be offered to an account, with what is known of each; a row of <see cref="Features.Count"/> figures an item.</summary>
internal sealed record Candidates(int[] Items, double[] Rows);

/// <summary>What a ranker looks at: popularity, popularity in the segment, trend, likeness to what was bought, rules, promotion.</summary>
internal sealed class Features
{
    public const int Count = 9;
    private const int ByLikeness = 100, ByPopularity = 60, RecentDays = 28;
    private readonly RecommendationModel _model;
    private readonly History _history;
    private readonly RuleIndex[] _rules;
    private readonly int[] _popular;

    public Features(RecommendationModel model)
    {
        (_model, _history) = (model, model.History);
        _rules = [.. model.Books.Select(b => new RuleIndex(model.BookOf(b.Segment).Rules, false, model.Purchases.Items.Count))];
        _popular = [.. Enumerable.Range(0, _history.Support.Length).Where(i => _history.Support[i] > 0).OrderByDescending(i => _history.Support[i]).ThenBy(i => i)];
    }

    /// <summary>Items that an account did not buy: the most popular first.</summary>
    public IEnumerable<int> Popular(int account) => _popular.Where(i => !Has(account, i));

    /// <summary>Items that an account did not buy: those most alike to all that it bought first (sum of item-item cosines).</summary>
    public IEnumerable<int> Alike(int account)
    {
        var sums = Likeness(_history.Bought[account]).Sums;
        return sums.Where(s => !Has(account, s.Key)).OrderByDescending(s => s.Value).ThenBy(s => s.Key).Select(s => s.Key);
    }

    /// <summary>The candidates of an account on a day.</summary>
    public Candidates Of(int account, int day)
    {
        var bought = _history.Bought[account];
        var (sums, most) = Likeness(bought);
        var last = _history.Last[account] < 0 ? [] : _model.Purchases.Basket(_history.Last[account]).ToArray();
        var lately = Likeness(last).Sums;
        var segment = _model.Purchases.Segments.Of[account];
        var rules = Rules(segment, bought);
        var items = Popular(account).Take(ByPopularity)
            .Concat(sums.Where(s => !Has(account, s.Key)).OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(ByLikeness).Select(s => s.Key))
            .Concat(rules.Keys.Where(i => !Has(account, i))).Distinct().Order().ToArray();
        var offers = _model.Offers.Where(o => o.Campaign.Start.DayNumber <= day && day <= o.Campaign.End.DayNumber
            && o.Campaign.Reaches(_model.Purchases.Accounts[account], segment < 0 ? null : _model.Purchases.Segments.Names[segment])).ToArray();
        var rows = new double[items.Length * Count];
        var recentBaskets = _history.BasketsBetween(day - RecentDays, day);
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            var row = rows.AsSpan(i * Count, Count);
            var share = Log(_history.Support[item], _history.Baskets);
            var rule = rules.GetValueOrDefault(item);
            row[0] = share;
            row[1] = segment < 0 ? 0 : Log(_history.BySegment[segment][item], _history.SegmentBaskets[segment]) - share;
            row[2] = Log(_history.Between(item, day - RecentDays, day), recentBaskets) - share;
            row[3] = sums.GetValueOrDefault(item) / Math.Sqrt(bought.Length);
            row[4] = most.GetValueOrDefault(item);
            row[5] = last.Length == 0 ? 0 : lately.GetValueOrDefault(item) / Math.Sqrt(last.Length);
            row[6] = Math.Log(1 + rule.Best);
            row[7] = Math.Log(1 + rule.Rules);
            row[8] = offers.Any(o => o.Covers[item]) ? 1 : 0;
        }
        return new(items, rows);
    }

    private bool Has(int account, int item) => Array.BinarySearch(_history.Bought[account], item) >= 0;

    private static double Log(int count, int total) => Math.Log((count + 1.0) / (total + 1.0));

    private (Dictionary<int, double> Sums, Dictionary<int, double> Most) Likeness(int[] items)
    {
        var (sums, most) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        foreach (var item in items)
        {
            var (others, cosines) = _history.Neighbours[item];
            for (var n = 0; n < others.Length; n++)
            {
                sums[others[n]] = sums.GetValueOrDefault(others[n]) + cosines[n];
                most[others[n]] = Math.Max(most.GetValueOrDefault(others[n]), cosines[n]);
            }
        }
        return (sums, most);
    }

    private Dictionary<int, (double Best, int Rules)> Rules(int segment, int[] bought)
    {
        var found = new Dictionary<int, (double Best, int Rules)>();
        var index = _rules[segment + 1];
        foreach (var place in index.Matching(bought))
        {
            var known = found.GetValueOrDefault(index[place].Then);
            found[index[place].Then] = (Math.Max(known.Best, index[place].BaseScore), known.Rules + 1);
        }
        return found;
    }
}
