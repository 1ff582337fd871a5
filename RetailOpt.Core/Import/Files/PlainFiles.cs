using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Import.Files;

/// <summary>Opens a file for a reader of its own: as it is, or unpacked where it is gzip.</summary>
public static class PlainFiles
{
    /// <summary>The bytes of a file. A gzip file that is cut off ends with an <see cref="InvalidDataException"/>.</summary>
    /// <exception cref="InputException">There is no such file, or it cannot be opened.</exception>
    public static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            Span<byte> magic = stackalloc byte[2];
            var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
            file.Position = 0;
            return read == 2 && magic is [0x1f, 0x8b] ? new WholeGzipStream(file) : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"'{path}' cannot be opened: {e.Message}", e);
        }
    }
}
