using System.Buffers;
using System.Security.Cryptography;
using RetailOpt.Core.Storage;

namespace RetailOpt.Web.Endpoints;

/// <summary>A file as it lies in the home: named by the SHA-256 of its content.</summary>
public sealed record UploadedFile(string Hash, string Name, long Size);

/// <summary>Takes files in: streamed to disk, hashed on the way, visible only when whole. The same content is kept once.</summary>
public sealed class UploadStore
{
    private const string Partial = ".part-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly Home home;

    /// <summary>Uses the home's files, and removes what a killed process left half-written.</summary>
    public UploadStore(Home home, TimeProvider clock)
    {
        this.home = home;
        foreach (var file in new DirectoryInfo(home.Files).EnumerateFiles(Partial + "*"))
            if (clock.GetUtcNow() - file.LastWriteTimeUtc > Abandoned) file.Delete();
    }

    /// <summary>Where content of that hash lies, or null.</summary>
    public string? Find(string hash) =>
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) && Path.Combine(home.Files, hash) is var path && File.Exists(path) ? path : null;

    /// <summary>Writes a stream to the home. Whatever ends it early leaves nothing.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="limit">Bytes that it may have.</param>
    /// <param name="ct">Ends it early.</param>
    /// <exception cref="InvalidDataException">It is empty, or larger than the limit.</exception>
    public async Task<UploadedFile> SaveAsync(Stream content, string name, long limit, CancellationToken ct)
    {
        var part = Path.Combine(home.Files, Partial + Guid.NewGuid().ToString("N"));
        try
        {
            var (hash, size) = await WriteAsync(content, part, limit, ct);
            if (size == 0) throw new InvalidDataException($"{name} is empty.");
            var path = Path.Combine(home.Files, hash);
            if (File.Exists(path)) File.Delete(part);
            else File.Move(part, path, overwrite: true);
            return new(hash, name, size);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static async Task<(string Hash, long Size)> WriteAsync(Stream content, string part, long limit, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
        long size = 0;
        try
        {
            await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                if ((size += read) > limit) throw new InvalidDataException(TooLarge(limit));
                sha.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        finally { ArrayPool<byte>.Shared.Return(buffer); }
        return (Convert.ToHexStringLower(sha.GetHashAndReset()), size);
    }

    /// <summary>What is said of a file beyond the limit.</summary>
    public static string TooLarge(long limit) => FormattableString.Invariant($"The file is larger than {limit / (double)(1L << 30):0.###} GiB, which this server accepts. Its operator can raise RetailOpt:MaxUploadGiB; gzip also helps.");
}
