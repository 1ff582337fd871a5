using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Ranking;
using RetailOpt.Core.CrossSell.Recommendations;

namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>What the backtest said.</summary>
/// <param name="Scores">Rules, learned ranker (where it could be trained), popularity, item-item cosine.</param>
/// <param name="Accounts">Accounts whose hidden basket held something new.</param>
/// <param name="Hidden">Accounts with a hidden basket.</param>
/// <param name="Ranker">The ranker, or null where there was too little to learn from.</param>
internal sealed record BacktestResult(IReadOnlyList<Score> Scores, int Accounts, int Hidden, LogisticRanker? Ranker);

/// <summary>
/// Hides each account's last basket, or the last days of everybody, recommends from what is left, and asks what of the new items in the hidden basket was named.
/// The ranker is trained one basket, or as many days, earlier: it never sees a hidden basket. Segments and rules are of what is left, too.
/// </summary>
internal sealed class Backtester(RecommendationModel model, BacktestOptions options, IWork work, CancellationToken ct)
{
    public const string Rules = "rules", Learned = "learned", Popularity = "popularity", Cosine = "item-item cosine";
    private readonly Purchases _purchases = model.Purchases;

    /// <exception cref="InputException">There are too few days to hide some.</exception>
    public BacktestResult Run()
    {
        var hidden = Hide(null) ?? throw new InputException("The sales are of too few days to hide the last ones (split last-days). Hide last baskets (split last-basket).");
        work.Report(.1, "Learning");
        var ranker = Hide(hidden.Seen) is { } earlier ? new Moment(model, earlier, work, ct).Learn(work, ct) : null;
        work.Report(.5, "Recommending");
        var moment = new Moment(model, hidden, work, ct);
        var features = moment.Features;
        var byRules = new Recommender(moment.Seen, new(Scoring.Deepest, true, false, 0, options.MinConfidence, options.StrategyOf));
        var scores = new List<Score> { Try(Rules, a => [.. byRules.For(a).Select(r => r.Item)]) };
        if (ranker is not null)
        {
            var learned = new LearnedRecommender(moment.Seen, features, ranker, RecommendationSettings.Untouched(Scoring.Deepest));
            scores.Add(Try(Learned, a => [.. learned.For(a, moment.DayOf(a)).Select(r => r.Item)]));
        }
        scores.Add(Try(Popularity, a => [.. features.Popular(a).Take(Scoring.Deepest)]));
        scores.Add(Try(Cosine, a => [.. features.Alike(a, Scoring.Deepest)]));
        return new(scores, moment.Accounts.Length, moment.Asked, ranker);

        Score Try(string name, Func<int, int[]> list) => Scoring.Of(name, moment.Each(list, work, ct), moment.News, options.K);
    }

    private Hidden? Hide(bool[]? seen) => options.Split == BacktestSplit.LastBasket ? Hidden.Last(_purchases, seen) : Hidden.LastDays(_purchases, options.HoldOut, seen);
}
