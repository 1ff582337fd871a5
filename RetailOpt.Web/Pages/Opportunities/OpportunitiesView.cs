using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Pages.Live;

namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Cluster">The only cluster that is listed, or null for all.</param>
/// <param name="Category">The only category that is listed, or null for all.</param>
/// <param name="Store">The store that is looked into, or null.</param>
/// <param name="Product">The product that is looked into, or null for the one of those listed that would bring the most.</param>
/// <param name="Stores">Whether stores are listed rather than opportunities.</param>
public sealed record OpportunitiesView(string? Cluster = null, string? Category = null, string? Store = null, ProductAt? Product = null, bool Stores = false) : IPageView<OpportunitiesView>
{
    /// <inheritdoc/>
    public string Analysis => "opportunities";

    /// <inheritdoc/>
    public static OpportunitiesView From(IReadOnlyDictionary<string, string> query) => new(query.Text("cluster"), query.Text("category"), query.Text("store"),
        query.Text("in-cluster") is { } cluster && query.Text("in-category") is { } category ? new(cluster, category, query.Text("product")) : null, query.Text("list") == "stores");

    /// <inheritdoc/>
    public IEnumerable<(string Key, string? Value)> ToQuery() =>
        [("cluster", Cluster), ("category", Category), ("store", Store), ("in-cluster", Product?.Cluster), ("in-category", Product?.Category), ("product", Product?.Product), ("list", Stores ? "stores" : null)];

    /// <inheritdoc/>
    public OpportunitiesView Elsewhere() => new();
}

/// <summary>A product in a category of a cluster; null is the one that would bring the most.</summary>
public sealed record ProductAt(string Cluster, string Category, string? Product);
