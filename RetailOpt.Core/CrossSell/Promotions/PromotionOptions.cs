using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Promotions;

/// <summary>Options of the analysis "cross-sell-promotional-optimization".</summary>
public sealed record PromotionOptions : CrossSellOptions
{
    private const string Campaigns = "Campaigns";

    /// <inheritdoc/>
    public override int LookbackDays { get; init; } = 180;

    /// <summary>Only campaigns of a type, or null for all.</summary>
    [Option("campaign-type", "Type of campaigns", Group = Campaigns, Live = true, Help = "new_product_launch, seasonal_promotion (or seasonal), customer_retention, inventory_clearance or general; empty for all.")]
    public string? CampaignType { get; init; }

    /// <summary>Accounts that a combination needs.</summary>
    [Option("min-accounts", "Least accounts", Group = Campaigns, Unit = "accounts", Min = 1, Max = 1_000_000, Step = 1, Live = true, Help = "A combination that fewer accounts bought is not shown.")]
    public int MinAccounts { get; init; } = 2;

    /// <summary>Whether what was spent on a campaign is a cost beside its discounts.</summary>
    [Option("include-spend", "Spend is a cost", Group = Campaigns, Live = true, Help = "Adds a campaign's actual spend to its discounts; it is shared out neither to segments nor to combinations.")]
    public bool IncludeSpend { get; init; }

    /// <summary>Resamples of the intervals.</summary>
    [Option("resamples", "Resamples", Group = Campaigns, Min = 20, Max = 10_000, Step = 20, Help = "Of the bootstrap behind the 90% intervals.")]
    public int Resamples { get; init; } = 200;

    internal CampaignType? Wanted => CampaignType is null ? null : CampaignTypes.Find(CampaignType);

    /// <inheritdoc/>
    public override IEnumerable<OptionError> Check()
    {
        foreach (var error in base.Check()) yield return error;
        if (CampaignType is { } type && CampaignTypes.Find(type) is null) yield return new("campaign-type", $"There is no type '{type}'; there are {string.Join(", ", CampaignTypes.All)}.");
    }
}
