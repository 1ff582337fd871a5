using Microsoft.Extensions.Logging.Abstractions;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Storage;

namespace RetailOpt.Tests.Support;

/// <summary>A home with its engine that goes with the test.</summary>
internal sealed class TempHome : IDisposable
{
    private readonly TempFolder _folder = new();

    public TempHome()
    {
        Home = new Home(_folder.Path);
        Host = new DuckDbHost(Home);
        Caches = new Caches(Home, TimeProvider.System);
        Parquet = new ParquetFile(Host);
        Datasets = new DatasetStore(Home, Host, Caches, NullLogger<DatasetStore>.Instance);
        Runs = new RunStore(Home, Host, Caches);
        Output = new RunOutput(Datasets, Parquet, Host, TimeProvider.System);
    }

    public Home Home { get; }
    public DuckDbHost Host { get; }
    public Caches Caches { get; }
    public DatasetStore Datasets { get; }
    public RunStore Runs { get; }
    public RunOutput Output { get; }
    public ParquetFile Parquet { get; }
    public string this[string name] => _folder[name];

    public void Dispose()
    {
        Host.Dispose();
        _folder.Dispose();
    }
}
