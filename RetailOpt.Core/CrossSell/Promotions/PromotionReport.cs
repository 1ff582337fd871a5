using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.Reporting;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>The tables, figures and text of promotions.</summary>
internal sealed class PromotionReport(PromotionResult result, PromotionOptions options)
{
    private const string PerAll = "Baskets of the campaign against baskets of the same segment with its items that no campaign touched, in gross value.";
    private readonly Purchases _purchases = result.Model.Purchases;
    private readonly IReadOnlyList<Campaign> _campaigns = result.Model.Campaigns;

    private readonly record struct Advice(string What, int Rank, Combination Combination);

    public Report Report() => new(Kpis(),
        [
            Advised().Of([.. result.Choice.Fix.Select((c, i) => new Advice("fix", i + 1, c)), .. result.Choice.Scale.Select((c, i) => new Advice("scale", i + 1, c))]),
            CampaignTable().Of([.. result.Campaigns.OrderBy(c => _campaigns[c.Place].Id, StringComparer.Ordinal)]),
            SegmentRows().Of([.. result.Segments.OrderBy(s => Segment(s.Place, "(none)"), StringComparer.Ordinal)]),
            Combinations().Of([.. result.Combinations.OrderBy(c => _campaigns[c.Campaign].Id, StringComparer.Ordinal).ThenByDescending(c => c.Effectiveness)
                .ThenBy(c => Item(c.Primary), StringComparer.Ordinal).ThenBy(c => Item(c.Other), StringComparer.Ordinal).ThenBy(c => Segment(c.Segment), StringComparer.Ordinal)]),
            SegmentTable.Of(_purchases),
        ],
        Text(), [.. Notices(), .. result.Model.Notices]);

