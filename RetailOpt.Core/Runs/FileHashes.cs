using System.Collections.Concurrent;
using System.Security.Cryptography;
using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Runs;

/// <summary>SHA-256 of files, remembered while a file keeps its length and time of writing.</summary>
internal sealed class FileHashes
{
    private const int Limit = 10_000;
    private readonly ConcurrentDictionary<(string Path, long Length, long Ticks), string> _known = new();

    /// <summary>The hash in lower-case hexadecimal digits.</summary>
    /// <exception cref="InputException">The file is missing or cannot be read.</exception>
    public async Task<string> OfAsync(string path, CancellationToken ct)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw new InputException(Directory.Exists(path) ? $"'{path}' is a folder; name a file." : $"There is no file '{path}'.");
            var key = (file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
            if (_known.TryGetValue(key, out var known)) return known;
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
                known = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct).ConfigureAwait(false));
            if (_known.Count >= Limit) _known.Clear();
            return _known[key] = known;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
