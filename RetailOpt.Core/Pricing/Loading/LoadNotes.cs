using RetailOpt.Core.Analyses;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>A SKU that is not priced, and why.</summary>
internal sealed record RefusedSku(string Sku, double Lower, double Upper, string Reason);

/// <summary>What reading left out, refused and assumed: told with every result made from it.</summary>
internal sealed record LoadNotes(string Source, SalesShape Shape, DroppedRows Dropped, IReadOnlyList<RefusedSku> Refused, Assumed Assumed)
{
    public IEnumerable<Notice> Notices()
    {
        yield return new Notice(NoticeLevel.Info, Invariant($"One observation of a curve is {ObservationText()}."));
        if (Shape.DatesMissed) yield return new Notice(NoticeLevel.Warning, "The sales have no dates, so each row is one observation.");
        if (ListText() is { } list) yield return new Notice(NoticeLevel.Warning, list);
        foreach (var (reason, count) in Dropped.ByReason)
            yield return new Notice(NoticeLevel.Warning, Invariant($"{count:N0} rows dropped: {DroppedRows.Say(reason)}."), count, "DROPPED_ROWS");
        if (Dropped.Count > Dropped.Listed.Count)
            yield return new Notice(NoticeLevel.Info, Invariant($"DROPPED_ROWS lists the first {Dropped.Listed.Count:N0} of {Dropped.Count:N0} dropped rows."), Dropped.Count, "DROPPED_ROWS");
        foreach (var group in Refused.GroupBy(r => r.Reason.Split(':')[0]))
            yield return new Notice(NoticeLevel.Error, Invariant($"{group.Count():N0} SKUs are not priced: {group.Key}."), group.Count(), "REFUSED_SKUS");
        foreach (var notice in Assumed.Notices(Shape.ByStore)) yield return notice;
    }

    private string ObservationText() => Shape.Period switch
    {
        PricingPeriod.Row => "a row of the file",
        PricingPeriod.Day => Shape.ByStore ? "a product's sales in a store on a day" : "a product's sales of a day, over all stores",
        _ => Shape.ByStore ? "a product's sales in a store in a week (from Monday)" : "a product's sales of a week (from Monday), over all stores",
    };

    private string? ListText() => Shape.List switch
    {
        ListSource.Row => null,
        ListSource.Discount => "The sales have no list price: it is taken as the net amount plus the discount, per unit.",
        ListSource.Product => "The sales have no list price: the product's own list price stands for every row.",
        ListSource.Bounds => Shape.Period == PricingPeriod.Row ? null : "The sales have no list price: the MSRP of the price bounds stands for every row.",
        _ => Invariant($"The data has no list price: each SKU's is taken as the {SkuFold.DerivedQuantile:0%} quantile of the mean prices paid in its periods, and markdowns are measured from it."),
    };
}

/// <summary>What had to be assumed, in numbers of SKUs.</summary>
internal sealed record Assumed(bool NoCategories, int Lower, int Upper, int Stock, int StockShared, int MsrpVaries, double PeriodsSeen)
{
    private const double Usual = .9;

    public IEnumerable<Notice> Notices(bool byStore)
    {
        if (NoCategories) yield return new Notice(NoticeLevel.Info, "The data has no categories: all SKUs are one category.");
        if (Lower > 0) yield return new Notice(NoticeLevel.Info, Invariant($"{Lower:N0} SKUs have no lower markdown bound: 0 is assumed."), Lower);
        if (Upper > 0) yield return new Notice(NoticeLevel.Info, Invariant($"{Upper:N0} SKUs have no upper markdown bound: {PlanBounds.UsualUpper:0%} is assumed, or the largest markdown seen, at most {PlanBounds.LargestUpper:0%}."), Upper);
        if (Stock > 0) yield return new Notice(NoticeLevel.Info, Invariant($"{Stock:N0} SKUs have no inventory: {PlanBounds.StockCover} times the units of the largest period, times the horizon, is assumed."), Stock);
        if (StockShared > 0 && byStore) yield return new Notice(NoticeLevel.Info, Invariant($"The inventory of {StockShared:N0} products is shared among their stores by the units of their largest periods."), StockShared);
        if (PeriodsSeen < Usual)
            yield return new Notice(NoticeLevel.Warning, Invariant($"A SKU sold in {PeriodsSeen:0%} of the periods on average. Periods without a sale leave no row, so a curve tells the sales of a period in which the SKU sells, and totals are too high by that."));
        if (MsrpVaries > 0) yield return new Notice(NoticeLevel.Warning, Invariant($"{MsrpVaries:N0} SKUs have several MSRPs: the first is used."), MsrpVaries);
    }
}
