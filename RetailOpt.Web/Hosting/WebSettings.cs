using RetailOpt.Core.CrossSell.External;

namespace RetailOpt.Web.Hosting;

/// <summary>What an operator may set of the dashboard, beside <see cref="Core.RetailOptSettings"/>: section RetailOpt of appsettings.json, RetailOpt__Name in the environment, --RetailOpt:Name on the command line.</summary>
internal sealed record WebSettings
{
    private const int LeastKey = 16;

    /// <summary>Address to listen on when neither --urls nor ASPNETCORE_URLS says another.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The largest file that may be uploaded, in gibibytes.</summary>
    public double MaxUploadGiB { get; init; } = 64;

    /// <summary>Whether an empty home gets the sample retailer and its analyses.</summary>
    public bool Sample { get; init; } = true;

    /// <summary>Key of the endpoints for other systems, 16 characters at least; without one they answer nobody.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Requests that an address may make of these endpoints in a minute.</summary>
    public int ApiRequestsPerMinute { get; init; } = 600;

    /// <summary>Address of another recommender, with {account} and, if it takes it, {max} in it; null for none.</summary>
    public string? ExternalRecommender { get; init; }

    /// <summary>Key that it gets as X-Api-Key, or null.</summary>
    public string? ExternalRecommenderKey { get; init; }

    /// <summary>Longest wait for its answer, in seconds.</summary>
    public double ExternalRecommenderSeconds { get; init; } = 2;

    /// <summary>Where and how the other recommender is asked; null where there is none.</summary>
    public HttpRecommenderSettings? External => string.IsNullOrEmpty(ExternalRecommender) ? null : new() { Address = ExternalRecommender, Key = ExternalRecommenderKey, Timeout = TimeSpan.FromSeconds(ExternalRecommenderSeconds) };

    /// <summary>The upload limit in bytes.</summary>
    public long MaxUploadBytes => (long)(MaxUploadGiB * (1L << 30));

    /// <summary>Reads and checks the settings; every error is told at start.</summary>
    public static WebSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("RetailOpt").Get<WebSettings>() ?? new WebSettings();
        var errors = new List<string>();
        if (settings.MaxUploadGiB is not (> 0 and <= 1 << 20)) errors.Add("RetailOpt:MaxUploadGiB must be above 0.");
        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out _)) errors.Add($"RetailOpt:Url '{settings.Url}' is no address such as http://127.0.0.1:5080.");
        if (settings.ApiKey is { Length: > 0 and < LeastKey }) errors.Add($"RetailOpt:ApiKey has fewer than {LeastKey} characters.");
        if (settings.ApiRequestsPerMinute < 1) errors.Add("RetailOpt:ApiRequestsPerMinute must be at least 1.");
        if (settings.ExternalRecommenderSeconds is not (> 0 and <= 60)) errors.Add("RetailOpt:ExternalRecommenderSeconds must be above 0 and at most 60.");
        else if (settings.External?.Wrong() is { } wrong) errors.Add($"RetailOpt:ExternalRecommender: {wrong}.");
        return errors.Count == 0 ? settings : throw new InvalidOperationException("The settings cannot be used. " + string.Join(" ", errors));
    }
}
