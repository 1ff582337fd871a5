using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Runs;

/// <summary>Whether a needed column is there.</summary>
public enum Presence
{
    /// <summary>It is there.</summary>
    Present,
    /// <summary>It is missing, and the analysis does without.</summary>
    MissingOptional,
    /// <summary>It is missing, and the analysis cannot run.</summary>
    MissingRequired,
}

/// <summary>A column that an analysis reads, and whether a dataset has it.</summary>
public sealed record ColumnReadiness(string Input, ColumnNeed Need, Presence Presence);

/// <summary>What a dataset offers to one analysis: a row of the readiness matrix.</summary>
public sealed record Readiness(AnalysisInfo Analysis, IReadOnlyList<ColumnReadiness> Columns)
{
    /// <summary>Whether nothing required is missing.</summary>
    public bool IsReady => Columns.All(c => c.Presence != Presence.MissingRequired);

    /// <summary>The columns that are missing, the required ones first.</summary>
    public IEnumerable<ColumnReadiness> Missing => Columns.Where(c => c.Presence != Presence.Present).OrderByDescending(c => c.Presence);

    /// <summary>The matrix of a dataset's tables: every analysis that reads canonical tables, ordered by key.</summary>
    public static IReadOnlyList<Readiness> Of(RunRegistry registry, IReadOnlyDictionary<string, TableSchema> tables) =>
        [.. registry.All.Where(r => Sources(r.Info).Any()).Select(r => Of(r.Info, tables))];

    /// <summary>The matrix of a dataset.</summary>
    public static IReadOnlyList<Readiness> Of(RunRegistry registry, IQueryEngine dataset) => Of(registry, dataset.Tables);

    /// <summary>One analysis's row.</summary>
    public static Readiness Of(AnalysisInfo analysis, IReadOnlyDictionary<string, TableSchema> tables) => new(analysis,
        [.. Sources(analysis).SelectMany(input => input.Columns.Select(need => new ColumnReadiness(input.Name, need, PresenceOf(input, need, tables))))]);

    private static IEnumerable<InputSpec> Sources(AnalysisInfo analysis) => analysis.Inputs.Where(i => i.Columns.Count > 0 && i.Kinds.Contains(InputKind.Source));

    // an optional input's own columns do not keep the analysis from running without that input
    private static Presence PresenceOf(InputSpec input, ColumnNeed need, IReadOnlyDictionary<string, TableSchema> tables) =>
        tables.TryGetValue(need.Table, out var table) && (table.IndexOf(need.Column) >= 0 || need.Or is { } other && table.IndexOf(other) >= 0) ? Presence.Present
        : need.Required && input.Required ? Presence.MissingRequired : Presence.MissingOptional;
}
