using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>What to offer to each account.</summary>
/// <param name="Model">What it was made of.</param>
/// <param name="Accounts">Accounts that were looked at.</param>
/// <param name="Ranked">What ranks, and why.</param>
/// <param name="FellBack">Segments whose floor was lowered.</param>
/// <param name="List">The recommendations by account, then rank.</param>
internal sealed record CallList(RecommendationModel Model, int Accounts, Notice Ranked, IReadOnlyList<string> FellBack, IReadOnlyList<Recommendation> List);

/// <summary>The recommendations of every account in one list.</summary>
internal sealed class CallListAnalysis : Analysis<CallListOptions, RecommendationModel, CallList>
{
    public override AnalysisInfo Info { get; } = new("cross-sell-call-list", 2, "CrossSell", "Call list", "What should be offered to each account, and why?", true, [.. CrossSellInputs.WithCampaigns, NewSales.Spec]);

    public override object ModelKey(CallListOptions options) => options.LoadKey;

    public override Task<RecommendationModel> LoadAsync(RunInputs inputs, CallListOptions options, IWork work, CancellationToken ct) =>
        RecommendationLoader.LoadAsync(inputs, options.Reading, options.Mining, options.LearnBeside, work, ct);

    public override CallList Solve(RecommendationModel model, CallListOptions options, IWork work, CancellationToken ct)
    {
        work.Report(null, "Recommending");
        var (lists, segments) = (new ListMaker(model, options.Ranker, options.Settings, work, ct), model.Purchases.Segments);
        var wanted = Transactions.Segment(segments, options.Segment);
        var accounts = Enumerable.Range(0, model.Purchases.Accounts.Count).Where(a => wanted < 0 || segments.Of[a] == wanted).ToArray();
        var found = new IReadOnlyList<Recommendation>[accounts.Length];
        Chunks.For(accounts.Length, work.Threads, ct, (_, from, to) =>
        {
            for (var i = from; i < to; i++) found[i] = lists.For(accounts[i]);
        });
        var fell = accounts.Select(a => segments.Of[a]).Distinct().Order().Where(s => model.RulesFor(s, options.Settings).FellBack).Select(model.NameOf);
        return new(model, accounts.Length, lists.Told, [.. fell], [.. found.SelectMany(f => f)]);
    }

    public override Report Report(CallList result, CallListOptions options)
    {
        var served = result.List.CountBy(r => r.Account).ToArray();
        return new(
            [
                new("accounts", "Accounts", result.Accounts, null, null, ColumnType.Integer, null, Better.Neither),
                new("served", "With a recommendation", served.Length, null, null, ColumnType.Integer, null, Better.Higher),
                new("full", Invariant($"With {options.MaxRecommendations}"), served.Count(s => s.Value == options.MaxRecommendations), null, null, ColumnType.Integer, null, Better.Higher),
                new("recommendations", "Recommendations", result.List.Count, null, null, ColumnType.Integer, null, Better.Higher),
                new("items", "Different items", result.List.Select(r => r.Item).Distinct().Count(), null, null, ColumnType.Integer, null, Better.Higher),
                new("rules", "Rules of all segments", result.Model.Books.Sum(b => b.Rules.Count), null, null, ColumnType.Integer, null, Better.Neither),
                new("boosted", "Boosted by a campaign", result.List.Count(r => r.Boost > 1), null, null, ColumnType.Integer, null, Better.Neither),
            ],
            [new RecommendationTables(result.Model).List("call_list", "Call list", result.List)],
            Invariant($"# Call list\n\n{served.Length:N0} of {result.Accounts:N0} accounts have a recommendation, {result.List.Count:N0} in all."),
            [.. Notices(result, options), .. RuleNotices.Of(result.Model), .. result.Model.Notices]);
    }

    private static IEnumerable<Notice> Notices(CallList result, CallListOptions options)
    {
        yield return result.Ranked;
        foreach (var segment in result.FellBack)
            yield return new(NoticeLevel.Warning, Invariant($"No rule passes the least confidence of the segment {segment}: rules from a confidence of {options.MinConfidence:0.###} on are used."));
        if (result.List.Count == 0) yield return new(NoticeLevel.Warning, "No rule leads from what an account bought to something new: lower min-support or min-confidence.");
    }
}
