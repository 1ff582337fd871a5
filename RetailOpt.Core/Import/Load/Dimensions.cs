using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Load;

/// <summary>Keys whose rows disagree about a column.</summary>
internal sealed record Conflict(string Table, string Column, long Keys, string Example);

/// <summary>Reduces the rows gathered for a dimension table to one a key: of each column the first value that is there, in the order of the files and lines.</summary>
internal sealed class Dimensions(DuckDbSession session, string folder, CancellationToken ct)
{
    /// <summary>The reduced table.</summary>
    /// <param name="table">Canonical name.</param>
    /// <param name="loaded">What the files gave; a file of the table's own counts before what a sales file says beside.</param>
    public (TableSchema Schema, string Path, long Rows, IReadOnlyList<Conflict> Conflicts) Reduce(string table, IReadOnlyList<LoadedTable> loaded)
    {
        var schema = Present(table, loaded.SelectMany(l => l.Layout.Columns));
        var rows = Union(schema, [.. loaded.OrderByDescending(l => l.Layout.IsOwn)]);
        var keys = string.Join(", ", schema.Identity.Select(Sql.Name));
        var others = schema.Columns.Where(c => !schema.Identity.Contains(c.Key)).ToArray();
        var cells = schema.Columns.Select(c => schema.Identity.Contains(c.Key) ? Sql.Name(c.Key) : $"arg_min({Sql.Name(c.Key)}, seq) FILTER (WHERE {Sql.Name(c.Key)} IS NOT NULL) AS {Sql.Name(c.Key)}");
        var path = Path.Combine(folder, $"{table}.parquet");
        session.Execute($"COPY (SELECT {string.Join(", ", cells)} FROM ({rows}) GROUP BY {keys} ORDER BY {keys}) TO {Sql.Text(path)} (FORMAT parquet, COMPRESSION zstd)", ct);
        return (schema, path, session.Scalar<long>($"SELECT count(*) FROM {Sql.Parquet([path])}", ct), Conflicts(schema, rows, keys, others));
    }

    /// <summary>The first two rows of a key that disagree about a column: the number of their <paramref name="loaded"/>, line and cell.</summary>
    public ((int Of, long Line, string Cell) First, (int Of, long Line, string Cell) Second) Disagreement(Conflict conflict, IReadOnlyList<LoadedTable> loaded)
    {
        var (key, column) = (Sql.Name(Canonical.Tables[conflict.Table].Identity[0]), Sql.Name(conflict.Column));
        var rows = string.Join(" UNION ALL ", loaded.Select((l, i) => $"SELECT {i} AS n, source_line AS line, CAST({column} AS VARCHAR) AS cell FROM {Sql.Parquet([l.Path])} WHERE {key} = ? AND {column} IS NOT NULL"));
        var all = session.List($"SELECT n, min(line), cell FROM ({rows}) GROUP BY n, cell ORDER BY n, min(line)", r => (r.GetInt32(0), r.GetInt64(1), r.GetString(2)), ct, [.. loaded.Select(_ => conflict.Example)]);
        return (all[0], all.First(r => r.Item3 != all[0].Item3));
    }

    /// <summary>A canonical table with the columns that are there.</summary>
    public static TableSchema Present(string table, IEnumerable<Column> columns)
    {
        var schema = Canonical.Tables[table];
        var keys = columns.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        if (schema.Identity.Count > 0) keys.Remove("source_line");
        IReadOnlyList<SortKey> order = schema.Identity.Count > 0 ? [.. schema.TotalOrder.Where(k => keys.Contains(k.Column))]
            : keys.Contains("source_file") ? [new("source_file"), new("source_line")] : [new("source_line")];
        return schema with { Columns = [.. schema.Columns.Where(c => keys.Contains(c.Key))], TotalOrder = order, Identity = [.. schema.Identity.Where(keys.Contains)] };
    }

    private static string Union(TableSchema schema, IReadOnlyList<LoadedTable> loaded) => string.Join(" UNION ALL ", loaded.Select((l, i) =>
        $"SELECT {string.Join(", ", schema.Columns.Select(c => l.Layout.Columns.Any(x => x.Key == c.Key) ? Sql.Name(c.Key) : $"CAST(NULL AS {Sql.Type(c.Type)}) AS {Sql.Name(c.Key)}"))}, "
        + $"{(long)i << 40} + source_line AS seq FROM {Sql.Parquet([l.Path])}"));

    private List<Conflict> Conflicts(TableSchema schema, string rows, string keys, Column[] others)
    {
        if (others.Length == 0) return [];
        var counts = others.Select((c, i) => $"count(DISTINCT {Sql.Name(c.Key)}) AS n{i}");
        var found = others.Select((_, i) => $"count(*) FILTER (WHERE n{i} > 1), min(k) FILTER (WHERE n{i} > 1)");
        var key = string.Join(" || '/' || ", schema.Identity.Select(k => $"coalesce(CAST({Sql.Name(k)} AS VARCHAR), '')"));
        return session.List($"SELECT {string.Join(", ", found)} FROM (SELECT {key} AS k, {string.Join(", ", counts)} FROM ({rows}) GROUP BY {keys})",
            r => others.Select((c, i) => new Conflict(schema.Name, c.Key, r.GetInt64(2 * i), r.IsDBNull(2 * i + 1) ? "" : r.GetString(2 * i + 1))).Where(c => c.Keys > 0).ToList(), ct)[0];
    }
}
