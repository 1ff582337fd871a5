using System.Globalization;
using System.Text.Json;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>One fact on how a result came about.</summary>
internal sealed record Fact(string Group, string Name, string Value);

/// <summary>What a result was made from: enough to repeat it, and what to know when reading it.</summary>
internal static class RunFacts
{
    private static readonly TableLayout<Fact> Layout = new TableLayout<Fact>("PARAMETERS", "Parameters").Text("GROUP", "Group", f => f.Group).Text("NAME", "Name", f => f.Name).Text("VALUE", "Value", f => f.Value);

    /// <summary>The facts as a table.</summary>
    public static IResultTable Table(IReadOnlyList<Fact> facts) => Layout.Of(facts);

    /// <summary>The facts of a run: run, options, inputs, tables and notices.</summary>
    public static IReadOnlyList<Fact> Of(RunRecord run) =>
    [
        new("Run", "id", run.Id), new("Run", "analysis", run.Request.Analysis), new("Run", "analysis version", Text(run.AnalysisVersion)), new("Run", "software version", run.SoftwareVersion),
        new("Run", "state", run.State.ToString()), new("Run", "asked for", run.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)), new("Run", "seed", Text(run.Request.Seed)),
        .. Options(run.Request.OptionsJson),
        .. run.Request.Inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => new Fact("Input", i.Key, $"{i.Value.Name} ({i.Value.Hash})")),
        .. run.Tables.Select(t => new Fact("Table", t.Schema.Name, $"{Text(t.Rows)} rows ({t.Hash})")),
        .. run.Notices.Select(n => new Fact("Notice", n.Level.ToString(), n.Count > 0 ? $"{n.Text} ({Text(n.Count)})" : n.Text)),
    ];

    private static IEnumerable<Fact> Options(string json)
    {
        using var options = JsonDocument.Parse(json);
        return options.RootElement.ValueKind == JsonValueKind.Object ? [.. options.RootElement.EnumerateObject().Select(o => new Fact("Option", o.Name, o.Value.ToString()))] : [];
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
