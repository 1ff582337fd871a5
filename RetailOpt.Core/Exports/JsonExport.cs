using System.Text.Encodings.Web;
using System.Text.Json;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Exports;

/// <summary>Writes a run as one JSON document: what was asked, key figures, notices, and every table with its rows as objects by the columns' keys.</summary>
internal static class JsonExport
{
    private const int FlushBytes = 1 << 16;
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it; the stream stays open.</summary>
    public static async Task WriteAsync(RunRecord run, IEnumerable<IResultTable> tables, Stream target, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartObject();
        json.WritePropertyName("run");
        JsonSerializer.Serialize(json, new { run.Id, run.Request.Analysis, run.AnalysisVersion, run.SoftwareVersion, run.State, run.Created, run.Request.Seed, run.Request.Inputs }, JsonFile.Pretty);
        json.WritePropertyName("options");
        json.WriteRawValue(run.Request.OptionsJson);
        json.WritePropertyName("kpis");
        JsonSerializer.Serialize(json, run.Kpis, JsonFile.Pretty);
        json.WritePropertyName("notices");
        JsonSerializer.Serialize(json, run.Notices, JsonFile.Pretty);
        json.WriteStartObject("tables");
        foreach (var table in tables)
        {
            json.WritePropertyName(table.Schema.Name);
            await WriteRowsAsync(json, table, ct);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes one table as an array of objects; the stream stays open.</summary>
    public static async Task WriteAsync(IResultTable table, Stream target, CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(target, Options);
        await WriteRowsAsync(json, table, ct);
    }

    private static async Task WriteRowsAsync(Utf8JsonWriter json, IResultTable table, CancellationToken ct)
    {
        json.WriteStartArray();
        foreach (var row in table.Read())
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++) WriteCell(json, table.Schema.Columns[i].Key, row[i]);
            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) await json.FlushAsync(ct);
        }
        json.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter json, string key, object? cell)
    {
        switch (cell)
        {
            case null: json.WriteNull(key); break;
            case bool flag: json.WriteBoolean(key, flag); break;
            case long whole: json.WriteNumber(key, whole); break;
            case decimal amount: json.WriteNumber(key, amount); break;
            case double number when double.IsFinite(number): json.WriteNumber(key, number); break;
            default: json.WriteString(key, Cells.Text(cell)); break;
        }
    }
}
