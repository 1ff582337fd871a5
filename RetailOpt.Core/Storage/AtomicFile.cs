namespace RetailOpt.Core.Storage;

/// <summary>Files that appear whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Makes a file under a temporary name in the same folder, flushes it to the disk and renames it. After a failure nothing remains.
    /// The folder itself cannot be flushed from .NET: after a loss of power the rename may be missing, never half done.
    /// </summary>
    public static async Task<T> WriteAsync<T>(string path, Func<string, Task<T>> make)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var result = await make(temporary);
            Flush(temporary);
            File.Move(temporary, path, overwrite: true);
            return result;
        }
        finally { File.Delete(temporary); }
    }

    /// <summary>Writes text.</summary>
    public static Task WriteTextAsync(string path, string text, CancellationToken ct) => WriteAsync(path, async temporary =>
    {
        await File.WriteAllTextAsync(temporary, text, ct);
        return true;
    });

    /// <summary>Flushes a finished file to the disk.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }
}
