using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using RetailOpt.Web.Hosting;

namespace RetailOpt.Web.Endpoints;

/// <summary>Who may ask the endpoints for other systems, and how often: a key in X-Api-Key, and so many requests a minute from an address.</summary>
internal static class ApiAccess
{
    private const string Policy = "api", Header = "X-Api-Key";

    public static void AddApiAccess(this IServiceCollection services, WebSettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress, _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.ApiRequestsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        limiter.OnRejected = async (rejected, ct) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
            rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
            await Problem(StatusCodes.Status429TooManyRequests, $"More than {settings.ApiRequestsPerMinute} requests within a minute. Try again in {wait} seconds.").ExecuteAsync(rejected.HttpContext);
        };
    });

    /// <summary>Holds an endpoint to the limit, then to the key.</summary>
    public static RouteHandlerBuilder RequireKey(this RouteHandlerBuilder route) => route.RequireRateLimiting(Policy).AddEndpointFilter((call, next) => Refused(call.HttpContext) is { } refused ? new(refused) : next(call));

    /// <summary>An error as every endpoint for other systems tells it: {"error": "..."}.</summary>
    public static IResult Problem(int status, string message) => Results.Json(new { error = message }, statusCode: status);

    private static IResult? Refused(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<WebSettings>().ApiKey is not { Length: > 0 } key)
            return Problem(StatusCodes.Status503ServiceUnavailable, "This server answers no other systems: it has no key. Its operator can set RetailOpt:ApiKey (RetailOpt__ApiKey in the environment).");
        var given = context.Request.Headers[Header].ToString();
        if (given.Length == 0) return Problem(StatusCodes.Status401Unauthorized, $"Give the server's key in the header {Header}.");
        // hashes have one length, so that the comparison takes the same time whatever was given
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key))) ? null : Problem(StatusCodes.Status401Unauthorized, $"The key in {Header} is not this server's.");
    }
}
