using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>A moment at which recommending is tried or learned: what could be seen then, segments and rules of that alone, and what each account newly bought next.</summary>
internal sealed class Moment
{
    private readonly Hidden _hidden;

    /// <exception cref="InputException">There are more itemsets than may be.</exception>
    public Moment(RecommendationModel model, Hidden hidden, IWork work, CancellationToken ct)
    {
        _hidden = hidden;
        var purchases = model.Purchases.SeenThen(b => hidden.Seen[b]);
        Seen = model.At(new(purchases, b => hidden.Seen[b]), SegmentRules.Mine(purchases, model.Mining, work, ct, b => hidden.Seen[b]));
        Features = new(Seen);
        _ = Seen.History.Near;
        Accounts = [.. Enumerable.Range(0, purchases.Accounts.Count).Where(a => hidden.News(purchases, Seen.History.Bought[a], a).Length > 0)];
        News = Array.ConvertAll(Accounts, a => hidden.News(purchases, Seen.History.Bought[a], a));
        Asked = hidden.Baskets.Count(b => b >= 0);
    }

    /// <summary>The model of what could be seen.</summary>
    public RecommendationModel Seen { get; }
    public Features Features { get; }
    /// <summary>Accounts whose next basket holds something new, and what.</summary>
    public int[] Accounts { get; }
    public int[][] News { get; }
    /// <summary>Accounts with a next basket.</summary>
    public int Asked { get; }

    /// <summary>The day on which an account is looked at.</summary>
    public int DayOf(int account) => _hidden.Day ?? Seen.Purchases.Days[_hidden.Baskets[account]];

    /// <summary>Something of each of the accounts, in their order.</summary>
    public T[] Each<T>(Func<int, T> of, IWork work, CancellationToken ct)
    {
        var all = new T[Accounts.Length];
        Chunks.For(Accounts.Length, work.Threads, ct, (_, from, to) =>
        {
            for (var i = from; i < to; i++) all[i] = of(Accounts[i]);
        });
        return all;
    }

    /// <summary>A ranker that has learned from what the accounts newly bought next; null where there is too little.</summary>
    public LogisticRanker? Learn(IWork work, CancellationToken ct)
    {
        var candidates = Each(a => Features.Of(a, DayOf(a)), work, ct);
        return LogisticRanker.Fit([.. candidates.Select((c, i) => (c.Rows, Array.ConvertAll(c.Items, News[i].Contains)))], Features.Count, ct);
    }
}
