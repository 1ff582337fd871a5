using Microsoft.AspNetCore.Http.Features;
using RetailOpt.Web.Hosting;

namespace RetailOpt.Web.Endpoints;

/// <summary>POST /upload?name=: the file is the body. A browser sends it with X-RetailOpt, which no form of another site can.</summary>
internal static class Uploads
{
    public static void MapUploads(this IEndpointRouteBuilder routes) => routes.MapPost("/upload", ReceiveAsync).DisableAntiforgery();

    private static async Task<IResult> ReceiveAsync(string? name, HttpContext context, UploadStore store, WebSettings settings, ILogger<UploadStore> log, CancellationToken ct)
    {
        if (!context.Request.Headers.ContainsKey("X-RetailOpt")) return Problem(StatusCodes.Status403Forbidden, "Uploads come from the dashboard's own pages, or carry the header X-RetailOpt.");
        if (string.IsNullOrWhiteSpace(name)) return Problem(StatusCodes.Status400BadRequest, "Give the file's name: /upload?name=sales.csv");
        if (context.Request.ContentLength > settings.MaxUploadBytes) return Problem(StatusCodes.Status413PayloadTooLarge, UploadStore.TooLarge(settings.MaxUploadBytes));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = null; // the store keeps the limit, and says which
        try
        {
            return Results.Json(await store.SaveAsync(context.Request.Body, name, settings.MaxUploadBytes, ct));
        }
        catch (InvalidDataException e)
        {
            return Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, "The upload was cut off; nothing was kept. Try again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !ct.IsCancellationRequested)
        {
            log.LogError(e, "An upload could not be written");
            return Problem(StatusCodes.Status507InsufficientStorage, $"The server could not write the file; nothing was kept. {e.Message}");
        }
    }

    private static IResult Problem(int status, string message) => Results.Json(new { error = message }, statusCode: status);
}
