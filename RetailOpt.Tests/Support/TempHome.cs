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
        Parquet = new ParquetFile(Host);
    }

    public Home Home { get; }
    public DuckDbHost Host { get; }
    public ParquetFile Parquet { get; }
    public string this[string name] => _folder[name];

    public void Dispose()
    {
        Host.Dispose();
        _folder.Dispose();
    }
}
