using System.Globalization;
using MudBlazor;
using MudBlazor.Services;
using RetailOpt.Core;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Web.Components;
using RetailOpt.Web.Components.Common;
using RetailOpt.Web.Endpoints;
using RetailOpt.Web.Pages;

namespace RetailOpt.Web.Hosting;

/// <summary>Puts the dashboard together: services, then the pipeline.</summary>
internal static class Dashboard
{
    public static void AddDashboard(this WebApplicationBuilder builder)
    {
        var settings = WebSettings.Read(builder.Configuration);
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(settings.Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        services.AddSingleton(settings).AddRetailOpt(builder.Configuration.GetSection("RetailOpt").Get<RetailOptSettings>() ?? new());
        services.AddSingleton<UploadStore>();
        services.AddSingleton<Library>().AddHostedService<SampleStarter>();
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            circuit.DisconnectedCircuitMaxRetained = 50;
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        });
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.ShowTransitionDuration = mud.SnackbarConfiguration.HideTransitionDuration = 120;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddScoped<QueryState>();
        services.AddHealthChecks();
        services.AddApiAccess(settings);
        if (settings.External is { } external) services.AddSingleton<IExternalRecommender>(p => HttpRecommender.Of(external, p.GetRequiredService<TimeProvider>()));
    }

    public static void UseDashboard(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization(Cultures());
        app.UseAntiforgery();
        app.UseRateLimiter();
        app.MapHealthChecks("/health");
        app.MapUploads();
        app.MapDownloads();
        app.MapAccountRecommendations();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }

    /// <summary>Numbers and dates follow the browser's language; files stay invariant.</summary>
    private static RequestLocalizationOptions Cultures()
    {
        var all = CultureInfo.GetCultures(CultureTypes.SpecificCultures | CultureTypes.NeutralCultures).Where(c => c.Name.Length > 0).ToArray();
        return new RequestLocalizationOptions { SupportedCultures = all, SupportedUICultures = all }.SetDefaultCulture("en-US");
    }
}
