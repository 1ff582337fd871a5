namespace RetailOpt.Web.Pages.SellThrough;

/// <summary>What a person looks at, as the address holds it beside dataset and options.</summary>
/// <param name="Product">The product whose ladder is shown, or null for the one that gains most.</param>
/// <param name="Table">The derived table on show, or null for the first.</param>
public sealed record SellThroughView(string? Product = null, string? Table = null)
{
    /// <summary>Reads the address.</summary>
    public static SellThroughView Of(IReadOnlyDictionary<string, string> query)
    {
        string? Text(string key) => query.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
        return new(Text("product"), Text("table"));
    }

    /// <summary>What the address must say; null where it is as usual.</summary>
    public IEnumerable<(string Key, string? Value)> ToQuery() => [("product", Product), ("table", Table)];
}
