using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Ranking;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Makes recommendations by what was chosen: by rules, or by the learned ranker where it is wanted or found ahead.</summary>
internal sealed class ListMaker
{
    private readonly Func<int, IReadOnlyList<Recommendation>> _for;

    /// <exception cref="InputException">The learned ranker is wanted and could not be learned.</exception>
    public ListMaker(RecommendationModel model, RankerChoice choice, RecommendationSettings settings, IWork work, CancellationToken ct)
    {
        (Learned, Told) = Choose(model, choice, settings, work, ct);
        if (Learned)
        {
            var (learned, day) = (new LearnedRecommender(model, model.Features, model.Learning!.Ranker!, settings), model.Window.AsOf!.Value.DayNumber + 1);
            _for = account => learned.For(account, day);
        }
        else _for = new Recommender(model, settings).For;
    }

    /// <summary>Whether the learned ranker ranks.</summary>
    public bool Learned { get; }

    /// <summary>What ranks, and why.</summary>
    public Notice Told { get; }

    /// <summary>What is recommended to an account, best first.</summary>
    public IReadOnlyList<Recommendation> For(int account) => _for(account);

    private static (bool Learned, Notice Told) Choose(RecommendationModel model, RankerChoice choice, RecommendationSettings settings, IWork work, CancellationToken ct)
    {
        if (choice == RankerChoice.Rules) return (false, new(NoticeLevel.Info, "Ranked by the rules, as chosen."));
        var learning = model.Learning ?? throw new InvalidOperationException("The model was loaded without a ranker.");
        if (choice == RankerChoice.Learned && learning.Ranker is null) throw new InputException($"{learning.Why} Take ranker rules or auto.");
        var verdict = learning.Against(settings, work, ct);
        var trial = verdict is null ? learning.Why!
            : Invariant($"From {DateOnly.FromDayNumber(learning.Day):yyyy-MM-dd} on, trained on what was before, it named something that was newly bought for {verdict.Learned:0.0%} of {learning.Accounts:N0} accounts, the rules for {verdict.Rules:0.0%}, popularity for {verdict.Popularity:0.0%} (learned less rules: {100 * verdict.Ahead.Value:0.0} points, 90% from {100 * verdict.Ahead.Low:0.0} to {100 * verdict.Ahead.High:0.0}).{(verdict.BeatsPopularity ? "" : " Neither is ahead of popularity: there is little to learn from here.")}");
        if (choice == RankerChoice.Learned) return (true, new(NoticeLevel.Info, $"Ranked by the learned ranker, as chosen. {trial}"));
        if (!settings.SkipBought) return (false, new(NoticeLevel.Info, "Ranked by the rules: the learned ranker knows new items only, and what is bought already is offered too."));
        return verdict is { Wins: true } ? (true, new(verdict.BeatsPopularity ? NoticeLevel.Info : NoticeLevel.Warning, $"Ranked by the learned ranker, which is ahead of the rules. {trial}"))
            : (false, new(NoticeLevel.Info, verdict is null ? $"Ranked by the rules. {trial}" : $"Ranked by the rules: the learned ranker is not ahead by more than chance explains. {trial}"));
    }
}
