using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Components.Forms;

namespace RetailOpt.Web.Pages.Compare;

/// <summary>A row of a comparison of texts: what it is, and what each run has.</summary>
internal sealed record DifferingRow(string Label, IReadOnlyList<string> Values, IReadOnlyList<string?>? Links = null);

/// <summary>A figure of each run; null where a run has none.</summary>
internal sealed record ComparedKpi(Kpi Kpi, IReadOnlyList<Kpi?> OfRuns);

/// <summary>What differs between runs of one analysis, and their figures, made of the records alone.</summary>
internal sealed class Comparison
{
    /// <summary>Runs that are compared at most: more cannot be told apart at a glance.</summary>
    public const int Most = 4;

    public Comparison(IReadOnlyList<RunItem> runs, IRunnable? runnable)
    {
        Runs = runs;
        Inputs = [.. InputRows().Concat(Facts()).Where(Differs)];
        Options = runnable is null ? [] : [.. OptionRows(runnable.Options).Where(Differs)];
        Kpis = [.. runs.SelectMany(r => r.Run.Kpis).DistinctBy(k => k.Key).Select(k => new ComparedKpi(k, [.. runs.Select(r => r.Run.Kpis.FirstOrDefault(x => x.Key == k.Key))]))];
    }

    public IReadOnlyList<RunItem> Runs { get; }
    /// <summary>Inputs, seeds and versions that differ.</summary>
    public IReadOnlyList<DifferingRow> Inputs { get; }
    /// <summary>Options that differ.</summary>
    public IReadOnlyList<DifferingRow> Options { get; }
    /// <summary>Every headline figure that one of the runs has.</summary>
    public IReadOnlyList<ComparedKpi> Kpis { get; }

    /// <summary>A run's letter: A is what the others are compared with.</summary>
    public static string Letter(int place) => ((char)('A' + place)).ToString();

    private IEnumerable<DifferingRow> InputRows() => Runs.SelectMany(r => r.Run.Request.Inputs.Keys).Distinct().Select(name =>
    {
        InputRef?[] given = [.. Runs.Select(r => r.Run.Request.Inputs.GetValueOrDefault(name))];
        return new DifferingRow("Input " + name,
            [.. given.Select(i => i is null ? Cells.None : $"{i.Name} · {i.Hash[..Math.Min(8, i.Hash.Length)]}")],
            [.. given.Select(i => i is { Kind: InputKind.Source } ? $"/data/{i.Id}" : i is { Kind: InputKind.Run } ? $"/runs/{i.Id}" : null)]);
    });

    private IEnumerable<DifferingRow> Facts() =>
    [
        new("Seed", [.. Runs.Select(r => r.Run.Request.Seed.ToString(CultureInfo.InvariantCulture))]),
        new("Version of the analysis", [.. Runs.Select(r => r.Run.AnalysisVersion.ToString(CultureInfo.InvariantCulture))]),
        new("Version of the software", [.. Runs.Select(r => r.Run.SoftwareVersion)]),
    ];

    private IEnumerable<DifferingRow> OptionRows(OptionSchema schema)
    {
        object[] options = [.. Runs.Select(r => schema.FromJson(r.Run.Request.OptionsJson))];
        return schema.Fields.Select(f => new DifferingRow(f.Label, [.. options.Select(o => OptionWords.Of(f, schema.Get(o, f.Key)) ?? Cells.None)]));
    }

    private static bool Differs(DifferingRow row) => row.Values.Any(v => v != row.Values[0]);
}
