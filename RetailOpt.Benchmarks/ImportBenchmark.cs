using System.Diagnostics;
using System.Security.Cryptography;
using DuckDB.NET.Data;
using Microsoft.Extensions.Logging.Abstractions;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Import;
using RetailOpt.Core.Storage;

namespace RetailOpt.Benchmarks;

/// <summary>
/// A sales CSV of 8 columns, imported with rejects, reconciliation, duplicates, profile, content hash and commit, beside DuckDB's bare copy
/// of the same file to Parquet with the column types given. Arguments: rows (10,000,000), repeats (1), threads (2).
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    public string Name => "import";

    public async Task RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0]) : 10_000_000;
        var repeats = args.Length > 1 ? int.Parse(args[1]) : 1;
        var threads = args.Length > 2 ? int.Parse(args[2]) : 2;
        var folder = Directory.CreateTempSubdirectory("retailopt-import-").FullName;
        try
        {
            var csv = Path.Combine(folder, "sales.csv");
            Write(csv, rows);
            Console.WriteLine($"{rows:N0} rows, {new FileInfo(csv).Length / 1e6:N0} MB, {threads} threads");
            for (var i = 0; i < repeats; i++)
            {
                var (hash, read, commit) = await ImportAsync(folder, csv, threads, i);
                var peak = Peak();
                var bare = Cost.Of(() => Copy(folder, csv, threads, i));
                var wall = hash.Wall + read.Wall + commit.Wall;
                Console.WriteLine($"  import {wall:0.00} s ({hash.Cpu + read.Cpu + commit.Cpu:0.00} s CPU): file hash {hash.Wall:0.00} ({hash.Cpu:0.00}), read and write {read.Wall:0.00} ({read.Cpu:0.00}), content hash and commit {commit.Wall:0.00} ({commit.Cpu:0.00})");
                Console.WriteLine($"  DuckDB's bare copy {bare.Wall:0.00} s ({bare.Cpu:0.00} s CPU); ratio {wall / bare.Wall:0.00} of wall time, {(hash.Cpu + read.Cpu + commit.Cpu) / bare.Cpu:0.00} of CPU; peak memory before it {peak:N0} MiB; {Size(Path.Combine(folder, $"home{i}")):N0} MB beside {Size(folder, $"bare{i}.parquet"):N0}");
            }
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task<((double Cpu, double Wall) Hash, (double Cpu, double Wall) Read, (double Cpu, double Wall) Commit)> ImportAsync(string folder, string csv, int threads, int repeat)
    {
        var home = new Home(Path.Combine(folder, $"home{repeat}"));
        using var host = new DuckDbHost(home, runs: new DuckDbLimits(512L << 20, 32L << 30, threads, threads));
        var datasets = new DatasetStore(home, host, new Caches(home, TimeProvider.System), NullLogger<DatasetStore>.Instance);
        var draft = new DatasetDraft(datasets, new ParquetFile(host), host, TimeProvider.System, Path.Combine(home.Work, "x"), "run", "source");
        var hash = "";
        var hashed = await CostAsync(async () =>
        {
            await using var stream = File.OpenRead(csv);
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
        });
        var inputs = new RunInputs(new Dictionary<string, IQueryEngine>(), [("file1", new InputFile(csv, "sales.csv", hash))]);
        var read = await CostAsync(() => new ImportAnalysis().ProduceAsync(inputs, new ImportOptions { Name = "Bench" }, draft, new NoWork(threads), CancellationToken.None));
        Console.WriteLine($"  peak after reading {Peak():N0} MiB");
        var commit = await CostAsync(async () =>
        {
            await draft.FinishAsync(CancellationToken.None);
            draft.Commit();
        });
        return (hashed, read, commit);
    }

    private static async Task<(double Cpu, double Wall)> CostAsync(Func<Task> work)
    {
        var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await work();
        process.Refresh();
        return ((process.TotalProcessorTime - cpu).TotalSeconds, clock.Elapsed.TotalSeconds);
    }

    private static void Copy(string folder, string csv, int threads, int repeat)
    {
        using var duck = new DuckDBConnection($"DataSource=:memory:");
        duck.Open();
        using var command = duck.CreateCommand();
        command.CommandText = $"""
            SET threads = {threads};
            COPY (SELECT * FROM read_csv('{csv}', header = true, delim = ',', columns = {Types})) TO '{Path.Combine(folder, $"bare{repeat}.parquet")}' (FORMAT parquet)
            """;
        command.ExecuteNonQuery();
    }

    private const string Types = "{'date': 'DATE', 'store_id': 'VARCHAR', 'household_id': 'VARCHAR', 'basket_id': 'VARCHAR', 'product_id': 'VARCHAR', 'quantity': 'DECIMAL(18,4)', 'sales_value': 'DECIMAL(18,4)', 'discount': 'DECIMAL(18,4)'}";

    private static double Size(string folder, string files = "*.parquet") => Directory.EnumerateFiles(folder, files, SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) / 1e6;

    private static double Peak()
    {
        var process = Process.GetCurrentProcess();
        process.Refresh();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    /// <summary>Two years of baskets of one to five lines, day after day, in random stores.</summary>
    private static void Write(string path, int rows)
    {
        using var text = new StreamWriter(path, false, new System.Text.UTF8Encoding(false), 1 << 20) { NewLine = "\n" };
        text.WriteLine("date,store_id,household_id,basket_id,product_id,quantity,sales_value,discount");
        var random = new Random(42);
        var (day, line) = (new DateOnly(2023, 1, 1), 0);
        for (var basket = 1; line < rows; basket++)
        {
            var date = day.AddDays((int)((long)line * 730 / rows)).ToString("yyyy-MM-dd");
            var (store, household) = (random.Next(1, 200), random.Next(1, 100_000));
            for (var i = random.Next(1, 6); i > 0 && line < rows; i--, line++)
            {
                var (product, quantity) = (random.Next(1, 20_000), random.Next(100) < 85 ? 1 : random.Next(2, 6));
                var cents = quantity * (50 + product % 1000) - random.Next(0, 30);
                text.Write(date); text.Write(','); text.Write(store); text.Write(','); text.Write(household); text.Write(','); text.Write(basket); text.Write(','); text.Write(product);
                text.Write(','); text.Write(quantity); text.Write(','); text.Write(cents / 100); text.Write('.'); text.Write((char)('0' + cents / 10 % 10)); text.Write((char)('0' + cents % 10));
                text.Write(random.Next(10) == 0 ? ",0.10\n" : ",0\n");
            }
        }
    }
}
