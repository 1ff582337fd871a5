using MudBlazor;

namespace RetailOpt.Web.Pages;

/// <summary>A page that answers with an analysis.</summary>
/// <param name="Analysis">Key of the analysis.</param>
/// <param name="Href">The page's address.</param>
/// <param name="Title">Its name in the navigation.</param>
/// <param name="Icon">Its picture.</param>
/// <param name="Tab">The tab that answers with the analysis, where that is not the first.</param>
public sealed record FeaturePage(string Analysis, string Href, string Title, string Icon, string? Tab = null)
{
    /// <summary>The page on a dataset.</summary>
    public string On(string datasetId) => $"{Href}?data={datasetId}{(Tab is null ? "" : $"&tab={Tab}")}";
}

/// <summary>The pages that exist; the navigation and every link to them is made from this list.</summary>
public static class Features
{
    /// <summary>In the order of the navigation.</summary>
    public static IReadOnlyList<FeaturePage> All { get; } =
    [
        new("price", "/pricing", "Pricing", Icons.Material.Outlined.Sell),
        new("opportunities", "/opportunities", "Opportunities", Icons.Material.Outlined.AddShoppingCart),
        new("sell-through", "/sell-through", "Sell-through", Icons.Material.Outlined.LocalShipping),
        new("cross-sell-market-basket", "/cross-sell", "Cross-sell", Icons.Material.Outlined.ShoppingBasket),
        new("clusters", "/clusters", "Store clusters", Icons.Material.Outlined.BubbleChart),
        new("calibrate", "/synthesis", "Synthesis", Icons.Material.Outlined.Science, "calibrate"),
    ];

    /// <summary>The page of an analysis, or null.</summary>
    public static FeaturePage? Of(string analysis) => All.FirstOrDefault(f => f.Analysis == analysis);
}
