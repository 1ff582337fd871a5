using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Ranking;
using RetailOpt.Core.CrossSell.Recommendations;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Backtest;

/// <summary>Do recommendations name what accounts buy next, better than simple ways do?</summary>
internal sealed class BacktestAnalysis : Analysis<BacktestOptions, RecommendationModel, BacktestResult>
{
    private static readonly string[] Ours = [Backtester.Rules, Backtester.Learned];

    public override AnalysisInfo Info { get; } = new("cross-sell-backtest", 2, "CrossSell", "Backtest of the recommendations",
        "Do recommendations name what accounts buy next, better than popularity and likeness do?", false, CrossSellInputs.WithCampaigns);

    public override object ModelKey(BacktestOptions options) => (options.Reading, options.Mining);

    public override Task<RecommendationModel> LoadAsync(RunInputs inputs, BacktestOptions options, IWork work, CancellationToken ct) =>
        RecommendationLoader.LoadAsync(inputs, options.Reading, options.Mining, null, work, ct);

    public override BacktestResult Solve(RecommendationModel model, BacktestOptions options, IWork work, CancellationToken ct) =>
        new Backtester(model, options, work, ct).Run();

    public override Report Report(BacktestResult result, BacktestOptions options)
    {
        var best = result.Scores.Where(s => Ours.Contains(s.Name)).MaxBy(s => s.HitRate.Value)!;
        var table = new TableLayout<Score>("backtest", "Backtest").Text("way", "Way", s => s.Name).Flag("ours", "Ours", s => Ours.Contains(s.Name))
            .Percent("hit_rate", Invariant($"Hit rate of {options.K}"), s => s.HitRate.Value, help: "Share of the accounts with at least one new item named.").Percent("hit_low", "From (5%)", s => s.HitRate.Low).Percent("hit_high", "To (95%)", s => s.HitRate.High)
            .Percent("recall", Invariant($"Recall of {options.K}"), s => s.Recall, help: "Mean share of an account's new items that were named.").Number("mrr", "Mean reciprocal rank", s => s.Mrr, help: Invariant($"Of the first hit, 0 beyond rank {Scoring.Deepest}."))
            .Percent("coverage", "Coverage of new items", s => s.Coverage, help: "Share of the different items newly bought by anybody that are offered to somebody.").Integer("served", "Accounts with an offer", s => s.Served)
            .OrderBy("-hit_rate", "way").IdentifiedBy("way");
        var weights = new TableLayout<(string Feature, double Weight)>("ranker_weights", "What the ranker learned").Text("feature", "Feature", w => w.Feature)
            .Number("weight", "Weight", w => w.Weight, help: "Change of the log-odds by one standard deviation.").OrderBy("feature").IdentifiedBy("feature");
        return new([.. result.Scores.Select(s => new Kpi("hit_rate_" + s.Name.Replace(' ', '_').Replace('-', '_'), $"Hit rate: {s.Name}", s.HitRate.Value, s.HitRate.Low, s.HitRate.High, ColumnType.Percent, null, Better.Higher)),
                new("accounts", "Accounts", result.Accounts, null, null, ColumnType.Integer, null, Better.Neither)],
            [table.Of([.. result.Scores.OrderByDescending(s => s.HitRate.Value).ThenBy(s => s.Name, StringComparer.Ordinal)]),
                weights.Of([.. Features.Names.Select((f, i) => (f, result.Ranker?.Weights[i] ?? double.NaN)).OrderBy(w => w.f, StringComparer.Ordinal)])],
            $"# Backtest: {result.Accounts} accounts\n\n{Verdict(result, best)}", Notices(result, best, options));
    }

    private static IReadOnlyList<Notice> Notices(BacktestResult result, Score best, BacktestOptions options)
    {
        var notices = new List<Notice> { new(NoticeLevel.Info, Verdict(result, best)) };
        if (result.Accounts == 0) return [new(NoticeLevel.Warning, "No account has two baskets with something new in the last, so nothing can be tried.")];
        foreach (var s in result.Scores.Where(s => Ours.Contains(s.Name) && s.HitRate.Value <= Of(result, Backtester.Popularity).HitRate.Value))
            notices.Add(new(NoticeLevel.Warning, Invariant($"The {s.Name} do not beat popularity: {s.HitRate.Value:0.0%} against {Of(result, Backtester.Popularity).HitRate.Value:0.0%}.")));
        if (result.Ranker is null) notices.Add(new(NoticeLevel.Warning, "There was too little to learn from: no account bought something new in the time before what is hidden. No ranker was trained."));
        notices.Add(new(NoticeLevel.Info, Invariant($"{(options.Split == BacktestSplit.LastBasket ? "The last basket" : Invariant($"All that was bought in the last {options.HoldOut:0.#%} of the days was hidden, and the first basket from then on"))} of {result.Hidden:N0} accounts was {(options.Split == BacktestSplit.LastBasket ? "hidden" : "to be named")}; {result.Hidden - result.Accounts:N0} hold nothing new and are left out. All ways name only what the account had not bought{(options.Split == BacktestSplit.LastBasket ? "; all see the other accounts' baskets, later ones too" : "")}."), result.Hidden));
        return notices;
    }

    private static string Verdict(BacktestResult result, Score best)
    {
        var others = result.Scores.Where(s => !Ours.Contains(s.Name)).MaxBy(s => s.HitRate.Value)!;
        return best.HitRate.Value > others.HitRate.Value
            ? Invariant($"The best of ours ({best.Name}) names something that the account buys next for {best.HitRate.Value:0.0%} of the accounts, ahead of {others.Name} with {others.HitRate.Value:0.0%}.")
            : Invariant($"Ours are not ahead: {others.Name} names something for {others.HitRate.Value:0.0%} of the accounts, the best of ours ({best.Name}) for {best.HitRate.Value:0.0%}.");
    }

    private static Score Of(BacktestResult result, string name) => result.Scores.Single(s => s.Name == name);
}
