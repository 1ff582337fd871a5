using DuckDB.NET.Data;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>Writes tables as Parquet files in the home: rows in their order, whole or not at all.</summary>
internal sealed class ParquetFile(DuckDbHost host, long chunkCells = 4_000_000)
{
    /// <summary>How every Parquet file is written: a page of scattered rows decodes one group for each row, so groups are small.</summary>
    public const string Format = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480";

    /// <summary>
    /// Writes a table's rows and tells how many there were and their logical hash (see <see cref="TableHasher"/>).
    /// Rows are gathered in chunks of bounded memory; a table of several chunks is joined at the end.
    /// </summary>
    /// <exception cref="InvalidOperationException">A cell is not of its column's type; the message names table, column and row.</exception>
    public Task<StoredTable> WriteAsync(IResultTable table, string path, CancellationToken ct) => AtomicFile.WriteAsync(path, async temporary =>
    {
        using var session = host.Runs.Open();
        using var rows = new Rows(table, chunkCells);
        var chunks = new List<string>();
        try
        {
            while (await Task.Run(() => rows.Append(session, ct), ct)) await CopyAsync(session, "t", Next(), ct);
            await CopyAsync(session, "t", chunks.Count == 0 ? temporary : Next(), ct);
            if (chunks.Count > 0) await CopyAsync(session, $"(FROM {Sql.Parquet(chunks)})", temporary, ct);
            return rows.Finish();
        }
        finally { chunks.ForEach(File.Delete); }

        string Next()
        {
            chunks.Add($"{temporary}.{chunks.Count}");
            return chunks[^1];
        }
    });

    private Task<bool> CopyAsync(DuckDbSession session, string from, string to, CancellationToken ct) => host.Runs.RunAsync(() =>
    {
        session.Execute($"COPY {from} TO {Sql.Text(to)} ({Format})", ct);
        return true;
    }, ct);

    private sealed class Rows(IResultTable table, long chunkCells) : IDisposable
    {
        private readonly IReadOnlyList<Column> _columns = table.Schema.Columns;
        private readonly TableHasher _hasher = new(table.Schema.Columns);
        private readonly IEnumerator<object?[]> _rows = table.Read().GetEnumerator();
        private long _count;

        /// <summary>Puts the next chunk into the table t; false when it was the last.</summary>
        public bool Append(DuckDbSession session, CancellationToken ct)
        {
            session.Execute($"CREATE OR REPLACE TEMP TABLE t ({Sql.Definition(_columns)})", ct);
            using var appender = session.Appender("t");
            for (var room = Math.Max(1, chunkCells / _columns.Count); room > 0; room--)
            {
                if ((room & 1023) == 0) ct.ThrowIfCancellationRequested();
                if (!_rows.MoveNext()) return false;
                var cells = _rows.Current;
                if (cells.Length != _columns.Count) throw new InvalidOperationException($"Row {_count} of table {table.Schema.Name} has {cells.Length} cells for {_columns.Count} columns.");
                var row = appender.CreateRow();
                for (var i = 0; i < cells.Length; i++) ParquetFile.Append(row, _hasher[i], cells[i], table.Schema, i, _count);
                row.EndRow();
                _count++;
            }
            return true;
        }

        public StoredTable Finish() => new(table.Schema, _count, _hasher.Finish(_count));

        public void Dispose()
        {
            _rows.Dispose();
            _hasher.Dispose();
        }
    }

    private static void Append(IDuckDBAppenderRow row, ColumnHasher hash, object? cell, TableSchema schema, int column, long number)
    {
        switch (schema.Columns[column].Type, cell)
        {
            case (_, null):
            case (ColumnType.Number or ColumnType.Percent, double.NaN):
                row.AppendNullValue();
                hash.AddNull();
                break;
            case (ColumnType.Text, string text):
                row.AppendValue(text);
                hash.Add(text);
                break;
            case (ColumnType.Integer, long whole):
                row.AppendValue(whole);
                hash.Add(whole);
                break;
            case (ColumnType.Number or ColumnType.Percent, double real):
                row.AppendValue(real);
                hash.Add(real);
                break;
            case (ColumnType.Money, decimal money) when decimal.Abs(money) < Money.Limit:
                row.AppendValue(decimal.Round(money, 4));
                hash.Add(Money.Units(money));
                break;
            case (ColumnType.Date, DateOnly day):
                row.AppendValue((DateOnly?)day);
                hash.Add(day.DayNumber);
                break;
            case (ColumnType.Flag, bool flag):
                row.AppendValue(flag);
                hash.Add(flag ? 1 : 0);
                break;
            default:
                throw new InvalidOperationException($"Table {schema.Name}, column {schema.Columns[column].Key}, row {number}: {cell} ({cell.GetType().Name}) is not a {schema.Columns[column].Type} that can be stored.");
        }
    }
}

/// <summary>Amounts as they are stored: ten-thousandths in 18 digits.</summary>
internal static class Money
{
    /// <summary>Amounts lie below this.</summary>
    public const decimal Limit = 99_999_999_999_999m;

    /// <summary>The amount in ten-thousandths.</summary>
    public static long Units(decimal amount) => (long)(decimal.Round(amount, 4) * 10_000m);
}
