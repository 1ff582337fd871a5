using RetailOpt.Core.Analyses;
using RetailOpt.Core.Import.Load;

namespace RetailOpt.Core.Import.Files;

/// <summary>
/// One table of text inside a given file: the file itself, a member of an archive, a sheet of a workbook. However it is stored,
/// it opens as UTF-8 text with one line end a record (but for lines inside quotes).
/// </summary>
internal sealed record Source
{
    /// <summary>What people see: "sales.csv", "data.zip/sales.csv", "book.xlsx/Sheet1".</summary>
    public required string Name { get; init; }
    /// <summary>The name of the file or member alone, a hint at what it holds.</summary>
    public required string Leaf { get; init; }
    /// <summary>"text", "baskets", "workbook" or "parquet".</summary>
    public required string Kind { get; init; }
    /// <summary>The file that holds it.</summary>
    public required InputFile File { get; init; }
    /// <summary>Opens its bytes; the callback is told how many bytes of the file were read in all.</summary>
    public required Func<Action<long>?, Stream> Raw { get; init; }
    /// <summary>Makes rows of its text where it is no table, telling lines that cannot be read; null where it is one.</summary>
    public Func<Action<long>?, Action<Reject>?, Stream>? Rows { get; init; }
    /// <summary>Encoding of the bytes.</summary>
    public string Encoding { get; init; } = "utf-8";
    /// <summary>Bytes of the encoding's mark.</summary>
    public int Mark { get; init; }

    /// <summary>Whether the text was made from cells and so needs no guess at its dialect.</summary>
    public bool IsMade => Kind != "text";

    public Stream OpenText(Action<long>? progress = null, Action<Reject>? refuse = null)
    {
        if (Rows is not null) return Rows(progress, refuse);
        var bytes = Raw(progress);
        if (IsMade) return bytes;
        Span<byte> mark = stackalloc byte[4];
        bytes.ReadExactly(mark[..Mark]);
        return Encodings.ToUtf8(bytes, Encoding);
    }
}

/// <summary>Tells how far a file was read.</summary>
internal sealed class CountedStream(Stream inner, Action<long>? progress) : ForwardStream
{
    private long _count;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        progress?.Invoke(_count += read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
