using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RetailOpt.Core;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Exports;
using RetailOpt.Core.Runs;
using RetailOpt.Core.SellThrough;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Proof;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Benchmarks.SellThrough;

/// <summary>
/// What sell-through takes beside its solver: a dataset in (stores, products, deliveries of each pair), the four files of the source out, the solver alone on the same
/// problem in the same run. Deriving is what is left of a whole answer without solver, interval and simulation: no figure where the solver runs into its time limit. Arguments: stores, products, share of pairs in percent, deliveries; by default 1000 2000 20 1.
/// </summary>
internal sealed class ShareBenchmark : IBenchmark
{
    public string Name => "sell-through-share";

    public async Task RunAsync(string[] args)
    {
        int At(int i, int usual) => args.Length > i ? int.Parse(args[i], System.Globalization.CultureInfo.InvariantCulture) : usual;
        var folder = Directory.CreateTempSubdirectory("retailopt-share-").FullName;
        try
        {
            await using var services = new ServiceCollection().AddRetailOpt(new RetailOptSettings { Home = folder }).BuildServiceProvider();
            await OverAsync(services, Path.Combine(folder, "warm"), 40, 60, 50, At(3, 1)); // compiled
            Console.WriteLine();
            await OverAsync(services, Path.Combine(folder, "out"), At(0, 1_000), At(1, 2_000), At(2, 20), At(3, 1));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task OverAsync(ServiceProvider services, string folder, int stores, int products, int percent, int deliveries)
    {
        var id = await WriteAsync(services, stores, products, percent, deliveries);
        var analysis = (IAnalysis)services.GetRequiredService<RunRegistry>().Require("sell-through");
        var inputs = new RunInputs(new Dictionary<string, IQueryEngine> { ["data"] = services.GetRequiredService<IDatasetStore>().Open(id) });
        var (options, work) = (new SellThroughOptions(), new NoWork(Environment.ProcessorCount, 1));
        Measure.ResetPeak();
        IModel model = null!;
        SellThroughResult result = null!;
        var load = Cost.Of(() => model = analysis.LoadAsync(inputs, options, work, default).GetAwaiter().GetResult());
        var whole = Cost.Of(() => result = (SellThroughResult)analysis.Solve(model, options, work, default));
        Directory.CreateDirectory(folder);
        var write = Cost.Of(() => Write(analysis.Report(result, options), folder).GetAwaiter().GetResult());
        var peak = Measure.PeakMib();
        var alone = Cost.Of(() => AllocationSolver.Solve(result.Problem, new AllocationSettings { Limit = TimeSpan.FromSeconds(options.TimeLimit) }, work, default));
        var proof = new PlanProof(result.Cells, result.Model.Demand, result.Solution.Plan, 1, options.Draws, work.Threads, default);
        var (interval, simulation) = (Cost.Of(() => proof.Bootstrap(0)), Cost.Of(() => proof.Simulate()));
        var derive = whole.Cpu - alone.Cpu - interval.Cpu - simulation.Cpu;
        var beside = load.Cpu + derive + write.Cpu;
        Console.WriteLine(FormattableString.Invariant($"{stores} stores x {products} products, {result.Cells.Count:N0} cells, {deliveries} deliveries: load with demand {load.Cpu:0.0}, derive {derive:0.0}, write {write.Cpu:0.0} s of CPU, together {beside:0.0}; the solver {alone.Cpu:0.0} (gap {result.Solution.Gap:0.0E+0}): {beside / alone.Cpu:0.00} of its time. Interval {interval.Cpu:0.0}, simulation {simulation.Cpu:0.0} s of CPU. Peak {peak:0} MiB."));
    }

    /// <summary>The four files by the names in the source.</summary>
    private static async Task Write(Report report, string folder)
    {
        foreach (var name in new[] { "before_after_optimization_comparison", "optimal_product_allocation" })
        {
            await using var file = File.Create(Path.Combine(folder, name + ".csv"));
            await CsvExport.WriteAsync(report.Table(name)!, file, mark: true, default);
        }
        foreach (var document in report.Documents) await File.WriteAllTextAsync(Path.Combine(folder, document.Name), document.Text(TimeProvider.System.GetUtcNow()), Encoding.UTF8);
        await File.WriteAllTextAsync(Path.Combine(folder, "sellthrough_optimization_report.md"), report.Markdown);
    }

    /// <summary>Pairs that a hash chooses; what is wanted is the rate of the product times the size of the store with some noise, what is supplied misjudges it.</summary>
    private static async Task<string> WriteAsync(ServiceProvider services, int stores, int products, int percent, int deliveries)
    {
        var (home, host, store) = (services.GetRequiredService<Home>(), services.GetRequiredService<DuckDbHost>(), services.GetRequiredService<DatasetStore>());
        var draft = new DatasetDraft(store, new ParquetFile(host), host, TimeProvider.System, Path.Combine(home.Work, $"made-{stores}"), "made", "made");
        string Part(string name) => Path.Combine(draft.WorkFolder, name + ".parquet");
        await host.Runs.RunAsync(session =>
        {
            session.Execute($"""
                CREATE TEMP TABLE pair AS SELECT printf('S%05d', s) AS store, printf('P%06d', p) AS product, p, t, DATE '2026-01-05' + CAST(28 * t AS INTEGER) AS date, (3 + hash(p, 1) % 40) * (0.5 + (hash(s, 2) % 100) / 100.0) * (0.7 + (hash(s, p, 3) % 60) / 100.0) / {deliveries} AS mean
                FROM range({stores}) a(s), range({products}) b(p), range({deliveries}) c(t) WHERE hash(s, p) % 100 < {percent}
                """);
            session.Execute("CREATE TEMP TABLE moved AS SELECT *, CAST(ceil(mean * (0.8 + (hash(store, product, 5) % 100) / 80.0)) AS BIGINT) AS units, CAST(floor(mean * (0.6 + (hash(store, product, t, 7) % 80) / 100.0)) AS BIGINT) AS wanted FROM pair");
            session.Execute($"COPY (SELECT store, product, date, CAST(least(units, wanted) AS DECIMAL(18,4)) AS quantity, CAST(least(units, wanted) * (2 + p % 90) AS DECIMAL(18,4)) AS amount FROM moved) TO {Sql.Text(Part("sales"))} ({ParquetFile.Format})");
            session.Execute($"COPY (SELECT store, product, date, CAST(units AS DECIMAL(18,4)) AS units FROM moved) TO {Sql.Text(Part("supply"))} ({ParquetFile.Format})");
            session.Execute($"COPY (SELECT printf('P%06d', p) AS product, printf('Category %02d', p % 20) AS category, printf('Shelf %03d', p % 100) AS subcategory FROM range({products}) b(p)) TO {Sql.Text(Part("products"))} ({ParquetFile.Format})");
            session.Execute($"COPY (SELECT printf('S%05d', s) AS store, printf('C%02d', s % 8) AS cluster FROM range({stores}) a(s) ORDER BY 1) TO {Sql.Text(Part("clusters"))} ({ParquetFile.Format})");
            session.Execute("DROP TABLE moved; DROP TABLE pair");
            return true;
        }, default);
        foreach (var (table, columns) in new[] { ("sales", "store product date quantity amount"), ("supply", "store product date units"), ("products", "product category subcategory"), ("clusters", "store cluster") })
        {
            var schema = Canonical.Tables[table];
            draft.Adopt(schema with { Columns = [.. columns.Split(' ').Select(c => schema[c])], TotalOrder = [] }, Part(table));
        }
        draft.Describe($"bench {stores}", "", new Dictionary<string, string>());
        var manifest = await draft.FinishAsync(default);
        draft.Commit();
        return manifest.Id;
    }
}
