using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;

namespace RetailOpt.Cli;

/// <summary>Turns what was typed (a dataset's name or id, a run's id, file paths) into the inputs of a run; files are imported first where a dataset is wanted.</summary>
/// <param name="session">Services.</param>
/// <param name="import">Imports files and returns the dataset's id.</param>
internal sealed class InputChoice(Session session, Func<IReadOnlyList<InputRef>, CancellationToken, Task<string>> import)
{
    /// <summary>The refs of one named input.</summary>
    /// <exception cref="InputException">Nothing of that name can serve.</exception>
    public async Task<Dictionary<string, InputRef>> ResolveAsync(InputSpec spec, IReadOnlyList<string> typed, CancellationToken ct)
    {
        if (typed.FirstOrDefault(t => t.StartsWith('-') && !File.Exists(t)) is { } option) throw new InputException($"There is no option '{option}'; --help tells the options.");
        // a file is taken as it is where that serves; else it is imported
        if (spec.Kinds.Contains(InputKind.File) && (spec.Kinds.Count == 1 || typed.All(File.Exists))) return Number(spec, await FilesAsync(typed, ct));
        if (typed is [var one] && !File.Exists(one)) return new(StringComparer.Ordinal) { [spec.Name] = await KeptAsync(spec, one, ct) };
        if (!spec.Kinds.Contains(InputKind.Source)) throw new InputException($"'{spec.Name}' must be a run; `retailopt runs` lists them.");
        var dataset = await import(await FilesAsync(typed, ct), ct);
        return new(StringComparer.Ordinal) { [spec.Name] = session.Inputs.Dataset(dataset) };
    }

    private async Task<InputRef> KeptAsync(InputSpec spec, string typed, CancellationToken ct)
    {
        if (spec.Kinds.Contains(InputKind.Source) && await session.Inputs.FindDatasetAsync(typed, ct) is { } dataset) return session.Inputs.Dataset(dataset.Id);
        if (spec.Kinds.Contains(InputKind.Run) && Ids.IsId(typed) && await session.Queue.FindAsync(typed, ct) is not null) return await session.Inputs.RunAsync(typed, ct);
        throw new InputException($"'{typed}' is neither a file nor a dataset{(spec.Kinds.Contains(InputKind.Run) ? " nor a run" : "")}. Check the path; `retailopt datasets` lists the datasets.");
    }

    private async Task<List<InputRef>> FilesAsync(IReadOnlyList<string> paths, CancellationToken ct)
    {
        var files = new List<InputRef>();
        foreach (var path in paths) files.Add(await session.Inputs.FileAsync(path, Path.GetFileName(path), ct));
        return files;
    }

    public static Dictionary<string, InputRef> Number(InputSpec spec, IReadOnlyList<InputRef> files)
    {
        if (files.Count > 1 && !spec.Many) throw new InputException($"'{spec.Name}' is one file; {files.Count} are given.");
        return files.Select((file, i) => (file, i)).ToDictionary(f => spec.Many ? FormattableString.Invariant($"{spec.Name}{f.i + 1}") : spec.Name, f => f.file, StringComparer.Ordinal);
    }
}
