using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Scenarios;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What leaning on the categories changed, told with a result.</summary>
internal static class BeliefNotices
{
    /// <summary>Stock that cuts this share of the demand is worth a sentence.</summary>
    private const double Noticeable = .005;

    public static IEnumerable<Notice> Of(PricingResult result)
    {
        foreach (var notice in Promise(result)) yield return notice;
        if (result.Beliefs.Shrunk) foreach (var notice in Shrunk(result.Beliefs)) yield return notice;
        else yield return new(NoticeLevel.Warning, "Plans are on the raw curves, which tend to promise more than will sell: optimising picks the SKUs whose curves were lucky.");
        if (result.Options.Robust)
            yield return new(NoticeLevel.Info, "Plans and DEMAND are on the pessimistic side of what is believed, near the lower ends of each curve's 90% interval; DEMAND_LOW to DEMAND_HIGH is what is believed of the same plans, so DEMAND may lie below it.");
    }

    private static IEnumerable<Notice> Promise(PricingResult result)
    {
        var demand = result.Solution[Scenario.MaxDemand].Totals.Demand;
        if (result.IntervalOf(Scenario.MaxDemand) is not { } believed || !double.IsFinite(demand)) yield break;
        var says = result.Beliefs.Shrunk || result.Options.Robust
            ? Invariant($"the curve says {result.RawDemandOf(Scenario.MaxDemand):#,##0.##}, {(result.Options.Robust ? "fearing the worst we plan on" : "we believe")} {demand:#,##0.##}")
            : Invariant($"the curve says {demand:#,##0.##}");
        yield return new(NoticeLevel.Info, $"MAX_DEMAND: {says}, with a 90% interval of {Invariant($"{believed.Low:#,##0.##} to {believed.High:#,##0.##}")}.", 0, "SUMMARY");
        if (believed.Expected < demand * (1 - Noticeable))
            yield return new(NoticeLevel.Info, Invariant($"On average MAX_DEMAND brings {believed.Expected:#,##0.##}: a SKU that sells better than believed stops at its stock, one that sells worse does not."), 0, "SUMMARY");
    }

    private static IEnumerable<Notice> Shrunk(Beliefs beliefs)
    {
        var (median, skus) = beliefs.Moves;
        if (skus > 0)
            yield return new(NoticeLevel.Info, Invariant($"Leaning on the category moves the slope of the median SKU by {median:0.00} (SLOPE and SLOPE_BELIEVED tell each)."), skus, "RESULT");
        var borrowed = beliefs.Categories.Count(c => c.FromAll > .5);
        if (borrowed > 0 && beliefs.Categories.Count > 1)
            yield return new(NoticeLevel.Info, Invariant($"{borrowed:N0} of {beliefs.Categories.Count:N0} categories have too few SKUs to tell their own slope: they lean on all SKUs more than on their own."), borrowed);
        if (beliefs.NoiseAssumed)
            yield return new(NoticeLevel.Warning, "No SKU has observations enough to tell how much its sales scatter: 30% is assumed, and every interval rests on it.");
    }
}
