using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Runs;

namespace RetailOpt.Core.Storage;

/// <summary>Registers storage, its engine and the exports; the host registers <see cref="Home"/>, <see cref="TimeProvider"/> and logging.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services) => services
        .AddSingleton(s => Open(s.GetRequiredService<Home>(), s.GetRequiredService<RetailOptSettings>()))
        .AddSingleton<Caches>()
        .AddSingleton(s => new ParquetFile(s.GetRequiredService<DuckDbHost>()))
        .AddSingleton<DatasetStore>().AddSingleton<IDatasetStore>(s => s.GetRequiredService<DatasetStore>())
        .AddSingleton<RunStore>().AddSingleton<IRunStore>(s => s.GetRequiredService<RunStore>())
        .AddSingleton<IRunOutput, RunOutput>()
        .AddSingleton<Exports.IRunExports, Exports.RunExports>();

    private static DuckDbHost Open(Home home, RetailOptSettings settings) => new(home,
        DuckDbHost.DefaultPages with { Threads = settings.Threads, Queries = settings.Threads },
        new DuckDbLimits(settings.EngineMemoryBytes, settings.EngineTempBytes, settings.Threads, settings.Threads));
}
