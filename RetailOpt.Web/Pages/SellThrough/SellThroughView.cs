using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Product">The product whose ladder is shown, or null for the one that gains most.</param>
/// <param name="Table">The derived table on show, or null for the first.</param>
public sealed record SellThroughView(string? Product = null, string? Table = null) : IPageView<SellThroughView>
{
    /// <inheritdoc/>
    public string Analysis => "sell-through";

    /// <inheritdoc/>
    public static SellThroughView From(IReadOnlyDictionary<string, string> query) => new(query.Text("product"), query.Text("table"));

    /// <inheritdoc/>
    public IEnumerable<(string Key, string? Value)> ToQuery() => [("product", Product), ("table", Table)];

    /// <inheritdoc/>
    public SellThroughView Elsewhere() => new();
}
