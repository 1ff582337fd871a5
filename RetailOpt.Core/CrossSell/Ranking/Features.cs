using RetailOpt.Core.CrossSell.Recommendations;

namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>Items that could be offered to an account, ascending, with what is known of each; a row of <see cref="Features.Count"/> figures an item.</summary>
internal sealed record Candidates(int[] Items, double[] Rows)
{
    public ReadOnlySpan<double> Row(int place) => Rows.AsSpan(place * Features.Count, Features.Count);
}

/// <summary>What a ranker looks at: popularity, popularity in the segment, trend, likeness to what was bought, rules, promotion.</summary>
internal sealed class Features
{
    public const int Count = 9;
    private const int ByLikeness = 100, ByPopularity = 60, RecentDays = 28;
    private readonly RecommendationModel _model;
    private readonly History _history;
    private readonly int[] _popular;
    private readonly ThreadLocal<(Likeness All, Likeness Lately)> _likeness;

    /// <summary>Names of the figures, in their order.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["popularity", "popularity in the segment", "trend of four weeks", "likeness to all bought", "greatest likeness", "likeness to the last basket", "best rule", "number of rules", "promotion"];

    public Features(RecommendationModel model)
    {
        (_model, _history) = (model, model.History);
        _popular = [.. Enumerable.Range(0, _history.Support.Length).Where(i => _history.Support[i] > 0).OrderByDescending(i => _history.Support[i]).ThenBy(i => i)];
        _likeness = new(() => (new(_history.Support.Length), new(_history.Support.Length)));
    }

    /// <summary>Items that an account did not buy: the most popular first.</summary>
    public IEnumerable<int> Popular(int account) => _popular.Where(i => !Has(account, i));

    /// <summary>Items that an account did not buy: those most alike to all that it bought first (sum of item-item cosines).</summary>
    public IReadOnlyList<int> Alike(int account, int most)
    {
        var like = _likeness.Value.All;
        like.To(_history.Alike, _history.Bought[account]);
        return Alike(account, like, most);
    }

    /// <summary>The candidates of an account on a day.</summary>
    public Candidates Of(int account, int day)
    {
        var bought = _history.Bought[account];
        var (all, lately) = _likeness.Value;
        var last = _history.LastBasket(account);
        all.To(_history.Near, bought);
        lately.To(_history.Near, last);
        var segment = _model.Purchases.Segments.Of[account];
        var rules = Rules(segment, bought);
        int[] items = [.. Popular(account).Take(ByPopularity).Concat(Alike(account, all, ByLikeness)).Concat(rules.Keys.Where(i => !Has(account, i))).Distinct().Order()];
        var offers = _model.Offers.Where(o => o.Campaign.Start.DayNumber <= day && day <= o.Campaign.End.DayNumber && o.Reaches(_model.Purchases, account)).ToArray();
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
            row[3] = all.Sum(item) / Math.Sqrt(bought.Length);
            row[4] = all.Most(item);
            row[5] = last.Length == 0 ? 0 : lately.Sum(item) / Math.Sqrt(last.Length);
            row[6] = Math.Log(1 + rule.Best);
            row[7] = Math.Log(1 + rule.Rules);
            row[8] = offers.Any(o => o.Covers[item]) ? 1 : 0;
        }
        return new(items, rows);
    }

    private bool Has(int account, int item) => Array.BinarySearch(_history.Bought[account], item) >= 0;

    private int[] Alike(int account, Likeness like, int most) =>
        [.. like.Items.Where(i => !Has(account, i)).OrderByDescending(like.Sum).ThenBy(i => i).Take(most)];

    private static double Log(int count, int total) => Math.Log((count + 1.0) / (total + 1.0));

    private Dictionary<int, (double Best, int Rules)> Rules(int segment, int[] bought)
    {
        var found = new Dictionary<int, (double Best, int Rules)>();
        var index = _model.AllRules(segment);
        foreach (var place in index.Matching(bought))
        {
            var known = found.GetValueOrDefault(index[place].Then);
            found[index[place].Then] = (Math.Max(known.Best, index[place].BaseScore), known.Rules + 1);
        }
        return found;
    }
}
