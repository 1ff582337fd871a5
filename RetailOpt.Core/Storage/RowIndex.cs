using System.Runtime.InteropServices;
using Apache.Arrow;
using RetailOpt.Core.Engines.DuckDb;

namespace RetailOpt.Core.Storage;

/// <summary>
/// The rows of a table in some order, as a file of numbers of one width: 4 bytes each when the table is one file, else 8, with the file's position above
/// its row numbers. So any window is one read.
/// </summary>
internal sealed class RowIndex(int files)
{
    private const int RowBits = 40;

    private int Width => files == 1 ? sizeof(uint) : sizeof(long);

    /// <summary>A row's number as SQL.</summary>
    public string Number => files == 1 ? "file_row_number::UINTEGER" : $"((file_index::BIGINT << {RowBits}) + file_row_number)";

    /// <summary>Writes the numbers that a query gives.</summary>
    public void Write(DuckDbSession session, string sql, string path, CancellationToken ct, params object?[] arguments)
    {
        using var command = session.Command(sql, arguments);
        command.UseStreamingMode = true;
        using var stream = session.Guard(command.ExecuteArrowStream, ct);
        using var file = File.Create(path);
        while (session.Guard(stream.Next, ct) is { } batch)
            using (batch)
                file.Write(files == 1 ? MemoryMarshal.AsBytes(((UInt32Array)batch.Column(0)).Values) : MemoryMarshal.AsBytes(((Int64Array)batch.Column(0)).Values));
    }

    /// <summary>The rows in a window, and how many there are altogether.</summary>
    public (IReadOnlyList<RowNumber> Rows, long Total) Read(string path, long offset, int limit)
    {
        using var handle = File.OpenHandle(path);
        var total = RandomAccess.GetLength(handle) / Width;
        var bytes = new byte[Math.Clamp(total - offset, 0, limit) * Width];
        for (var read = 0; read < bytes.Length;)
            read += RandomAccess.Read(handle, bytes.AsSpan(read), offset * Width + read) is var n and > 0 ? n : throw new EndOfStreamException($"{path} ends early.");
        return (files == 1
            ? System.Array.ConvertAll(MemoryMarshal.Cast<byte, uint>(bytes).ToArray(), n => new RowNumber(0, n))
            : System.Array.ConvertAll(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), n => new RowNumber((int)(n >> RowBits), n & ((1L << RowBits) - 1))), total);
    }
}

/// <summary>Where a row lies: which file, and which row of it.</summary>
internal readonly record struct RowNumber(int File, long Row);
