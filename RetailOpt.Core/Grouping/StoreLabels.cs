using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Grouping;

/// <summary>Reads labels that were given: a table clusters with store and cluster, of a dataset or of a run.</summary>
internal static class StoreLabels
{
    /// <summary>Whether a source has labels.</summary>
    public static bool Has(IQueryEngine source) => source.Has("clusters", "store") && source.Has("clusters", "cluster");

    /// <summary>Label by store; a row without a store or a label says nothing.</summary>
    /// <exception cref="InputException">There are none, or a store has two.</exception>
    public static async Task<Dictionary<string, string>> ReadAsync(IQueryEngine source, CancellationToken ct)
    {
        if (!Has(source)) throw new InputException($"'{source.Name}' has no table clusters with the columns store and cluster.");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var query = new Aggregate("labels", "SELECT store, cluster FROM clusters WHERE store IS NOT NULL GROUP BY store, cluster ORDER BY 1, 2",
            [new("store", "store", ColumnType.Text), new("cluster", "cluster", ColumnType.Text)]);
        await foreach (var batch in source.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) Add(labels, source.Name, batch.Column<string?>(0)[i]!, batch.Column<string?>(1)[i]);
        return labels.Count > 0 ? labels : throw new InputException($"The table clusters of '{source.Name}' has no labels.");
    }

    private static void Add(Dictionary<string, string> labels, string source, string id, string? label)
    {
        if (id.Length == 0 || string.IsNullOrEmpty(label)) return;
        if (!labels.TryAdd(id, label) && labels[id] != label)
            throw new InputException($"'{source}' puts {id} in two clusters, '{labels[id]}' and '{label}'. Keep one row for it.");
    }
}
