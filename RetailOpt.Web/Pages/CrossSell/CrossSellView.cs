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

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Tab">Key of the tab.</param>
/// <param name="Item">The item that is looked into, or null for the best rule's.</param>
/// <param name="Of">The segment whose rules are shown, or null for everybody.</param>
public sealed record CrossSellView(string Tab, string? Item = null, string? Of = null)
{
    /// <summary>Reads the address.</summary>
    public static CrossSellView From(IReadOnlyDictionary<string, string> query)
    {
        string? Text(string key) => query.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
        return new(CrossSellTab.Of(Text("tab")).Key, Text("item"), Text("of"));
    }

    /// <summary>What the address must say; null where it is as usual.</summary>
    public IEnumerable<(string Key, string? Value)> ToQuery() => [("tab", Tab == CrossSellTab.All[0].Key ? null : Tab), ("item", Item), ("of", Of)];
}
