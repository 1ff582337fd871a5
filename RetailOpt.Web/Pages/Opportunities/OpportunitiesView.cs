namespace RetailOpt.Web.Pages.Opportunities;

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Cluster">The only cluster that is listed, or null for all.</param>
/// <param name="Category">The only category that is listed, or null for all.</param>
/// <param name="Store">The store that is looked into, or null.</param>
/// <param name="Product">The product that is looked into, or null for the one of those listed that would bring the most.</param>
/// <param name="Stores">Whether stores are listed rather than opportunities.</param>
public sealed record OpportunitiesView(string? Cluster = null, string? Category = null, string? Store = null, ProductAt? Product = null, bool Stores = false)
{
    /// <summary>Reads the address.</summary>
    public static OpportunitiesView Of(IReadOnlyDictionary<string, string> query)
    {
        string? Text(string key) => query.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
        return new(Text("cluster"), Text("category"), Text("store"), Text("in-cluster") is { } c && Text("in-category") is { } k ? new(c, k, Text("product")) : null, Text("list") == "stores");
    }

    /// <summary>What the address must say; null where it is as usual.</summary>
    public IEnumerable<(string Key, string? Value)> ToQuery() =>
        [("cluster", Cluster), ("category", Category), ("store", Store), ("in-cluster", Product?.Cluster), ("in-category", Product?.Category), ("product", Product?.Product), ("list", Stores ? "stores" : null)];
}

/// <summary>A product in a category of a cluster; null is the one that would bring the most.</summary>
public sealed record ProductAt(string Cluster, string Category, string? Product);
