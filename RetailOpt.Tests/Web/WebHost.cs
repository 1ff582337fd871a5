using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Tests.Support;
using RetailOpt.Web.Endpoints;

namespace RetailOpt.Tests.Web;

/// <summary>The real dashboard in this process, on a socket and a home of its own, without the sample.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplicationFactory<UploadStore> factory;

    /// <param name="maxUploadGiB">The largest upload.</param>
    /// <param name="settings">Settings of the section RetailOpt beside these.</param>
    /// <param name="services">Services in place of the real ones.</param>
    public WebHost(double maxUploadGiB = 1, Dictionary<string, string>? settings = null, Action<IServiceCollection>? services = null)
    {
        factory = new WebApplicationFactory<UploadStore>().WithWebHostBuilder(web =>
        {
            foreach (var (key, value) in settings ?? []) web.UseSetting("RetailOpt:" + key, value);
            web.ConfigureServices(s => services?.Invoke(s))
            .UseSetting("urls", "http://127.0.0.1:0").UseSetting("RetailOpt:Home", Home.Path).UseSetting("RetailOpt:Sample", "false")
            .UseSetting("RetailOpt:MaxUploadGiB", maxUploadGiB.ToString(System.Globalization.CultureInfo.InvariantCulture));
        });
        factory.UseKestrel(0);
        factory.StartServer();
    }

    public TempFolder Home { get; } = new();

    /// <summary>A client that streams what it sends; the factory's own reads a body whole before it sends.</summary>
    public HttpClient Client() => new() { BaseAddress = factory.ClientOptions.BaseAddress };

    public T Get<T>() where T : notnull => factory.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        Home.Dispose();
    }
}
