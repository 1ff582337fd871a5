using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>A small table that a dataset holds, read as if it had been given as a file.</summary>
internal static class DatasetTable
{
    /// <summary>The rows of a table in the order of its key; null where the dataset lacks the table or its key.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="table">The table.</param>
    /// <param name="layout">What is asked for; its first column is the key.</param>
    /// <param name="columns">The dataset's name of each column asked for; null where it has none.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<GivenTable?> ReadAsync(IQueryEngine data, string table, GivenLayout layout, IReadOnlyList<string?> columns, CancellationToken ct)
    {
        var known = layout.Columns.Zip(columns).Where(c => c.Second is { } column && data.Has(table, column)).ToArray();
        if (known.Length < 2 || known[0].First != layout.Columns[0]) return null;
        var places = known.Index().ToDictionary(k => k.Item.First.Name, k => k.Index);
        var query = new Aggregate(table, $"SELECT {string.Join(", ", known.Select(k => $"CAST({k.Second} AS VARCHAR)"))} FROM {table} WHERE {columns[0]} IS NOT NULL ORDER BY 1", [.. known.Select(k => new Column(k.Second!, k.Second!, ColumnType.Text))]);
        var rows = new List<GivenRow>();
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) rows.Add(new(rows.Count + 1, places, [.. known.Select((k, at) => Cell(batch.Column<string?>(at)[i], k.First.Type))]));
        return rows.Count == 0 ? null : new($"the table {table} of {data.Name}", "row", [.. places.Keys], rows, []);
    }

    private static GivenCell Cell(string? text, ColumnType type) =>
        new(text, type == ColumnType.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN);
}
