using RetailOpt.Core.Exports;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;

namespace RetailOpt.Web.Endpoints;

/// <summary>GET /runs/{id}/export?format= and /runs/{id}/tables/{table}?format=: files made once in the cache, then sent from disk, in parts if asked.</summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs/{id}/export", (string id, string? format, IRunQueue queue, IRunExports exports, CancellationToken ct) => SendAsync(id, null, format, queue, exports, ct));
        routes.MapGet("/runs/{id}/tables/{table}", (string id, string table, string? format, IRunQueue queue, IRunExports exports, CancellationToken ct) => SendAsync(id, table, format, queue, exports, ct));
        routes.MapGet("/runs/{id}/documents/{name}", DocumentAsync);
    }

    private static async Task<IResult> DocumentAsync(string id, string name, IRunQueue queue, IRunStore results, CancellationToken ct)
    {
        if (!Ids.IsId(id) || await queue.FindAsync(id, ct) is not { } run || !run.Documents.Contains(name, StringComparer.Ordinal)) return Problem(StatusCodes.Status404NotFound, $"There is no run '{id}' with a document '{name}'.");
        return Results.File(results.DocumentPath(id, name), name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "application/octet-stream", name);
    }

    private static async Task<IResult> SendAsync(string id, string? table, string? format, IRunQueue queue, IRunExports exports, CancellationToken ct)
    {
        if (FormatOf(format) is not { } known) return Problem(StatusCodes.Status400BadRequest, $"There is no format '{format}'; there are xlsx, csv, json and md.");
        if (!Ids.IsId(id) || await queue.FindAsync(id, ct) is not { } run) return Problem(StatusCodes.Status404NotFound, $"There is no run '{id}'.");
        if (run.State is not (RunState.Completed or RunState.Stopped)) return Problem(StatusCodes.Status409Conflict, $"The run is {run.State}; it has no result.");
        if (table is not null && run.Tables.All(t => !t.Schema.Name.Equals(table, StringComparison.OrdinalIgnoreCase))) return Problem(StatusCodes.Status404NotFound, $"The run has no table '{table}'.");
        var file = await exports.ExportAsync(id, known, table, ct);
        return Results.File(file.Path, file.ContentType, file.Name, enableRangeProcessing: true);
    }

    private static ExportFormat? FormatOf(string? format) => format?.ToLowerInvariant() switch
    {
        "xlsx" => ExportFormat.Workbook,
        "csv" or null => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        "md" => ExportFormat.Markdown,
        _ => null,
    };

    private static IResult Problem(int status, string message) => Results.Text(message, statusCode: status);
}
