using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Runs;

namespace RetailOpt.Tests.Support;

/// <summary>All of Core on a home, its worker going, as a host has it; with analyses of the test's own beside the real ones.</summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _stopped;

    private RunHost(ServiceProvider services) => _services = services;

    public IRunQueue Queue => Get<IRunQueue>();
    public IInputs Inputs => Get<IInputs>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<RunHost> StartAsync(string home, IEnumerable<IRunnable> runnables, Func<RetailOptSettings, RetailOptSettings>? set = null, bool work = true)
    {
        var settings = new RetailOptSettings { Home = home, ConcurrentRuns = 1 };
        var services = new ServiceCollection().AddRetailOpt(set?.Invoke(settings) ?? settings);
        foreach (var runnable in runnables) services.AddSingleton(runnable);
        var host = new RunHost(services.BuildServiceProvider());
        if (work) foreach (var service in host._services.GetServices<IHostedService>()) await service.StartAsync(default);
        return host;
    }

    /// <summary>Queues a run and waits for its end.</summary>
    public async Task<RunRecord> RunAsync(RunRequest request) => await Queue.WaitAsync((await Queue.EnqueueAsync(request)).Id).WaitAsync(TimeSpan.FromSeconds(60));

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        foreach (var service in _services.GetServices<IHostedService>()) await service.StopAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
