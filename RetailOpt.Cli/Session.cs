using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RetailOpt.Core;
using RetailOpt.Core.Exports;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;

namespace RetailOpt.Cli;

/// <summary>The services over a home. The worker is started by the first run, so asking for help or a list touches nothing.</summary>
internal sealed class Session(ServiceProvider services) : IAsyncDisposable
{
    private IHostedService[] _started = [];

    public RunRegistry Registry => services.GetRequiredService<RunRegistry>();
    public IDatasetStore Datasets => services.GetRequiredService<IDatasetStore>();
    public IRunStore Results => services.GetRequiredService<IRunStore>();
    public IRunExports Exports => services.GetRequiredService<IRunExports>();
    public IInputs Inputs => services.GetRequiredService<IInputs>();
    /// <summary>Threads that one piece of work may use.</summary>
    public int Threads => services.GetRequiredService<RetailOptSettings>().Threads;
    /// <summary>Keeps a text in the home by its content, as the input of a run.</summary>
    public async Task<InputRef> KeepAsync(string text, string name, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var path = Path.Combine(services.GetRequiredService<Home>().Files, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        if (!File.Exists(path)) await File.WriteAllBytesAsync(path, bytes, ct);
        return await Inputs.FileAsync(path, name, ct);
    }

    public IRunQueue Queue => services.GetRequiredService<IRunQueue>();

    /// <summary>The queue with its worker going.</summary>
    public async Task<IRunQueue> WorkAsync(CancellationToken ct)
    {
        if (_started.Length == 0)
        {
            _started = [.. services.GetServices<IHostedService>()];
            foreach (var service in _started) await service.StartAsync(ct);
        }
        return Queue;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _started.Reverse()) await service.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
