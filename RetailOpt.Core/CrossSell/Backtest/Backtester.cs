using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>What the backtest said.</summary>
/// <param name="Scores">Rules, learned ranker (where it could be trained), popularity, item-item cosine.</param>
/// <param name="Accounts">Accounts whose hidden basket held something new.</param>
/// <param name="Hidden">Accounts with a hidden basket.</param>
/// <param name="Ranker">The ranker, or null where there was too little to learn from.</param>
internal sealed record BacktestResult(IReadOnlyList<Score> Scores, int Accounts, int Hidden, LogisticRanker? Ranker);

/// <summary>
/// Hides each account's last basket, recommends from what is left, and asks what of the new items in it was named. The ranker is trained one
/// basket earlier: it learns on the last but one, from what was before that, and never sees a hidden basket.
/// </summary>
internal sealed class Backtester(RecommendationModel model, RuleMining mining, RecommendationSettings settings, int k, IWork work, CancellationToken ct)
{
    public const string Rules = "rules", Learned = "learned", Popularity = "popularity", Cosine = "item-item cosine";
    private readonly Purchases _purchases = model.Purchases;

    public BacktestResult Run()
    {
        var hidden = Hidden.Last(_purchases);
        var earlier = Hidden.Last(_purchases, hidden.Seen);
        work.Report(.1, "Learning");
        var ranker = Train(earlier);
        work.Report(.5, "Recommending");
        return Test(hidden, ranker);
    }

    /// <summary>A ranker that has learned from each account's last basket.</summary>
    public LogisticRanker? Train(Hidden hidden)
    {
        var seen = At(hidden);
        var features = new Features(seen);
        _ = seen.History.Neighbours;
        var accounts = Enumerable.Range(0, _purchases.Accounts.Count).Where(a => hidden.News(_purchases, seen.History.Bought[a], a).Length > 0).ToArray();
        var groups = new (double[] Rows, bool[] Bought)[accounts.Length];
        Chunks.For(accounts.Length, work.Threads, ct, (_, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var candidates = features.Of(accounts[i], _purchases.Days[hidden.Baskets[accounts[i]]]);
                var news = hidden.News(_purchases, seen.History.Bought[accounts[i]], accounts[i]);
                groups[i] = (candidates.Rows, Array.ConvertAll(candidates.Items, news.Contains));
            }
        });
        return LogisticRanker.Fit(groups, Features.Count, ct);
    }

    private BacktestResult Test(Hidden hidden, LogisticRanker? ranker)
    {
        var seen = At(hidden);
        var features = new Features(seen);
        _ = seen.History.Neighbours;
        var recommender = new Recommender(seen, settings with { Most = Scoring.Deepest, SkipBought = true, Promotions = false });
        var accounts = Enumerable.Range(0, _purchases.Accounts.Count).Where(a => hidden.News(_purchases, seen.History.Bought[a], a).Length > 0).ToArray();
        var news = Array.ConvertAll(accounts, a => hidden.News(_purchases, seen.History.Bought[a], a));
        var scores = new List<Score> { Try(Rules, a => [.. recommender.For(a).Select(r => r.Item)]) };
        if (ranker is not null) scores.Add(Try(Learned, a => Ranked(features.Of(a, _purchases.Days[hidden.Baskets[a]]), ranker, Scoring.Deepest)));
        scores.Add(Try(Popularity, a => [.. features.Popular(a).Take(Scoring.Deepest)]));
        scores.Add(Try(Cosine, a => [.. features.Alike(a).Take(Scoring.Deepest)]));
        return new(scores, accounts.Length, hidden.Baskets.Count(b => b >= 0), ranker);

        Score Try(string name, Func<int, int[]> list)
        {
            var lists = new int[accounts.Length][];
            Chunks.For(accounts.Length, work.Threads, ct, (_, from, to) =>
            {
                for (var i = from; i < to; i++) lists[i] = list(accounts[i]);
            });
            return Scoring.Of(name, lists, news, k);
        }
    }

    /// <summary>The candidates that the ranker puts first.</summary>
    public static int[] Ranked(Candidates candidates, LogisticRanker ranker, int most)
    {
        var scores = new double[candidates.Items.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = ranker.Score(candidates.Rows.AsSpan(i * Features.Count, Features.Count));
        return [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => candidates.Items[i]).Take(most).Select(i => candidates.Items[i])];
    }

    /// <summary>The model of a moment: what may be seen, and the rules mined from it.</summary>
    private RecommendationModel At(Hidden hidden) => model.At(new(_purchases, b => hidden.Seen[b]), SegmentRules.Mine(_purchases, mining, work, ct, b => hidden.Seen[b]));
}
