using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Synthesis.Generate;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Benchmarks.Synthesis;

/// <summary>
/// A synthetic retailer of 52 weeks, 3,000 products and 10 stores: shopping alone on one thread and on two, and the whole into a dataset.
/// Arguments: numbers of customers (10,000 100,000). Run it with DOTNET_GCHeapHardLimit=0x60000000 to hold the heap to 1.5 GiB.
/// </summary>
internal sealed class GenerateBenchmark : IBenchmark
{
    public string Name => "generate";

    public async Task RunAsync(string[] args)
    {
        int[] sizes = args.Length > 0 ? Array.ConvertAll(args, int.Parse) : [10_000, 100_000];
        Console.WriteLine($"heap limit {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20:N0} MiB");
        foreach (var customers in sizes)
        {
            var wish = new GenerateOptions { Customers = customers, Products = 3_000 };
            var market = MarketMaker.Make(CatalogueMaker.Make(wish.Products, wish.Affinities, 42), wish.Settings, wish.Plan, 42);
            Shop(market, wish with { Customers = 200 }, 1); // warm
            var (plain, both) = (Shop(market, wish, 1), Shop(market, wish, 2));
            Console.WriteLine($"{customers:N0} customers: {plain.Lines:N0} lines; shopping on one thread {plain.Cpu:0.0} s of CPU, {plain.Lines / plain.Cpu:N0} lines a second and core; on two {both.Wall:0.0} s, {plain.Wall / both.Wall:0.00} times as fast");
            await WholeAsync(wish);
        }
    }

    private static (long Lines, double Cpu, double Wall) Shop(Market market, GenerateOptions wish, int threads)
    {
        var lines = 0L;
        var (cpu, wall) = Cost.Of(() => lines = new Batches(market, wish.Customers, wish.BatchSize, threads).From(0, CancellationToken.None).Sum(b => (long)b.Count));
        return (lines, cpu, wall);
    }

    private static async Task WholeAsync(GenerateOptions wish)
    {
        var folder = Directory.CreateTempSubdirectory("retailopt-generate-").FullName;
        try
        {
            var home = new Home(folder);
            using var host = new DuckDbHost(home, runs: new DuckDbLimits(512L << 20, 32L << 30, 2, 2));
            var datasets = new DatasetStore(home, host, new Caches(home, TimeProvider.System), NullLogger<DatasetStore>.Instance);
            var draft = new DatasetDraft(datasets, new ParquetFile(host), host, TimeProvider.System, Path.Combine(home.Work, "x"), "run", "source");
            Measure.ResetPeak();
            var began = Stopwatch.StartNew();
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            await new GenerateAnalysis().ProduceAsync(new RunInputs(new Dictionary<string, IQueryEngine>()), wish, draft, new NoWork(2, 42), CancellationToken.None);
            Console.WriteLine($"  the whole dataset {began.Elapsed.TotalSeconds:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} s of CPU; peak of the process {Measure.PeakMib():0} MiB");
        }
        finally { Directory.Delete(folder, recursive: true); }
    }
}
