using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Scenarios;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What leaning on the categories changed, told with a result.</summary>
internal static class BeliefNotices
{
    public static IEnumerable<Notice> Of(PricingResult result)
    {
        if (Promise(result) is { } promise) yield return promise;
        if (result.Beliefs.Shrunk) foreach (var notice in Shrunk(result.Beliefs)) yield return notice;
        else yield return new(NoticeLevel.Warning, "Plans are on the raw curves, which tend to promise more than will sell: optimising picks the SKUs whose curves were lucky.");
        if (result.Options.Robust) yield return new(NoticeLevel.Info, "Plans and DEMAND are on the pessimistic side of what is believed: through the lower ends of each curve's 90% interval.");
    }

    private static Notice? Promise(PricingResult result) =>
        result.IntervalOf(Scenario.MaxDemand) is not { } believed ? null
        : new(NoticeLevel.Info, Invariant($"MAX_DEMAND: the curve says {result.RawDemandOf(Scenario.MaxDemand):#,##0.##}, we believe {believed.Expected:#,##0.##}, with a 90% interval of {believed.Low:#,##0.##} to {believed.High:#,##0.##}."), 0, "SUMMARY");

    private static IEnumerable<Notice> Shrunk(Beliefs beliefs)
    {
        var (median, skus) = beliefs.Moves;
        if (skus > 0)
            yield return new(NoticeLevel.Info, Invariant($"Leaning on the category moves the slope of the median SKU by {median:0.00} (SLOPE and SLOPE_BELIEVED tell each)."), skus, "RESULT");
        var borrowed = beliefs.Categories.Count(c => !c.Own);
        if (borrowed > 0 && beliefs.Categories.Count > 1)
            yield return new(NoticeLevel.Info, Invariant($"{borrowed:N0} of {beliefs.Categories.Count:N0} categories have too few SKUs to tell their slopes: they lean on all SKUs instead."), borrowed);
    }
}
