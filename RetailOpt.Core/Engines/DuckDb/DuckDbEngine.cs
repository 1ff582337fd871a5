using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Apache.Arrow.Ipc;
using DuckDB.NET.Data;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Engines.DuckDb;

/// <summary>A table of an engine: its present columns and its Parquet files, one after another.</summary>
internal sealed record ParquetTable(TableSchema Schema, IReadOnlyList<string> Files);

/// <summary>Answers portable SQL from Parquet files. Aggregates that are kept lie in the extracts, by the content's hash, SQL and arguments.</summary>
internal sealed class DuckDbEngine(string name, string version, IReadOnlyList<ParquetTable> tables, DuckDbInstance instance, CacheFolder extracts, DateOnly? day = null) : IQueryEngine
{
    /// <summary>Rows of a batch, about.</summary>
    public const int BatchRows = 65_536;

    /// <inheritdoc/>
    public string Version => version;
    /// <inheritdoc/>
    public string Name => name;
    /// <inheritdoc/>
    public DateOnly? Day => day;
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TableSchema> Tables { get; } = tables.ToDictionary(t => t.Schema.Name, t => t.Schema, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IAsyncEnumerable<Batch> PullAsync(Aggregate query, CancellationToken ct) => query.Keep ? KeptAsync(query, ct) : StreamAsync(Typed(query), query, ct);

    private async IAsyncEnumerable<Batch> KeptAsync(Aggregate query, [EnumeratorCancellation] CancellationToken ct)
    {
        var extract = await extracts.GetAsync($"{Key(query)}.parquet", (path, stop) => ExtractAsync(query, path, stop), ct);
        await foreach (var batch in StreamAsync($"SELECT * FROM {Sql.Parquet([extract])}", query with { Arguments = null }, ct)) yield return batch;
    }

    private Task<bool> ExtractAsync(Aggregate query, string path, CancellationToken ct) => instance.RunAsync(session =>
    {
        CreateViews(session, query.Sql);
        session.Execute($"COPY ({Typed(query)}) TO {Sql.Text(path)} ({ParquetFile.Format})", ct, Parameters(query));
        return true;
    }, ct);

    // The gate is held for one batch at a time, so that a reader who pauses, or reads two streams together, holds up nobody.
    private async IAsyncEnumerable<Batch> StreamAsync(string sql, Aggregate query, [EnumeratorCancellation] CancellationToken ct)
    {
        using var session = instance.Open();
        using var command = session.Command(sql, Parameters(query));
        command.UseStreamingMode = true;
        using var stream = await instance.RunAsync(() =>
        {
            CreateViews(session, query.Sql);
            return session.Guard(command.ExecuteArrowStream, ct);
        }, ct);
        var columns = query.Columns.Select(c => BatchColumn.Of(query, c)).ToArray();
        while (await instance.RunAsync(() => session.Guard(() => Read(stream, columns), ct), ct) is { Rows: > 0 } batch) yield return batch;
    }

    // The SELECT list is given the declared types, so that a sum comes back as what the query says it is.
    private static string Typed(Aggregate query)
    {
        var names = Enumerable.Range(0, query.Columns.Count).Select(i => $"c{i}").ToList();
        var casts = query.Columns.Select((c, i) => $"CAST(c{i} AS {Sql.Type(c.Type)}) AS {Sql.Name(c.Key)}");
        return $"SELECT {string.Join(", ", casts)} FROM (\n{query.Sql}\n) AS q({string.Join(", ", names)})";
    }

    private void CreateViews(DuckDbSession session, string sql)
    {
        foreach (var table in tables.Where(t => sql.Contains(t.Schema.Name, StringComparison.OrdinalIgnoreCase)))
            session.Execute($"CREATE TEMP VIEW {Sql.Name(table.Schema.Name)} AS SELECT {Sql.Names(table.Schema.Columns)} FROM {Sql.Parquet(table.Files)}");
    }

    private string Key(Aggregate query)
    {
        var arguments = query.Arguments?.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}\n{a.Value.GetType().Name}\n{Convert.ToString(a.Value, CultureInfo.InvariantCulture)}") ?? [];
        var columns = query.Columns.Select(c => $"{c.Key}\n{c.Type}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [version, query.Sql, .. columns, "", .. arguments]))));
    }

    private static DuckDBParameter[] Parameters(Aggregate query) => query.Arguments?.Select(a => new DuckDBParameter(a.Key, a.Value)).ToArray() ?? [];

    private static Batch Read(IArrowArrayStream stream, BatchColumn[] columns)
    {
        var rows = 0;
        while (rows < BatchRows && stream.Next() is { } part)
        {
            using (part)
                for (var i = 0; i < columns.Length; i++) columns[i].Add(part.Column(i));
            rows += part.Length;
        }
        return new Batch(rows, Array.ConvertAll(columns, c => c.Take()), Array.ConvertAll(columns, c => c.Texts));
    }
}
