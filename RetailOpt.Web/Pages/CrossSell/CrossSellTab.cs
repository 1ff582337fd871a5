namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>A tab of the page: one analysis.</summary>
/// <param name="Key">What the address says.</param>
/// <param name="Analysis">Key of the analysis.</param>
/// <param name="Title">Its name.</param>
/// <param name="Waiting">What is being done at the first answer.</param>
public sealed record CrossSellTab(string Key, string Analysis, string Title, string Waiting)
{
    /// <summary>In the order shown; the first is where the page opens.</summary>
    public static IReadOnlyList<CrossSellTab> All { get; } =
    [
        new("rules", "cross-sell-market-basket", "Rules", "Reading baskets and mining rules for everybody and each segment…"),
        new("affinity", "cross-sell-affinity", "Affinity", "Counting which items are bought together…"),
        new("accounts", "cross-sell-account-recommendations", "Accounts", "Mining the rules that recommendations rest on…"),
        new("promotions", "cross-sell-promotional-optimization", "Promotions", "Comparing baskets of campaigns with others…"),
        new("gains", "cross-sell-analyze", "Where to gain", "Mining rules, comparing campaigns and scoring opportunities…"),
        new("backtest", "cross-sell-backtest", "Backtest", "Hiding each account's last basket and guessing it…"),
    ];

    /// <summary>The tab of a key; the first where there is none.</summary>
    public static CrossSellTab Of(string? key) => All.FirstOrDefault(t => t.Key == key) ?? All[0];
}
