using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Import.Files;

/// <summary>The content of an archive as it expands: stops at the limits of a bomb, and names an archive that is cut off.</summary>
internal sealed class GuardedStream(Stream inner, string name, long packedBytes, long limit = ImportLimits.ExpandedBytes) : ForwardStream
{
    private long _expanded;

    public override int Read(Span<byte> buffer)
    {
        int read;
        try { read = inner.Read(buffer); }
        catch (InvalidDataException e) { throw new InputException($"{name}: the archive is damaged or cut off after {_expanded:N0} bytes. Fetch it again; nothing was loaded.", e); }
        _expanded += read;
        if (_expanded > limit) throw new InputException($"{name}: expands to more than {limit >> 20:N0} MB, which is refused.");
        if (_expanded > ImportLimits.FreeBytes && _expanded / ImportLimits.ExpansionRatio > packedBytes)
            throw new InputException($"{name}: expands to more than {ImportLimits.ExpansionRatio} times its size, as an archive made to harm does. Unpack it yourself if it is honest.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A stream that is only read from front to back.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public abstract override int Read(Span<byte> buffer);
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
