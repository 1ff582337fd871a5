using System.Text.Json;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import;

/// <summary>How one file fills canonical tables.</summary>
/// <param name="Table">The table that its rows are; null to find it out.</param>
/// <param name="Columns">
/// Header to target: "amount" (in the file's own table), "products.category", several separated by commas, or empty to leave the
/// column out. Headers that are not named keep their proposal.
/// </param>
public sealed record FileMapping(string? Table, IReadOnlyDictionary<string, string> Columns);

/// <summary>The corrections to the proposed mapping of an import: by name of the file ("sales.csv", "data.zip/sales.csv", "book.xlsx/Sheet1", or "*" for all).</summary>
public static class MappingPlan
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Reads <see cref="ImportOptions.Mapping"/>.</summary>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    public static IReadOnlyDictionary<string, FileMapping> Parse(string? json)
    {
        var read = string.IsNullOrWhiteSpace(json) ? null : JsonSerializer.Deserialize<Dictionary<string, FileMapping?>>(json, Json);
        return (read ?? []).ToDictionary(p => p.Key, p => Complete(p.Value), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads the mapping of one file, as the mapping memory keeps it.</summary>
    public static FileMapping ParseFile(string json) => Complete(JsonSerializer.Deserialize<FileMapping>(json, Json));

    /// <summary>Writes what <see cref="Parse"/> reads.</summary>
    public static string ToJson(IReadOnlyDictionary<string, FileMapping> files) => JsonSerializer.Serialize(files, Json);

    /// <summary>Writes what <see cref="ParseFile"/> reads.</summary>
    public static string ToJson(FileMapping file) => JsonSerializer.Serialize(file, Json);

    /// <summary>What is wrong with a mapping, or null.</summary>
    public static string? Error(string? json)
    {
        try
        {
            foreach (var (file, mapping) in Parse(json))
            {
                if (mapping.Table is { } table && !Canonical.Tables.ContainsKey(table)) return $"{file}: there is no table '{table}'; there are {string.Join(", ", Canonical.Tables.Keys)}.";
                foreach (var (header, targets) in mapping.Columns)
                    foreach (var target in Targets(targets))
                        if (Unknown(target, mapping.Table) is { } why) return $"{file}, column {header}: {why}";
            }
            return null;
        }
        catch (JsonException e) { return $"The mapping is no valid JSON: {e.Message}"; }
    }

    internal static IEnumerable<string> Targets(string targets) => targets.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static (string? Table, string Column) Split(string target) =>
        target.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? (target[..dot], target[(dot + 1)..]) : (null, target);

    private static string? Unknown(string target, string? table)
    {
        var (named, column) = Split(target);
        if ((named ?? table) is not { } name) return null; // the table is still to be found: checked when it is
        if (!Canonical.Tables.TryGetValue(name, out var schema)) return $"there is no table '{name}'.";
        return schema.IndexOf(column) >= 0 ? null : $"table {name} has no column '{column}'; it has {string.Join(", ", schema.Columns.Select(c => c.Key))}.";
    }

    private static FileMapping Complete(FileMapping? mapping) =>
        new(mapping?.Table, new Dictionary<string, string>((mapping?.Columns ?? new Dictionary<string, string>()).Select(p => KeyValuePair.Create(p.Key, p.Value ?? "")), StringComparer.OrdinalIgnoreCase));
}
