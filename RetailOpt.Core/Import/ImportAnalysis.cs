using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Import.Load;
using RetailOpt.Core.Import.Reporting;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import;

/// <summary>Makes a dataset of files: finds out what they are, maps their columns to the canonical tables, keeps every bad row and accounts for every line.</summary>
public sealed class ImportAnalysis : IDatasetProducer
{
    /// <inheritdoc/>
    public AnalysisInfo Info { get; } = new("import", 2, "Data", "Import", "Makes a dataset of files: CSV, TSV, gz, zip, Excel or Parquet; sales, products, stores, customers, campaigns.", false,
        [new("file", [InputKind.File], true, "The files of one dataset, together.", [], Many: true)]);

    /// <inheritdoc/>
    public OptionSchema Options => OptionSchema.Of<ImportOptions>();

    /// <inheritdoc/>
    public async Task<Report> ProduceAsync(RunInputs inputs, object options, IDatasetWriter target, IWork work, CancellationToken ct)
    {
        var chosen = (ImportOptions)options;
        if (inputs.Files.Count == 0) throw new InputException("No file was given.");
        work.Report(0, "Looking at the files");
        var plans = inputs.Files.SelectMany(f => new Planner(chosen).Plan(f, ct)).ToArray();
        using var rejects = new RejectList(target.WorkFolder);
        var files = await LoadAsync(plans, target.WorkFolder, rejects, work, ct);
        if (files.Sum(f => f.Lines.Rows) == 0) throw new InputException(rejects.Count == 0
            ? $"{string.Join(", ", plans.Select(p => p.Source.Name))}: a header and no rows."
            : $"None of {rejects.Count:N0} rows could be loaded. The first: {rejects.First}.");
        work.Report(.9, "Building tables");
        var tables = await Task.Run(() => Assemble(files, target, work, ct), ct);
        var summary = new ImportSummary(chosen, files, tables, rejects);
        target.Describe(summary.Name, chosen.Currency ?? "", summary.Facts);
        return summary.Report();
    }

    private static async Task<List<LoadedFile>> LoadAsync(FilePlan[] plans, string folder, RejectList rejects, IWork work, CancellationToken ct)
    {
        var loader = new FileLoader(folder, plans, rejects, work, ct);
        var total = Math.Max(1.0, plans.Sum(p => (double)Bytes(p)));
        var (files, before) = (new List<LoadedFile>(), 0.0);
        for (var i = 0; i < plans.Length; i++)
        {
            var (name, start) = (plans[i].Source.Name, before);
            files.Add(await loader.LoadAsync(i + 1, read => work.Report(.9 * Math.Min(1, (start + read) / total), $"Reading {name}", $"{(start + read) / 1e6:N0} of {total / 1e6:N0} MB")));
            before += Bytes(plans[i]);
        }
        return files;

        // members of an archive share its bytes
        long Bytes(FilePlan plan) => new FileInfo(plan.Source.File.Path).Length / plans.Count(p => p.Source.File == plan.Source.File);
    }

    private static Assembled Assemble(IReadOnlyList<LoadedFile> files, IDatasetWriter target, IWork work, CancellationToken ct)
    {
        using var engine = new DuckDbInstance([target.WorkFolder], target.WorkFolder, ImportLimits.Engine(work.Threads));
        using var session = engine.Open();
        var dimensions = new Dimensions(session, target.WorkFolder, ct);
        var (adopt, conflicts) = (new List<(TableSchema Schema, string[] Files, long Rows, TableContent? Content)>(), new List<Conflict>());
        foreach (var group in files.SelectMany(f => f.Tables).GroupBy(t => t.Layout.Table).OrderBy(g => Canonical.Tables.Keys.ToList().IndexOf(g.Key)))
        {
            LoadedTable[] parts = [.. group.Where(t => t.Rows > 0)];
            if (parts.Length == 0) continue;
            if (parts[0].Layout.IsFact) adopt.Add((Dimensions.Present(group.Key, parts[0].Layout.Columns), [.. parts.Select(p => p.Path)], parts.Sum(p => p.Rows), parts.Length == 1 ? parts[0].Content : null));
            else
            {
                var (schema, path, rows, disagree) = dimensions.Reduce(group.Key, parts);
                adopt.Add((schema, [path], rows, null));
                conflicts.AddRange(disagree);
                if (disagree.FirstOrDefault(c => c is { Table: "clusters", Column: "cluster" }) is { } two) throw TwoLabels(two, dimensions, files, [.. parts.Where(p => p.Layout.Columns.Any(c => c.Key == "cluster"))]);
            }
        }
        var own = files.Select(f => f.Plan.Table).ToHashSet(StringComparer.Ordinal);
        var unjoined = new Joins(session, ct).Check(adopt.ToDictionary(a => a.Schema.Name, a => ((IReadOnlyList<string>)a.Files, (IReadOnlyList<string>)[.. a.Schema.Columns.Select(c => c.Key)])), own);
        foreach (var (schema, paths, _, content) in adopt) foreach (var path in paths) target.Adopt(schema, path, content);
        return new([.. adopt.Select(a => (a.Schema, a.Rows))], conflicts, unjoined);
    }

    // every other column of a key may vary and is told; a store of two clusters would be compared with the wrong peers
    private static InputException TwoLabels(Conflict conflict, Dimensions dimensions, IReadOnlyList<LoadedFile> files, LoadedTable[] parts)
    {
        var (first, second) = dimensions.Disagreement(conflict, parts);
        string Place(int of, long line) => $"{files.First(f => f.Tables.Contains(parts[of])).Plan.Source.Name}, line {line}";
        return new($"The store {conflict.Example} has two clusters: '{first.Cell}' ({Place(first.Of, first.Line)}) and '{second.Cell}' ({Place(second.Of, second.Line)}). "
            + "Keep one of the rows, or leave the column out of the mapping.");
    }
}

/// <summary>The tables of the new dataset, and what is doubtful about them.</summary>
internal sealed record Assembled(IReadOnlyList<(TableSchema Schema, long Rows)> Tables, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<Unjoined> Unjoined);
