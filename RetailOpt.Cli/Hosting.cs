using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core;

namespace RetailOpt.Cli;

/// <summary>Opens the services of Core for one command.</summary>
internal static class Hosting
{
    public static Session Open(HostSettings host)
    {
        var settings = new RetailOptSettings { Home = host.Home, ConcurrentRuns = 1 };
        if (host.Threads is { } threads) settings = settings with { Threads = threads };
        return new Session(new ServiceCollection().AddRetailOpt(settings).BuildServiceProvider());
    }
}
