using System.Buffers.Binary;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Parquet;

/// <summary>
/// One column of one row group, encoded: a dictionary page (or none) and a data page, with its least and greatest value; and its two streams
/// for the logical hash (see ColumnHasher).
/// </summary>
internal sealed record ColumnChunk(ReadOnlyMemory<byte>? Dictionary, int DictionaryCount, ReadOnlyMemory<byte> Data, int Encoding, int Rows, int Nulls, byte[]? Min, byte[]? Max, ReadOnlyMemory<byte> Shape, ReadOnlyMemory<byte> Values)
{
    public const int Plain = 0, Rle = 3, DeltaBinaryPacked = 5, RleDictionary = 8;
}

/// <summary>
/// Writes a Parquet file from row groups that were encoded elsewhere, on several threads. Every column may be null; pages are not
/// compressed, since dictionaries and packed bits leave little to gain. DuckDB is the oracle of its tests.
/// </summary>
internal sealed class ParquetWriter : IDisposable
{
    private static readonly byte[] Magic = "PAR1"u8.ToArray();
    private readonly Stream _file;
    private readonly IReadOnlyList<Column> _columns;
    private readonly List<(int Rows, long Bytes, (long At, long DataAt, long Length, ColumnChunk Chunk)[] Columns)> _groups = [];
    private long _at;

    public ParquetWriter(string path, IReadOnlyList<Column> columns)
    {
        _columns = columns;
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        Write(Magic);
    }

    public long Rows { get; private set; }

    public void Add(IReadOnlyList<ColumnChunk> group)
    {
        if (group[0].Rows == 0) return;
        var start = _at;
        var columns = new (long, long, long, ColumnChunk)[group.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var (chunk, at) = (group[i], _at);
            if (chunk.Dictionary is { } dictionary) Page(dictionary, new Thrift().Int(1, 2).Int(2, dictionary.Length).Int(3, dictionary.Length)
                .Begin(7).Int(1, chunk.DictionaryCount).Int(2, ColumnChunk.Plain).End());
            var dataAt = _at;
            Page(chunk.Data, new Thrift().Int(1, 0).Int(2, chunk.Data.Length).Int(3, chunk.Data.Length)
                .Begin(5).Int(1, chunk.Rows).Int(2, chunk.Encoding).Int(3, ColumnChunk.Rle).Int(4, ColumnChunk.Rle).End());
            // only what the footer needs is kept
            columns[i] = (at, dataAt, _at - at, chunk with { Dictionary = chunk.Dictionary is null ? null : ReadOnlyMemory<byte>.Empty, Data = default, Shape = default, Values = default });
        }
        _groups.Add((group[0].Rows, _at - start, columns));
        Rows += group[0].Rows;
    }

    /// <summary>Writes the footer; without it the file cannot be read.</summary>
    public void Finish()
    {
        var footer = Footer();
        Write(footer);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        Write(length);
        Write(Magic);
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private void Page(ReadOnlyMemory<byte> body, Thrift header)
    {
        Write(header.Stop().Written);
        Write(body.Span);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _at += bytes.Length;
    }

    private byte[] Footer()
    {
        var meta = new Thrift().Int(1, 1).Structs(2, _columns.Count + 1);
        meta.Begin().Text(4, "schema").Int(5, _columns.Count).End();
        foreach (var column in _columns) Element(meta, column);
        meta.Long(3, Rows).Structs(4, _groups.Count);
        foreach (var (rows, bytes, columns) in _groups)
        {
            meta.Begin().Structs(1, columns.Length);
            for (var i = 0; i < columns.Length; i++) Chunk(meta, _columns[i], columns[i]);
            meta.Long(2, bytes).Long(3, rows).End();
        }
        meta.Text(6, "retailopt").Structs(7, _columns.Count);
        foreach (var _ in _columns) meta.Begin().Begin(1).End().End();
        return meta.Stop().Written.ToArray();
    }

    private static void Element(Thrift meta, Column column)
    {
        meta.Begin().Int(1, Physical(column.Type)).Int(3, 1).Text(4, column.Key);
        if (column.Type == ColumnType.Text) meta.Int(6, 0);
        else if (column.Type == ColumnType.Money) meta.Int(6, 5).Int(7, 4).Int(8, 18);
        else if (column.Type == ColumnType.Date) meta.Int(6, 6);
        meta.End();
    }

    private static void Chunk(Thrift meta, Column column, (long At, long DataAt, long Length, ColumnChunk Chunk) place)
    {
        var (at, dataAt, length, chunk) = place;
        meta.Begin().Long(2, at).Begin(3).Int(1, Physical(column.Type))
            .Ints(2, ColumnChunk.Plain, ColumnChunk.Rle, chunk.Encoding).Texts(3, column.Key).Int(4, 0)
            .Long(5, chunk.Rows).Long(6, length).Long(7, length).Long(9, dataAt);
        if (chunk.Dictionary is not null) meta.Long(11, at);
        meta.Begin(12).Long(3, chunk.Nulls);
        if (chunk.Min is { } min && chunk.Max is { } max) meta.Bytes(5, max).Bytes(6, min);
        meta.End().End().End();
    }

    private static int Physical(ColumnType type) => type switch
    {
        ColumnType.Flag => 0,
        ColumnType.Date => 1,
        ColumnType.Integer or ColumnType.Money => 2,
        ColumnType.Number or ColumnType.Percent => 5,
        _ => 6,
    };
}
