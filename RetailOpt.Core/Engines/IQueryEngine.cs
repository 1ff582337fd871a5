using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Engines;

/// <summary>
/// The tables of a dataset or of a run, wherever they live: portable SQL goes in, aggregates and streams come out.
/// Portable SQL: explicit GROUP BY; count, sum, min, max; CASE; derived tables; equality in ON, inequality in WHERE;
/// total ORDER BY; DECIMAL money. Parameters are written $name.
/// </summary>
public interface IQueryEngine
{
    /// <summary>Hash of the content: equal versions give equal answers.</summary>
    string Version { get; }

    /// <summary>What it is called ("Sample retailer").</summary>
    string Name { get; }

    /// <summary>The tables present, each with the columns present.</summary>
    IReadOnlyDictionary<string, TableSchema> Tables { get; }

    /// <summary>Rows of an aggregate, in batches, in the query's order. The aggregate is kept in the cache by version, SQL and arguments.</summary>
    IAsyncEnumerable<Batch> PullAsync(Aggregate query, CancellationToken ct);
}

/// <summary>Questions about what a source holds.</summary>
public static class QueryEngineExtensions
{
    /// <summary>Whether a table with that column is present.</summary>
    public static bool Has(this IQueryEngine engine, string table, string? column = null) =>
        engine.Tables.TryGetValue(table, out var schema) && (column is null || schema.IndexOf(column) >= 0);
}

/// <summary>A portable query.</summary>
/// <param name="Name">Its name, for progress and the cache.</param>
/// <param name="Sql">Portable SQL over the canonical tables by their names.</param>
/// <param name="Columns">What it returns, in the order of its select list.</param>
/// <param name="Arguments">Values of its parameters: string, long, double, decimal, DateOnly or bool.</param>
/// <param name="Keep">Whether the answer is kept in the cache (small aggregates), or streamed afresh (baskets).</param>
public sealed record Aggregate(string Name, string Sql, IReadOnlyList<Column> Columns, IReadOnlyDictionary<string, object>? Arguments = null, bool Keep = true);

/// <summary>
/// Some rows of an aggregate, by column: string?[], long[], double[], decimal[], DateOnly[] or bool[] by the column's type.
/// Nulls: null text, NaN in numbers and shares; other columns must not be null (write COALESCE).
/// </summary>
public sealed class Batch(int rows, IReadOnlyList<Array> columns)
{
    /// <summary>Rows in this batch.</summary>
    public int Rows => rows;
    /// <summary>The cells of a column.</summary>
    public T[] Column<T>(int index) => (T[])columns[index];
}
