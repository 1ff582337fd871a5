using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation;
using static System.FormattableString;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>What to know of a plan.</summary>
internal static class ResultNotices
{
    private const int Told = 3;

    public static IEnumerable<Notice> Of(SellThroughResult r)
    {
        if (r.Whole.Before <= 0) yield return new(NoticeLevel.Warning, "Nothing was sold anywhere, so no demand is believed and nothing is moved: every rate is 0.");
        else if (r.Solution.Status != AllocationStatus.Optimal) yield return new(NoticeLevel.Warning, Invariant($"The plan is not proven best: {r.Solution.Why} No plan is better by more than {r.Solution.Gap:0.####%}."));
        if (r.Pairs.Stores.Length == 1) yield return new(NoticeLevel.Info, "There is one store, so nothing can move between stores.");
        if (r.Cells.Periods > 1) yield return new(NoticeLevel.Info, Invariant($"{r.Cells.Periods:N0} periods are planned: what arrives in a period is shared out in it, and what does not sell carries over in expectation; the simulation says what that approximation costs. Limits of stores hold for what a period brings. What each further unit sells is shown for one period only."));
        var broken = r.Solution.Broken.ToList();
        var words = new LimitWords(r);
        foreach (var kind in broken.GroupBy(LimitWords.Kind))
            yield return new(NoticeLevel.Warning, Invariant($"{kind.Count():N0} {(kind.Count() == 1 ? "limit" : "limits")} on {kind.Key} {(kind.Count() == 1 ? "is" : "are")} not kept: {string.Join(" ", kind.OrderByDescending(l => l.Excess).Take(Told).Select(words.Meaning))}"), kind.Count(), "constraints");
        if (r.Derived.Fashion.Derived) yield return new(NoticeLevel.Info, Invariant($"The sales do not say what is fashion, so {r.Derived.Fashion.FashionSubcategories.Count:N0} subcategories with high prices and many products are taken for it."), r.Derived.Fashion.FashionSubcategories.Count);
        var corrected = r.Model.Demand.SoldOut.Count(n => n > 0);
        if (corrected > 0) yield return new(NoticeLevel.Info, Invariant($"{corrected:N0} of {r.Pairs.Count:N0} pairs of {r.Options.One.ToLowerInvariant()} and product had no stock left at some time; what they could have sold besides is estimated and marked."), corrected, "demand");
        if (r.Model.Given.Market.Count > 0 && !r.Options.UseMarket) yield return new(NoticeLevel.Info, "A market index is given and not used; switch it on (use-market).");
        if (r.Options.UseMarket && r.Model.Given.Market.Count == 0) yield return new(NoticeLevel.Warning, "The market index is switched on (use-market) and none is given (market).");
    }
}
