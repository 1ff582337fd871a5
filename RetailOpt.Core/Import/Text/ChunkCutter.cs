using System.Buffers;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Import.Text;

/// <summary>Whole records of a text: bytes, and the number of the first line (from 1). The buffer goes back to the pool when it is disposed.</summary>
internal sealed record Chunk(byte[] Buffer, int Length, long FirstLine, long Lines, bool Last) : IDisposable
{
    public ReadOnlySpan<byte> Text => Buffer.AsSpan(0, Length);
    /// <summary>The last byte of the text is no line end.</summary>
    public bool EndsOpen => Last && Length > 0 && Buffer[Length - 1] != '\n';
    public void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}

/// <summary>Cuts UTF-8 text into chunks of whole records, so that several threads can parse them; counts physical lines on the way.</summary>
internal sealed class ChunkCutter(Stream text, byte delimiter, string name, int chunkBytes = ImportLimits.ChunkBytes)
{
    private byte[] _carry = [];
    private long _line = 1;
    private bool _ended;

    /// <summary>Lines counted as the bytes came in, before any record was looked at.</summary>
    public long PhysicalLines { get; private set; }

    /// <summary>The next chunk, or null at the end.</summary>
    public Chunk? Next(CancellationToken ct)
    {
        if (_ended) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(chunkBytes, _carry.Length * 2));
        _carry.CopyTo(buffer, 0);
        var length = _carry.Length;
        for (; ; )
        {
            ct.ThrowIfCancellationRequested();
            length += Fill(buffer, length);
            var cut = Cut(buffer.AsSpan(0, length));
            if (cut > 0 || _ended) return Make(buffer, cut, length);
            if (length > 4 * ImportLimits.RecordBytes) throw new InputException($"{name}, line {_line}: longer than {ImportLimits.RecordBytes >> 20} MB. Is it a text file with lines?");
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }

    private int Fill(byte[] buffer, int from)
    {
        var read = text.ReadAtLeast(buffer.AsSpan(from), buffer.Length - from, throwOnEndOfStream: false);
        _ended = read < buffer.Length - from;
        PhysicalLines += buffer.AsSpan(from, read).Count((byte)'\n');
        if (_ended && from + read > 0 && buffer[from + read - 1] != '\n') PhysicalLines++;
        return read;
    }

    /// <summary>Where the last whole record ends.</summary>
    private int Cut(ReadOnlySpan<byte> bytes)
    {
        if (_ended) return bytes.Length;
        if (!bytes.Contains(Records.Quote)) return bytes.LastIndexOf((byte)'\n') + 1;
        var cut = 0;
        while (cut < bytes.Length && Records.TryFind(bytes, cut, delimiter, last: false, out var end, out _)) cut = end;
        return cut;
    }

    private Chunk Make(byte[] buffer, int cut, int length)
    {
        _carry = buffer.AsSpan(cut, length - cut).ToArray();
        var lines = (long)buffer.AsSpan(0, cut).Count((byte)'\n');
        if (_ended && cut > 0 && buffer[cut - 1] != '\n') lines++;
        var chunk = new Chunk(buffer, cut, _line, lines, _ended);
        _line += lines;
        return chunk;
    }
}
