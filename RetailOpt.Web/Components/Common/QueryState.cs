using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Components.Common;

/// <summary>The address is the truth of a page's view: reads the query, and writes changes to it without a new entry in the history.</summary>
public sealed class QueryState(NavigationManager navigation)
{
    /// <summary>The query of the current address; of a key given twice, the last.</summary>
    public IReadOnlyDictionary<string, string> All => QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query)
        .ToDictionary(p => p.Key, p => p.Value.LastOrDefault() ?? "", StringComparer.OrdinalIgnoreCase);

    /// <summary>A value, or null.</summary>
    public string? this[string key] => All.GetValueOrDefault(key);

    /// <summary>Changes some keys (null or empty removes) and keeps the others.</summary>
    public void Set(params IEnumerable<(string Key, string? Value)> changes)
    {
        var next = navigation.GetUriWithQueryParameters(changes.ToDictionary(c => c.Key, c => (object?)(string.IsNullOrEmpty(c.Value) ? null : c.Value)));
        if (next != navigation.Uri) navigation.NavigateTo(next, replace: true);
    }

    /// <summary>Reads the options of a schema from the address; keys that are no options are left to others.</summary>
    public (object Options, IReadOnlyList<OptionError> Errors) Options(OptionSchema schema)
    {
        var known = schema.Fields.Select(f => f.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return schema.FromText(All.Where(p => known.Contains(p.Key)));
    }
}
