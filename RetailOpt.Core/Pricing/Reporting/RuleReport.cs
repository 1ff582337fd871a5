using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Rules;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What is told of the rules a plan keeps, and of those it does not.</summary>
internal static class RuleReport
{
    private const int Named = 5;
    private const double Edge = 1e-9;

    public static readonly TableLayout<(int Number, NotUsed Rule)> NotUsed = new TableLayout<(int Number, NotUsed Rule)>("RULES_NOT_USED", "Rules not used", inWorkbook: false)
        .Integer("NUMBER", "Number", r => r.Number)
        .Text("FILE", "File", r => r.Rule.File)
        .Integer("LINE", "Line or row", r => r.Rule.Line)
        .Text("COLUMN", "Column", r => r.Rule.Column)
        .Text("WHAT", "SKU or category", r => r.Rule.What)
        .Text("REASON", "Reason", r => r.Rule.Why)
        .OrderBy("NUMBER").IdentifiedBy("FILE", "LINE", "WHAT");

    public static IEnumerable<Notice> Notices(PricingResult result)
    {
        var (data, rules) = (result.Model.Data, result.Rules);
        var locked = Enumerable.Range(0, data.Count).Where(rules.IsLocked).ToArray();
        if (locked.Length > 0) yield return new(NoticeLevel.Info, Invariant($"{locked.Length:N0} SKUs are locked at a markdown decided beforehand."), locked.Length, "RESULT");
        var beyond = locked.Where(i => rules.Locks![i] < data.Lower[i] - Edge || rules.Locks[i] > data.Upper[i] + Edge).ToArray();
        if (beyond.Length > 0)
            yield return new(NoticeLevel.Warning, Invariant($"{beyond.Length:N0} locks lie outside their SKU's bounds and hold all the same: {string.Join(", ", beyond.Take(Named).Select(i => Invariant($"{data.Skus[i]} at {rules.Locks![i]:0.####}")))}{(beyond.Length > Named ? ", ..." : "")}."), beyond.Length, "RESULT");
        foreach (var notice in Rules.NotUsed.Notices(result.Given.NotUsed)) yield return notice;
    }
}
