using DuckDB.NET.Data;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Storage;

/// <summary>Writes tables as Parquet files in the home: rows in their order, whole or not at all.</summary>
internal sealed class ParquetFile(DuckDbHost host)
{
    /// <summary>How every Parquet file is written.</summary>
    public const string Format = "FORMAT parquet, COMPRESSION zstd";

    /// <summary>Writes a table's rows and tells how many there were and their logical hash (see <see cref="TableHasher"/>).</summary>
    /// <exception cref="InvalidOperationException">A cell is not of its column's type; the message names table, column and row.</exception>
    public Task<StoredTable> WriteAsync(IResultTable table, string path, CancellationToken ct) => AtomicFile.WriteAsync(path, async temporary =>
    {
        using var session = host.Runs.Open();
        var stored = await Task.Run(() => Append(session, table, ct), ct);
        return await host.Runs.RunAsync(() =>
        {
            session.Execute($"COPY t TO {Sql.Text(temporary)} ({Format})", ct);
            return stored;
        }, ct);
    });

    private static StoredTable Append(DuckDbSession session, IResultTable table, CancellationToken ct)
    {
        var columns = table.Schema.Columns;
        session.Execute($"CREATE TEMP TABLE t ({Sql.Definition(columns)})", ct);
        using var hasher = new TableHasher(columns);
        using var appender = session.Appender("t");
        var rows = 0L;
        foreach (var cells in table.Read())
        {
            if ((rows & 1023) == 0) ct.ThrowIfCancellationRequested();
            if (cells.Length != columns.Count) throw new InvalidOperationException($"Row {rows} of table {table.Schema.Name} has {cells.Length} cells for {columns.Count} columns.");
            var row = appender.CreateRow();
            for (var i = 0; i < cells.Length; i++) Append(row, hasher[i], cells[i], table.Schema, i, rows);
            row.EndRow();
            rows++;
        }
        return new StoredTable(table.Schema, rows, hasher.Finish(rows));
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
