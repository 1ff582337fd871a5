using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;

namespace RetailOpt.Benchmarks;

/// <summary>
/// Rule 11: whole runs of growing size beside the engine's bare GROUP BY store, product over the same Parquet file, and moves of each threshold
/// on a loaded model; the smallest also beside LINQ, and the sample retailer against its truth. Arguments: sizes in rows (1,000,000 5,000,000), the greatest last; 50,000,000 takes some minutes.
/// </summary>
internal sealed class OpportunitiesBenchmark : IBenchmark
{
    private const int MovesAt = 5_000_000, LinqUpTo = 1_000_000, WarmUp = 100_000;

    public string Name => "opportunities";

    public async Task RunAsync(string[] args)
    {
        long[] sizes = args.Length > 0 ? [.. args.Select(long.Parse)] : [1_000_000, MovesAt];
        var folder = Directory.CreateTempSubdirectory("retailopt-opportunities-").FullName;
        try
        {
            // what is compiled at a first run is not work that grows with the rows
            var first = await WholeRunAsync(Path.Combine(folder, "first"), WarmUp);
            Console.WriteLine($"  (a first run, {first.Wall:0.00} s; it is not counted)");
            var runs = new List<(double Rows, double Wall, double Cpu)>();
            foreach (var rows in sizes) runs.Add(await WholeRunAsync(Path.Combine(folder, $"{rows}"), rows));
            if (runs.Count > 1) Console.WriteLine($"slope over rows, log-log: {Slope(runs.Select(r => (r.Rows, r.Wall))):0.00} of time, {Slope(runs.Select(r => (r.Rows, r.Cpu))):0.00} of CPU");
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task<(double Rows, double Wall, double Cpu)> WholeRunAsync(string folder, long rows)
    {
        await using var services = new ServiceCollection().AddRetailOpt(new RetailOptSettings { Home = folder, ConcurrentRuns = 1 }).BuildServiceProvider();
        foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(default);
        var (home, host, store) = (services.GetRequiredService<Home>(), services.GetRequiredService<DuckDbHost>(), services.GetRequiredService<DatasetStore>());
        var draft = new DatasetDraft(store, new ParquetFile(host), host, TimeProvider.System, Path.Combine(home.Work, "made"), "made", "made");
        var (id, sales, count) = await OpportunitiesData.WriteAsync(home, host, draft, store, rows);
        Console.WriteLine($"{count:N0} rows of store and product, {new FileInfo(sales).Length >> 20} MB");
        var bare = BareGroupBy(home, sales);
        Measure.ResetPeak();
        var queue = services.GetRequiredService<IRunQueue>();
        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var queued = await queue.EnqueueAsync(new("opportunities", new Dictionary<string, InputRef> { ["data"] = services.GetRequiredService<IInputs>().Dataset(id) }, """{"max-rows":"100000000"}""", 0, "bench"));
        var run = await queue.WaitAsync(queued.Id);
        var (wall, used) = (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        if (run.State != RunState.Completed) throw new InvalidOperationException(run.Error);
        Console.WriteLine($"  whole run {wall:0.00} s ({used:0.00} s of CPU), {wall / bare.Wall:0.00} times the bare GROUP BY, {used / bare.Cpu:0.00} times its CPU; peak {Measure.PeakMib():0} MiB; "
            + string.Join(", ", run.Tables.Take(3).Select(t => $"{t.Rows:N0} {t.Schema.Title.ToLowerInvariant()}")));
        var model = await PhasesAsync(services, id, folder);
        if (rows is > WarmUp and <= LinqUpTo)
        {
            OpportunitiesTruth.Baseline(model);
            await OpportunitiesTruth.SampleAsync(services);
        }
        if (rows == MovesAt) await MovesAsync(services, id);
        foreach (var service in services.GetServices<IHostedService>()) await service.StopAsync(default);
        return (count, wall, used);
    }

    /// <summary>The embedded engine's own aggregation, counted and summed so that every group is made, with the memory and threads that runs have.</summary>
    private static (double Cpu, double Wall) BareGroupBy(Home home, string sales)
    {
        using var instance = new DuckDbInstance([home.Root], home.Cache, DuckDbHost.DefaultRuns);
        using var session = instance.Open();
        var cost = Cost.Of(() => session.Scalar<long>($"SELECT count(*) FROM (SELECT store, product, SUM(amount) AS a FROM {Sql.Parquet([sales])} GROUP BY store, product) WHERE a IS NOT NULL"));
        Console.WriteLine($"  bare GROUP BY store, product: {cost.Wall:0.00} s ({cost.Cpu:0.00} s of CPU)");
        return cost;
    }

    /// <summary>The steps of a run one by one, on a machine that has done it once.</summary>
    private static async Task<OpportunitiesModel> PhasesAsync(IServiceProvider services, string id, string folder)
    {
        var analysis = (IAnalysis)services.GetRequiredService<RunRegistry>().Require("opportunities");
        var inputs = new RunInputs(new Dictionary<string, RetailOpt.Core.Engines.IQueryEngine> { ["data"] = services.GetRequiredService<IDatasetStore>().Open(id) });
        var options = new OpportunitiesOptions { MaxRows = 100_000_000 };
        IModel model = null!;
        object result = null!;
        await Measure.PrintAsync("  reading and sorting", 1, async _ => model = await analysis.LoadAsync(inputs, options, new NoWork(2), default));
        await Measure.PrintAsync("  first answer", 1, _ => result = analysis.Solve(model, options, new NoWork(2), default));
        var output = services.GetRequiredService<IRunOutput>();
        foreach (var table in analysis.Report(result, options).Tables.Take(3))
            await Measure.PrintAsync($"  writing {table.Schema.Name}", 1, async i => await output.WriteAsync(table, Path.Combine(folder, "cache", $"{table.Schema.Name}.parquet"), default));
        return (OpportunitiesModel)model;
    }

    private static async Task MovesAsync(IServiceProvider services, string id)
    {
        var analysis = (IAnalysis)services.GetRequiredService<RunRegistry>().Require("opportunities");
        var inputs = new RunInputs(new Dictionary<string, RetailOpt.Core.Engines.IQueryEngine> { ["data"] = services.GetRequiredService<IDatasetStore>().Open(id) });
        var model = (OpportunitiesModel)await analysis.LoadAsync(inputs, new OpportunitiesOptions(), new NoWork(2), default);
        Console.WriteLine($"  moves on {model.Cells.Count:N0} pairs, one thread; the model says it may hold {model.Bytes >> 20} MiB");
        OpportunitiesResult Solve(OpportunitiesOptions o)
        {
            var result = (OpportunitiesResult)analysis.Solve(model, o, new NoWork(1), default);
            analysis.Report(result, o); // as a live answer has it: tables that nobody reads are not made
            return result;
        }

        Solve(new());
        Move("top-performer-threshold", Enumerable.Range(0, 20).Select(i => new OpportunitiesOptions { TopPerformerThreshold = .5 + .025 * i }));
        Move("adoption-threshold", Enumerable.Range(0, 20).Select(i => new OpportunitiesOptions { AdoptionThreshold = .05 * i }));
        Move("both at their extremes", Enumerable.Range(0, 10).Select(i => new OpportunitiesOptions { TopPerformerThreshold = .01 + .001 * i, AdoptionThreshold = 0 }));
        Move("half of all, by percentile", Enumerable.Range(0, 10).Select(i => new OpportunitiesOptions { TopPerformerThreshold = .45 + .01 * i, EnforceAdoption = false }));
        Move("half of all, by adoption", Enumerable.Range(0, 10).Select(i => new OpportunitiesOptions { TopPerformerThreshold = .01, AdoptionThreshold = .04 + .005 * i }));
        Move("min-cluster-stores", Enumerable.Range(0, 20).Select(i => new OpportunitiesOptions { MinClusterStores = 1 + 5 * i }));
        Move("min-stores-selling", Enumerable.Range(0, 20).Select(i => new OpportunitiesOptions { MinStoresSelling = 1 + i }));
        Move("min-product-sales", Enumerable.Range(0, 10).Select(i => new OpportunitiesOptions { MinProductSales = 10 * i }));

        // the first round of moves also compiles what they need; it is told, and not part of the mean
        void Move(string what, IEnumerable<OpportunitiesOptions> moves)
        {
            var first = Round(moves).Max(m => m.Cpu);
            var next = Enumerable.Range(0, 3).SelectMany(_ => Round(moves)).ToList();
            Console.WriteLine($"    {what,-26} {1000 * next.Average(m => m.Cpu),6:0.0} ms of CPU, worst {1000 * next.Max(m => m.Cpu),6:0.0} (of the first round {1000 * first,6:0.0}); {next.Min(m => m.Found):N0} to {next.Max(m => m.Found):N0} opportunities");
        }

        List<(double Cpu, long Found)> Round(IEnumerable<OpportunitiesOptions> moves) => [.. moves.Select(options =>
        {
            OpportunitiesResult result = null!;
            return (Cost.Of(() => result = Solve(options)).Cpu, result.Opportunities);
        })];
    }

    private static double Slope(IEnumerable<(double Rows, double Cost)> points)
    {
        var (x, y) = (points.Select(p => Math.Log(p.Rows)).ToArray(), points.Select(p => Math.Log(p.Cost)).ToArray());
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
