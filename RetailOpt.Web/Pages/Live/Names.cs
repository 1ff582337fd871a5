using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Web.Pages.Live;

/// <summary>What a dataset calls its stores, accounts and products.</summary>
public sealed class Names
{
    private static readonly string[] Tables = ["stores", "accounts", "products"];
    private readonly Dictionary<string, Dictionary<string, string>> names = [];
    private readonly Dictionary<string, HashSet<string>> shared = [];

    private Names() { }

    /// <summary>Reads them; a dataset whose tables have no names is not opened.</summary>
    internal static async Task<Names> ReadAsync(DatasetItem dataset, Func<IQueryEngine> open, CancellationToken ct)
    {
        var all = new Names();
        foreach (var table in Tables)
        {
            var key = table[..^1];
            if (dataset.Schemas.GetValueOrDefault(table) is not { } schema || schema.IndexOf(key) < 0 || schema.IndexOf("name") < 0) continue;
            var query = new Aggregate($"names of {table}", $"SELECT {key}, name FROM {table} WHERE {key} IS NOT NULL AND name IS NOT NULL ORDER BY {key}, name",
                [new(key, key, ColumnType.Text), new("name", "name", ColumnType.Text)]);
            var found = all.names[table] = new(StringComparer.Ordinal);
            await foreach (var batch in open().PullAsync(query, ct))
                for (var i = 0; i < batch.Rows; i++)
                    if (batch.Column<string?>(1)[i] is { Length: > 0 } name) found.TryAdd(batch.Column<string?>(0)[i]!, name);
            all.shared[table] = [.. found.Values.CountBy(n => n).Where(n => n.Value > 1).Select(n => n.Key)];
        }
        return all;
    }

    /// <summary>Whether a table names anything.</summary>
    public bool Has(string table) => names.ContainsKey(table);

    /// <summary>The name of a row of "stores", "accounts" or "products"; null where it has none.</summary>
    public string? Of(string table, string id) => names.GetValueOrDefault(table)?.GetValueOrDefault(id);

    /// <summary>What it is called where nothing else tells it apart: its name, with the id where others have that name too, else its id.</summary>
    public string Label(string table, string id) => Of(table, id) is not { } name ? id : shared[table].Contains(name) ? $"{name} ({id})" : name;
}
