using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.CrossSell;

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Tab">Key of the tab.</param>
/// <param name="Item">The item that is looked into, or null for the best rule's.</param>
/// <param name="Of">The segment whose rules are shown, or null for everybody.</param>
public sealed record CrossSellView(string Tab, string? Item = null, string? Of = null) : IPageView<CrossSellView>
{
    /// <inheritdoc/>
    public string Analysis => CrossSellTab.Of(Tab).Analysis;

    /// <inheritdoc/>
    public static CrossSellView From(IReadOnlyDictionary<string, string> query) => new(CrossSellTab.Of(query.Text("tab")).Key, query.Text("item"), query.Text("of"));

    /// <inheritdoc/>
    public IEnumerable<(string Key, string? Value)> ToQuery() => [("tab", Tab == CrossSellTab.All[0].Key ? null : Tab), ("item", Item), ("of", Of)];

    /// <inheritdoc/>
    public CrossSellView Elsewhere() => new(Tab);
}
