using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.CrossSell;

/// <summary>What cross-sell analyses read.</summary>
internal static class CrossSellInputs
{
    public const string Data = "data";

    private static readonly ColumnNeed[] Sales =
    [
        new("sales", "basket", true, "A column such as basket_id, transaction_id or InvoiceNo; else accounts and dates: what an account buys in a day is one basket.", Or: "account"),
        new("sales", "product", true, "A column such as product_id, SKU or StockCode."),
        new("sales", "date", false, "Without dates there is no window: all sales count, and they need a basket."),
        new("sales", "account", false, "Without accounts there are neither segments nor recommendations."),
        new("sales", "amount", false, "Values of baskets; else quantity times unit price, else the quantity stands for it."),
        new("sales", "discount", false, "Cost of promotions; without it none is known."),
        new("products", "name", false, "Names beside the ids."),
        new("products", "category", false, "To look at categories in place of products."),
        new("accounts", "segment", false, "Segments; without them Premium, Standard and Basic are computed."),
    ];

    private static readonly ColumnNeed[] Campaigns =
    [
        new("sales", "campaign", false, "The campaign of a line; else a line belongs to the campaigns that target its account and offer its product on its day."),
        new("campaigns", "start", false, "First day of a campaign, with its last one (end)."),
        new("campaign_targets", "account", false, "Accounts that a campaign targets; else its target segment, else everybody."),
        new("campaign_products", "product", false, "Products, or coupons for products, of a campaign; else its category, else all."),
    ];

    public static readonly IReadOnlyList<InputSpec> Baskets = [new(Data, [InputKind.Source], true, "Sales with baskets.", Sales)];

    public static readonly IReadOnlyList<InputSpec> WithCampaigns = [new(Data, [InputKind.Source], true, "Sales with baskets, and campaigns.", [.. Sales, .. Campaigns])];
}
