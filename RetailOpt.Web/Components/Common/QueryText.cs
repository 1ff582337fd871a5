namespace RetailOpt.Web.Components.Common;

/// <summary>Reads what a query says.</summary>
public static class QueryText
{
    /// <summary>A value; null where it is empty too.</summary>
    public static string? Text(this IReadOnlyDictionary<string, string> query, string key) => query.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;
}