    private Kpi[] Kpis()
    {
        var converted = result.Campaigns.Sum(c => (double)c.Accounts);
        var targeted = result.Campaigns.Sum(c => (double)c.Targeted);
        return
        [
            new("campaigns", "Campaigns", result.Campaigns.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("active", "Active campaigns", result.Model.AsOf is { } day ? result.Campaigns.Count(c => _campaigns[c.Place].IsActive(day)) : null, null, null, ColumnType.Integer, null, Better.Neither),
            new("baskets", "Campaign baskets", result.Campaigns.Sum(c => (long)c.Baskets), null, null, ColumnType.Integer, null, Better.Higher),
            new("combinations", "Combinations", result.Combinations.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("conversion", "Conversion", targeted == 0 ? null : converted / targeted, null, null, ColumnType.Percent, null, Better.Higher),
            new("impact", "Revenue impact", result.Campaigns.Any(c => c.Impact is not null) ? result.Campaigns.Sum(c => c.Impact?.Value ?? 0) : null, null, null, ColumnType.Money, null, Better.Higher),
            new("cost", "Cost", result.Campaigns.Sum(c => c.Cost), null, null, ColumnType.Money, null, Better.Lower),
            new("to_scale", "Combinations to scale", result.Choice.Scale.Count, null, null, ColumnType.Integer, null, Better.Neither),
        ];
    }

    private TableLayout<Advice> Advised() => new TableLayout<Advice>("promotion_advice", "What to scale and what to fix")
        .Text("advice", "Advice", a => a.What).Integer("rank", "Rank", a => a.Rank).Text("campaign", "Campaign", a => _campaigns[a.Combination.Campaign].Id)
        .Text("type", "Type", a => CampaignTypes.Name(_campaigns[a.Combination.Campaign].Type)).Text("primary", "Primary item", a => Item(a.Combination.Primary)).Text("cross_sell", "Cross-sell item", a => Item(a.Combination.Other))
        .Text("primary_name", "Name", a => Name(a.Combination.Primary)).Text("cross_sell_name", "Name of the cross-sell item", a => Name(a.Combination.Other))
        .Number("effectiveness", "Effectiveness", a => a.Combination.Effectiveness).Percent("cross_sell_rate", "Cross-sell rate", a => a.Combination.Rate).Money("revenue_impact", "Revenue impact", a => a.Combination.Impact?.Value)
        .Number("lift", "Lift", a => a.Combination.Lift).Percent("confidence", "Confidence", a => a.Combination.Confidence).Percent("support", "Support", a => a.Combination.Support).Money("basket_value", "Mean basket", a => a.Combination.BasketValue)
        .OrderBy("advice", "rank").IdentifiedBy("advice", "campaign", "primary", "cross_sell");

    private TableLayout<Performance> CampaignTable() => Performing(new TableLayout<Performance>("campaign_performance", "Campaigns").Text("campaign", "Campaign", p => _campaigns[p.Place].Id).Text("name", "Name", p => _campaigns[p.Place].Name)
            .Text("type", "Type", p => CampaignTypes.Name(_campaigns[p.Place].Type)).Flag("active", "Active", p => result.Model.AsOf is { } day ? _campaigns[p.Place].IsActive(day) : null))
        .OrderBy("campaign").IdentifiedBy("campaign");

    private TableLayout<Performance> SegmentRows() => Performing(new TableLayout<Performance>("promotion_segments", "Promotions by segment").Text("segment", "Segment", p => Segment(p.Place, "(none)"))).OrderBy("segment").IdentifiedBy("segment");

    private static TableLayout<Performance> Performing(TableLayout<Performance> layout) => layout
        .Integer("targeted", "Targeted accounts", p => p.Targeted).Integer("accounts", "Accounts that bought", p => p.Accounts).Percent("conversion_rate", "Conversion", p => p.Conversion)
        .Integer("baskets", "Campaign baskets", p => p.Baskets).Integer("compared", "Of them comparable", p => p.Compared, help: "Baskets of segments in which there are others to compare with.")
        .Money("net_sales", "Net sales under the campaign", p => p.Net).Money("basket_value", "Mean basket", p => p.BasketValue, help: "Gross: net and discount.")
        .Money("revenue_impact", "Revenue impact", p => p.Impact?.Value, help: PerAll).Money("impact_low", "From (5%)", p => p.Impact?.Low).Money("impact_high", "To (95%)", p => p.Impact?.High)
        .Money("cost", "Cost", p => p.Cost).Number("roi", "Return on cost", p => p.Roi, help: "(impact - cost) / cost; empty where the cost is 0.")
        .Integer("combinations", "Combinations", p => p.Combinations).Number("best_effectiveness", "Best effectiveness", p => p.BestEffectiveness);

    private TableLayout<Combination> Combinations() => new TableLayout<Combination>("promotion_combinations", "Campaigns and what sells beside them")
        .Text("campaign", "Campaign", c => _campaigns[c.Campaign].Id).Text("primary", "Primary item", c => Item(c.Primary)).Text("cross_sell", "Cross-sell item", c => Item(c.Other)).Text("segment", "Segment", c => Segment(c.Segment))
        .Text("primary_name", "Name", c => Name(c.Primary)).Text("cross_sell_name", "Name of the cross-sell item", c => Name(c.Other))
        .Integer("pair_baskets", "Baskets with both", c => c.Pairs).Integer("campaign_baskets", "Campaign baskets", c => c.Base, help: "With the primary item bought under the campaign.").Integer("accounts", "Accounts", c => c.Accounts)
        .Percent("cross_sell_rate", "Cross-sell rate", c => c.Rate).Money("pair_value", "Mean value of both", c => c.PairValue).Number("discount_percent", "Discount", c => c.DiscountPercent, "%")
        .Number("promotional_impact", "Effectiveness", c => c.Effectiveness, help: "Baskets with both times the mean value of both, over the discount in percent plus one.")
        .Money("revenue_impact", "Revenue impact", c => c.Impact?.Value, help: PerAll).Money("impact_low", "From (5%)", c => c.Impact?.Low).Money("impact_high", "To (95%)", c => c.Impact?.High)
        .Percent("conversion_rate", "Conversion", c => c.Conversion).Money("cost", "Cost", c => c.Cost).Number("roi", "Return on cost", c => c.Roi)
        .Percent("support", "Support", c => c.Support).Percent("confidence", "Confidence", c => c.Confidence).Number("lift", "Lift", c => c.Lift).Money("basket_value", "Mean basket", c => c.BasketValue)
        .OrderBy("campaign", "-promotional_impact", "primary", "cross_sell", "segment").IdentifiedBy("campaign", "primary", "cross_sell", "segment");

    private IEnumerable<Notice> Notices()
    {
        yield return new(NoticeLevel.Info, result.Model.Attribution.ById ? "The lines of the sales name their campaigns." : "The sales name no campaigns: a line belongs to the campaigns that target its account, run on its day and offer its product.");
        var idle = result.Campaigns.Where(c => c.Baskets == 0).Select(c => _campaigns[c.Place].Id).ToArray();
        if (idle.Length > 0) yield return new(NoticeLevel.Warning, Invariant($"{idle.Length:N0} of {result.Campaigns.Count:N0} campaigns have no sale in the window ({string.Join(", ", idle.Take(8))}{(idle.Length > 8 ? ", ..." : "")})."), idle.Length);
        if (result.Campaigns.Count == 0) yield return new(NoticeLevel.Warning, $"There is no campaign of the type {options.CampaignType}.");
        if (result.TooFew > 0) yield return new(NoticeLevel.Info, Invariant($"{result.TooFew:N0} combinations were bought by fewer than {options.MinAccounts} accounts and are not shown (min-accounts)."), result.TooFew);
        if (result.Combinations.Count > 0 && result.Choice.Passing == 0) yield return new(NoticeLevel.Warning, "No combination passes the filter of its campaign's type, so none is advised to be scaled.");
        if (result.Campaigns.Sum(c => (long)c.Baskets - c.Compared) is var alone and > 0)
            yield return new(NoticeLevel.Info, Invariant($"{alone:N0} campaign baskets are of segments without other baskets of these items: they are in no revenue impact."), alone);
    }

    private string Text()
    {
        var lead = result.Choice.Scale.Count == 0 ? "No combination of campaign and items is advised to be scaled."
            : Invariant($"The most effective combination is {Item(result.Choice.Scale[0].Primary)} with {Item(result.Choice.Scale[0].Other)} under campaign {_campaigns[result.Choice.Scale[0].Campaign].Id}: {result.Choice.Scale[0].Pairs:N0} baskets with both.");
        return $"""
            # Promotions: {result.Campaigns.Count} campaigns, {result.Combinations.Count} combinations

            {lead} Revenue impacts compare gross values of baskets, so that a discount counts once, as a cost; they describe and do not prove: who gets a campaign may differ from who does not.
            """;
    }

    private string Item(int item) => _purchases.Items[item];
    private string? Name(int item) => _purchases.ItemNames[item];
    private string Segment(int segment, string none = Transactions.Everybody) => segment < 0 ? none : _purchases.Segments.Names[segment];
}
