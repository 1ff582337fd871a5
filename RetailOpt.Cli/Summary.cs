using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Cli;

/// <summary>What standard output tells of a run that has a result: as text, or as one JSON document.</summary>
internal sealed class Summary
{
    /// <summary>The first table of a result, and what another recommender said beside it, are part of the summary where they have at most so many rows; the others are in the files.</summary>
    private const int SmallTable = 50;

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RunRecord _run;
    private readonly IReadOnlyList<string> _files;
    private readonly List<(TableSchema Schema, List<object?[]> Rows)> _tables = [];

    private readonly (string Id, string Name)? _dataset;
    private readonly (OptionSchema Schema, object Values) _options;

    private Summary(Session session, RunRecord run, IReadOnlyList<string> files)
    {
        (_run, _files) = (run, files);
        var schema = session.Registry.Require(run.Request.Analysis).Options;
        _options = (schema, schema.FromJson(run.Request.OptionsJson));
        // the dataset that was made, else the one that was read
        var source = run.Request.Inputs.Values.FirstOrDefault(i => i.Kind == InputKind.Source);
        _dataset = run.DatasetId is { } made ? (made, session.Datasets.Find(made)?.Name ?? "") : source is not null ? (source.Id, source.Name) : null;
    }

    public static Summary Of(Session session, RunRecord run, IReadOnlyList<string> files)
    {
        var summary = new Summary(session, run, files);
        foreach (var table in run.Tables.Where(t => t.Schema.InWorkbook).Where((t, i) => i == 0 || t.Schema.Name == GivenExternal.TableName).Where(t => t.Rows <= SmallTable))
            summary._tables.Add((table.Schema, [.. session.Results.Read(run.Id, table.Schema.Name).Read()]));
        return summary;
    }

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"{_run.Request.Analysis}: {_run.State.ToString().ToLowerInvariant()}, run {_run.Id}{(_run.DatasetId is { } id ? ", dataset " + id : "")}"));
        if (_run.Kpis.Count > 0) text.AppendLine().Append(TextTable.Of(_run.Kpis.Select(k => new[] { k.Label, Cells.Text(k.Value, k.Type, k.Unit), k.Unit ?? "" })));
        foreach (var (schema, rows) in _tables.Where(t => t.Rows.Count > 0))
            text.AppendLine().AppendLine(schema.Title).Append(TextTable.Of(Look.Of(_run.Request.Analysis, schema), schema, rows));
        foreach (var notice in _run.Notices) text.AppendLine(Invariant($"{(notice.Level == NoticeLevel.Info ? "-" : "!")} {Told(notice)}"));
        foreach (var file in _files) text.Append("written: ").AppendLine(file);
        return text.ToString().TrimEnd();
    }

    public static string Told(Notice notice)
    {
        var count = Invariant($"{notice.Count:N0}");
        return notice.Count == 0 || notice.Text.Contains(count, StringComparison.Ordinal) ? notice.Text : $"{notice.Text} ({count})";
    }

    public string Json()
    {
        var json = new JsonObject
        {
            ["analysis"] = _run.Request.Analysis,
            ["run"] = _run.Id,
            ["state"] = _run.State.ToString().ToLowerInvariant(),
            ["dataset"] = _dataset is { } d ? new JsonObject { ["id"] = d.Id, ["name"] = d.Name } : null,
            ["options"] = new JsonObject(_options.Schema.Fields.Select(f => new KeyValuePair<string, JsonNode?>(f.Key, Cells.Json(_options.Schema.Get(_options.Values, f.Key))))),
        };
        foreach (var (schema, rows) in _tables)
        {
            var (name, keys) = JsonNames.Of(_run.Request.Analysis, schema);
            json[name] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject(keys.Select((key, i) => (key, Cell: row[i])).Where(c => c.key is not null).Select(c => new KeyValuePair<string, JsonNode?>(c.key!, Cells.Json(c.Cell)))))]);
        }
        json["kpis"] = new JsonArray([.. _run.Kpis.Select(k => (JsonNode)new JsonObject { ["key"] = k.Key, ["label"] = k.Label, ["value"] = k.Value, ["low"] = k.Low, ["high"] = k.High, ["unit"] = k.Unit })]);
        json["notices"] = new JsonArray([.. _run.Notices.Select(n => (JsonNode)new JsonObject { ["level"] = n.Level.ToString().ToLowerInvariant(), ["text"] = n.Text, ["count"] = n.Count })]);
        json["files"] = new JsonArray([.. _files.Select(f => (JsonNode)f)]);
        return json.ToJsonString(Pretty);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}

/// <summary>Names of a table and its columns in JSON: lower case; a few read better otherwise. A column without a name is left out.</summary>
internal static class JsonNames
{
    private static readonly Dictionary<string, string?> Scenarios = new(StringComparer.Ordinal) { ["SCENARIO"] = "name", ["GAP"] = null, ["GAP_AT_MOST"] = "gap" };

    public static (string Table, string?[] Columns) Of(string analysis, TableSchema schema) => (analysis, schema.Name) switch
    {
        ("price", "SUMMARY") => ("scenarios", [.. schema.Columns.Select(c => Scenarios.TryGetValue(c.Key, out var name) ? name : Lower(c.Key))]),
        _ => (Lower(schema.Name), [.. schema.Columns.Select(c => Lower(c.Key))]),
    };

    private static string Lower(string key) => key.ToLowerInvariant();
}
