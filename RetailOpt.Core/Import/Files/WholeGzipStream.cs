using System.IO.Compression;

namespace RetailOpt.Core.Import.Files;

/// <summary>
/// The content of a gzip file that must be whole. .NET ends silently where a file is cut off; so a small archive of our own is put behind it,
/// whose content comes out at the end only if the file before it was whole.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] Seal = [.. "\0end of the archive\0"u8];
    private static readonly byte[] SealArchive = Pack(Seal);
    private readonly GZipStream _content;
    private readonly byte[] _held = new byte[1 << 16];
    private int _count;
    private bool _ended;

    public WholeGzipStream(Stream file) => _content = new GZipStream(new Appended(file, new MemoryStream(SealArchive)), CompressionMode.Decompress);

    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        // the last bytes are held back until it is known whether they are the seal
        while (!_ended && _count <= Seal.Length)
        {
            var read = _content.Read(_held.AsSpan(_count));
            _count += read;
            if (read > 0) continue;
            _ended = true;
            if (!_held.AsSpan(0, _count).EndsWith(Seal)) throw new InvalidDataException("The archive is cut off.");
            _count -= Seal.Length;
        }
        var give = Math.Min(buffer.Length, _ended ? _count : _count - Seal.Length);
        _held.AsSpan(0, give).CopyTo(buffer);
        _held.AsSpan(give, _count - give).CopyTo(_held);
        _count -= give;
        return give;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] content)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest)) zip.Write(content);
        return packed.ToArray();
    }

    private sealed class Appended(Stream first, Stream second) : ForwardStream
    {
        public override int Read(Span<byte> buffer) => first.Read(buffer) is var read and > 0 ? read : second.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing) { first.Dispose(); second.Dispose(); }
            base.Dispose(disposing);
        }
    }
}
