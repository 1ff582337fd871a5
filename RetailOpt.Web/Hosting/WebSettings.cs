namespace RetailOpt.Web.Hosting;

/// <summary>What an operator may set of the dashboard, beside <see cref="Core.RetailOptSettings"/>: section RetailOpt of appsettings.json, RetailOpt__Name in the environment, --RetailOpt:Name on the command line.</summary>
internal sealed record WebSettings
{
    /// <summary>Address to listen on when neither --urls nor ASPNETCORE_URLS says another.</summary>
    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The largest file that may be uploaded, in gibibytes.</summary>
    public double MaxUploadGiB { get; init; } = 64;

    /// <summary>Whether an empty home gets the sample retailer and its analyses.</summary>
    public bool Sample { get; init; } = true;

    /// <summary>The upload limit in bytes.</summary>
    public long MaxUploadBytes => (long)(MaxUploadGiB * (1L << 30));

    /// <summary>Reads and checks the settings; every error is told at start.</summary>
    public static WebSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("RetailOpt").Get<WebSettings>() ?? new WebSettings();
        var errors = new List<string>();
        if (settings.MaxUploadGiB is not (> 0 and <= 1 << 20)) errors.Add("RetailOpt:MaxUploadGiB must be above 0.");
        if (!Uri.TryCreate(settings.Url, UriKind.Absolute, out _)) errors.Add($"RetailOpt:Url '{settings.Url}' is no address such as http://127.0.0.1:5080.");
        return errors.Count == 0 ? settings : throw new InvalidOperationException("The settings cannot be used. " + string.Join(" ", errors));
    }
}
