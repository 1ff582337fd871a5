using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Numerics;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>How the learned ranker did after a day beside the rules; all it was trained on lies before that day.</summary>
/// <param name="Learned">Share of the accounts for which it named something that was newly bought.</param>
/// <param name="Rules">The same of the rules.</param>
/// <param name="Popularity">The same of the most popular items.</param>
/// <param name="Ahead">Learned less rules, account by account, with its 90% interval.</param>
internal sealed record Verdict(double Learned, double Rules, double Popularity, Estimate Ahead)
{
    /// <summary>Whether it is ahead of the rules by more than chance explains.</summary>
    public bool Wins => Ahead.Low > 0;

    /// <summary>Whether one of the two is ahead of popularity.</summary>
    public bool BeatsPopularity => Math.Max(Learned, Rules) > Popularity;
}

/// <summary>
/// A ranker learned from the last tenth of the days, and the trial of one that was learned a tenth earlier: what it names from the trial's day on, and what the rules name.
/// </summary>
internal sealed class Learning
{
    private const double Share = .1;
    private const int Named = 5;
    private readonly Moment? _trial;
    private readonly double[] _learned = [], _popularity = [];
    private readonly Lock _lock = new();
    private (string Key, Verdict Verdict)? _last;

    /// <summary>Learns from the days of a model.</summary>
    public Learning(RecommendationModel model, IWork work, CancellationToken ct)
    {
        work.Report(null, "Learning a ranker");
        if (Hidden.LastDays(model.Purchases, Share) is not { } hidden || model.Window.AsOf is null) (Why, Day) = ("The sales are of too few days to learn a ranker from.", 0);
        else
        {
            Day = hidden.Day!.Value;
            try
            {
                _trial = new(model, hidden, work, ct);
                Ranker = _trial.Learn(work, ct);
                var earlier = Hidden.LastDays(model.Purchases, Share, hidden.Seen) is { } before ? new Moment(model, before, work, ct).Learn(work, ct) : null;
                if (Ranker is null || earlier is null) Why = "Too few accounts bought something new in each of the last two tenths of the days to learn a ranker and to try it.";
                else
                {
                    var tried = new LearnedRecommender(_trial.Seen, _trial.Features, earlier, RecommendationSettings.Untouched(Named));
                    _learned = Hits(_trial.Each(a => (int[])[.. tried.For(a, _trial.DayOf(a)).Select(r => r.Item)], work, ct));
                    _popularity = Hits(_trial.Each(a => (int[])[.. _trial.Features.Popular(a).Take(Named)], work, ct));
                }
            }
            catch (InputException e)
            {
                Why = $"No ranker was learned: {e.Message}"; // the rules of fewer days are more than may be
            }
        }
    }

    /// <summary>The ranker; null where none could be learned.</summary>
    public LogisticRanker? Ranker { get; }

    /// <summary>Why none could be learned or tried, or null.</summary>
    public string? Why { get; }

    /// <summary>The day from which on it was tried.</summary>
    public int Day { get; }

    /// <summary>Accounts that it was tried on.</summary>
    public int Accounts => _learned.Length;

    /// <summary>How it did beside the rules under these settings; null where it could not be tried.</summary>
    public Verdict? Against(RecommendationSettings settings, IWork work, CancellationToken ct)
    {
        if (Why is not null || _trial is not { } trial) return null;
        var key = string.Join(';', trial.Seen.Purchases.Segments.Names.Append(Transactions.Everybody).Select(settings.Strategy)) + Invariant($";{settings.LeastConfidence}");
        lock (_lock)
            if (_last is { } last && last.Key == key) return last.Verdict;
        var recommender = new Recommender(trial.Seen, settings with { Most = Named, SkipBought = true, Promotions = false });
        var rules = Hits(trial.Each(a => (int[])[.. recommender.For(a).Select(r => r.Item)], work, ct));
        var verdict = new Verdict(_learned.Average(), rules.Average(), _popularity.Average(), Intervals.OfMean([.. _learned.Zip(rules, (l, r) => l - r)], .9));
        lock (_lock) _last = (key, verdict);
        return verdict;
    }

    private double[] Hits(int[][] lists) => Scoring.Hits(lists, _trial!.News, Named);
}
