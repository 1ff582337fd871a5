using System.Runtime.InteropServices;
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
        command.UseStreamingMode = true; // else all rows are held in memory
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
            case (ColumnType.Text, StringArray texts): Texts(hash, texts); break;
            case (ColumnType.Integer, Int64Array whole): Longs(hash, cells, whole.Values); break;
            case (ColumnType.Money, Decimal128Array money) when money.Scale == 4 && money.Precision <= 18: Longs(hash, cells, Amounts(money)); break;
            case (ColumnType.Date, Date32Array days): Longs(hash, cells, [.. days.Values.ToArray().Select(d => (long)d + Epoch)]); break;
            case (ColumnType.Flag, BooleanArray flags): Longs(hash, cells, [.. Enumerable.Range(0, flags.Length).Select(i => flags.GetValue(i) == true ? 1L : 0L)]); break;
            case (ColumnType.Number or ColumnType.Percent, DoubleArray numbers): Numbers(hash, numbers); break;
            default: throw new InvalidDataException($"Table {schema.Name}, column {column.Key}: the file holds {cells.Data.DataType.Name}, not {Sql.Type(column.Type)}.");
        }
    }

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private static void Longs(ColumnHasher hash, IArrowArray cells, ReadOnlySpan<long> values)
    {
        if (cells.NullCount == 0) hash.AddAll(values);
        else for (var i = 0; i < values.Length; i++) if (cells.IsNull(i)) hash.AddNull(); else hash.Add(values[i]);
    }

    // 18 digits fit the lower of the two words.
    private static long[] Amounts(Decimal128Array money)
    {
        var words = MemoryMarshal.Cast<byte, long>(money.ValueBuffer.Span).Slice(2 * money.Offset, 2 * money.Length);
        var amounts = new long[money.Length];
        for (var i = 0; i < amounts.Length; i++) amounts[i] = words[2 * i];
        return amounts;
    }

    private static void Numbers(ColumnHasher hash, DoubleArray numbers)
    {
        var values = numbers.Values;
        for (var i = 0; i < values.Length; i++) if (double.IsNaN(values[i]) || numbers.IsNull(i)) hash.AddNull(); else hash.Add(values[i]);
    }

    private static void Texts(ColumnHasher hash, StringArray texts)
    {
        var offsets = texts.ValueOffsets;
        var bytes = texts.Values;
        for (var i = 0; i < texts.Length; i++) if (texts.NullCount > 0 && texts.IsNull(i)) hash.AddNull(); else hash.Add(bytes[offsets[i]..offsets[i + 1]]);
    }
}
