namespace RetailOpt.Web.Hosting;

/// <summary>
/// Nothing is fetched from another host, and no other site may drive this one: a Content-Security-Policy on every answer,
/// and an origin check on what changes things (a WebSocket is not held back by the browser's same-origin rule).
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // style-src: MudBlazor writes its theme as a style element and Plotly sets styles; images: Plotly draws its exports from data and blob addresses.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (!IsForeign(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("The request comes from another site.");
    }

    private static bool IsForeign(HttpRequest request) =>
        (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) || request.Path.StartsWithSegments("/_blazor"))
        && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
