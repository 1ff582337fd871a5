using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Mapping;

/// <summary>How headers are compared: without regard to case, blanks, underscores and the like.</summary>
internal static class Headers
{
    private static readonly Dictionary<string, string[]> Prefixes = new()
    {
        ["products"] = ["product", "item", "sku"],
        ["stores"] = ["store", "shop", "outlet"],
        ["accounts"] = ["account", "customer", "household"],
        ["campaigns"] = ["campaign", "promotion"],
    };

    private static readonly HashSet<string> Known = [.. Canonical.Tables.Values.SelectMany(t => t.Columns.SelectMany(c => c.Aliases.Append(c.Key))).Select(Normal)];

    public static string Normal(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Whether any canonical column goes by this normal header.</summary>
    public static bool IsKnown(string normal) => Known.Contains(normal);

    /// <summary>How surely a normal header means a column: 1 its own key, .9 an alias, .8 its key after the name of the table, 0 not at all.</summary>
    public static double Confidence(string normal, TableSchema table, Column column)
    {
        if (normal == Normal(column.Key)) return 1;
        if (column.Aliases.Any(a => Normal(a) == normal)) return .9;
        return Prefixes.TryGetValue(table.Name, out var names) && names.Any(n => normal == n + Normal(column.Key)) ? .8 : 0;
    }
}
