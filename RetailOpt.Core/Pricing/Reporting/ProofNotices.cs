using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Scenarios;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What came of proving plans.</summary>
internal static class ProofNotices
{
    public static IEnumerable<Notice> Of(PricingResult result)
    {
        if (!result.Options.Prove) return [];
        if (result.Problem.Table is null) return [new(NoticeLevel.Info, "Nothing was left to prove with CBC: plans whose markdowns move freely come with their proof.")];
        var told = result.Solution.Scenarios.Where(s => s.Proof is not null).Select(s => new Notice(NoticeLevel.Info, Invariant($"{s.Scenario.Key()}: {s.Proof}"), 1, "SUMMARY")).ToArray();
        if (told.Length > 0) return told;
        return [new(NoticeLevel.Info, result.Solution.Scenarios.Any(s => s.Gap > Desk.Optimal)
            ? "Plans are not proven while targets move: a run proves them." : "Nothing was left to prove with CBC: every gap is closed.")];
    }
}
