using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Prove;

/// <summary>A figure of another system beside the truth.</summary>
/// <param name="System">Which system.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Said">What the system said; null where it says nothing of it.</param>
/// <param name="True">What is true of it; null where it has no truth.</param>
/// <param name="Note">How the truth was found.</param>
internal sealed record Finding(string System, string Figure, double? Said, double? True, string Note);

/// <summary>A row of a run's table.</summary>
internal readonly record struct RunRow(string[] Texts, double[] Numbers);

/// <summary>The result tables of a run, as small tables.</summary>
internal static class RunTables
{
    /// <summary>The rows of a table: texts of the first columns, numbers of the others.</summary>
    /// <exception cref="InputException">The run has no such table or column.</exception>
    public static async Task<List<RunRow>> RowsAsync(IQueryEngine run, string table, string[] texts, string[] numbers, CancellationToken ct)
    {
        foreach (var column in texts.Concat(numbers))
            if (!run.Has(table, column)) throw new InputException($"The run '{run.Name}' has no table {table} with a column {column}: give the run that the input asks for.");
        var rows = new List<RunRow>();
        var select = string.Join(", ", texts.Select(t => $"COALESCE(t.\"{t}\", '')").Concat(numbers.Select(n => $"CAST(t.\"{n}\" AS DOUBLE)")));
        Aggregate query = new($"{table} of a run", $"SELECT {select} FROM \"{table}\" t ORDER BY {string.Join(", ", Enumerable.Range(1, texts.Length))}",
            [.. texts.Select(t => new Column(t, t, ColumnType.Text)), .. numbers.Select(n => new Column(n, n, ColumnType.Number))]);
        await foreach (var batch in run.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
                rows.Add(new([.. texts.Select((_, c) => batch.Column<string?>(c)[i] ?? "")], [.. numbers.Select((_, c) => batch.Column<double>(texts.Length + c)[i])]));
        return rows;
    }
}
