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

    /// <summary>The day on which its content came in, or null where nobody knows: no sale can be later.</summary>
    DateOnly? Day { get; }

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
