using Apache.Arrow;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Tables;
using Column = RetailOpt.Core.Tables.Column;

namespace RetailOpt.Core.Storage;

/// <summary>The logical hash of rows that already lie in Parquet files: the same that writing them gives.</summary>
internal static class TableHash
{
    /// <summary>Reads the files once, one after another.</summary>
    /// <exception cref="InvalidDataException">A column is missing or of another type; the message names table and column.</exception>
    public static Task<(long Rows, string Hash)> OfAsync(DuckDbInstance instance, TableSchema schema, IReadOnlyList<string> files, CancellationToken ct) => instance.RunAsync(session =>
    {
        using var hasher = new TableHasher(schema.Columns);
        using var command = session.Command($"SELECT {Sql.Names(schema.Columns)} FROM {Sql.Parquet(files)}");
        using var stream = session.Guard(command.ExecuteArrowStream, ct);
        var rows = 0L;
        while (session.Guard(stream.Next, ct) is { } batch)
        {
            using (batch)
                for (var i = 0; i < schema.Columns.Count; i++) Add(hasher[i], batch.Column(i), schema, schema.Columns[i]);
            rows += batch.Length;
        }
        return (rows, hasher.Finish(rows));
    }, ct);

    private static void Add(ColumnHasher hash, IArrowArray cells, TableSchema schema, Column column)
    {
        switch (column.Type, cells)
        {
            case (ColumnType.Text, StringArray texts):
                for (var i = 0; i < texts.Length; i++) if (texts.IsNull(i)) hash.AddNull(); else hash.Add(texts.GetBytes(i));
                break;
            case (ColumnType.Integer, Int64Array whole):
                Each(hash, whole, static (a, i) => a.Values[i]);
                break;
            case (ColumnType.Money, Decimal128Array money) when money.Scale == 4 && money.Precision <= 18:
                Each(hash, money, static (a, i) => BitConverter.ToInt64(a.GetBytes(i)));
                break;
            case (ColumnType.Date, Date32Array days):
                Each(hash, days, static (a, i) => a.Values[i] + Epoch);
                break;
            case (ColumnType.Flag, BooleanArray flags):
                Each(hash, flags, static (a, i) => a.GetValue(i)!.Value ? 1 : 0);
                break;
            case (ColumnType.Number or ColumnType.Percent, DoubleArray numbers):
                for (var i = 0; i < numbers.Length; i++) if (numbers.IsNull(i) || double.IsNaN(numbers.Values[i])) hash.AddNull(); else hash.Add(numbers.Values[i]);
                break;
            default:
                throw new InvalidDataException($"Table {schema.Name}, column {column.Key}: the file holds {cells.Data.DataType.Name}, not {Sql.Type(column.Type)}.");
        }
    }

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static void Each<T>(ColumnHasher hash, T cells, Func<T, int, long> value) where T : IArrowArray
    {
        for (var i = 0; i < cells.Length; i++) if (cells.IsNull(i)) hash.AddNull(); else hash.Add(value(cells, i));
    }
}
