using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;

namespace RetailOpt.Benchmarks;

/// <summary>The result grid over a big stored table (rows as the first argument, else 10,000,000): any page, sorted by any column, filtered, searched, and twenty readers at once.</summary>
internal sealed class Grid : IBenchmark
{
    private const int PageRows = 100;

    private static readonly TableLayout<long> Layout = new TableLayout<long>("lines", "Lines")
        .Integer("line", "Line", i => i).Date("day", "Day", i => new DateOnly(2022, 1, 1).AddDays((int)(i % 365)))
        .Text("store", "Store", i => $"S{Mix(i, 1) % 77:000}").Text("product", "Product", i => $"P{Mix(i, 2) % 5000:00000}").Text("account", "Account", i => $"customer {Mix(i, 3) % 200_000}")
        .Number("score", "Score", i => Mix(i, 4) % 1_000_003 / 1_000_003.0).Money("amount", "Amount", i => Mix(i, 5) % 1_000_000 / 100.0).Percent("share", "Share", i => i % 11 == 0 ? null : Mix(i, 6) % 1000 / 1000.0)
        .Flag("promoted", "Promoted", i => i % 3 == 0);

    public string Name => "grid";

    public async Task RunAsync(string[] args)
    {
        var rows = args.Length > 0 ? long.Parse(args[0]) : 10_000_000;
        var folder = Directory.CreateTempSubdirectory("retailopt-grid-").FullName;
        var home = new Home(folder);
        using var host = new DuckDbHost(home);
        var file = Path.Combine(folder, "lines.parquet");
        var stored = await new ParquetFile(host).WriteAsync(Layout.Of(Enumerable.Range(0, (int)rows).Select(i => (long)i), rows), file, default);
        Console.WriteLine($"{rows:N0} rows, {new FileInfo(file).Length >> 20} MB, written with a peak of {Measure.PeakMib():0} MiB");
        Measure.ResetPeak();
        var pages = new ParquetPages(stored.Schema, [file], rows, stored.Hash, host.Pages, new Caches(home, TimeProvider.System).Rows);
        var random = new Random(7);

        await Measure.PrintAsync("first page ever", 1, _ => Read(0));
        await Measure.PrintAsync("pages anywhere, own order", 20, _ => Read(random.NextInt64(rows)));
        var sorted = 0.0;
        foreach (var column in Layout.Schema.Columns)
        {
            SortKey[] sort = [new(column.Key, Descending: column.Type == ColumnType.Money)];
            await Measure.PrintAsync($"sorted by {column.Key}: first touch", 1, _ => Read(0, sort));
            sorted = await Measure.PrintAsync($"sorted by {column.Key}: pages anywhere", 10, i => Read(i == 0 ? rows - PageRows : random.NextInt64(rows), sort));
        }
        Filter[] filters = [new("store", FilterKind.Equal, "S042"), new("amount", FilterKind.AtLeast, 5000m)];
        await Measure.PrintAsync("filtered and sorted: first touch", 1, _ => Read(0, [new("score")], filters));
        await Measure.PrintAsync("filtered and sorted: pages anywhere", 10, _ => Read(random.NextInt64(rows / 160), [new("score")], filters));
        await Measure.PrintAsync("searched: first touch", 1, _ => Read(0, search: "mer 1234"));
        await Measure.PrintAsync("searched: pages", 10, i => Read(i * PageRows, search: "mer 1234"));
        var errors = 0;
        await Measure.PrintAsync("20 readers at once, 10 pages each", 1, async _ => await Task.WhenAll(Enumerable.Range(0, 20).Select(Reader)));
        Console.WriteLine($"errors {errors}; peak memory of the process {Measure.PeakMib():0} MiB");

        using var plain = new DuckDbInstance([folder], home.Cache, DuckDbHost.DefaultPages with { MemoryBytes = 4L << 30 });
        Measure.ResetPeak();
        var baseline = await Measure.PrintAsync("baseline: ORDER BY share, line LIMIT OFFSET", 2, _ => plain.RunAsync(
            s => s.List($"SELECT * FROM {Sql.Parquet([file])} ORDER BY share, line LIMIT {PageRows} OFFSET {rows * 7 / 10}", r => r.Row(Layout.Schema)), default));
        Measure.Ratio("a deep sorted page", sorted, baseline);
        Directory.Delete(folder, recursive: true);

        Task Read(long offset, SortKey[]? sort = null, Filter[]? filters = null, string? search = null) => pages.ReadAsync(new(offset, PageRows, sort ?? [], filters ?? [], search), default);

        async Task Reader(int reader)
        {
            var own = new Random(reader);
            for (var i = 0; i < 10; i++)
            {
                try { await Read(own.NextInt64(rows), [new(Layout.Schema.Columns[own.Next(9)].Key)]); }
                catch (Exception e)
                {
                    Interlocked.Increment(ref errors);
                    Console.WriteLine(e.Message);
                }
            }
        }
    }

    private static long Mix(long i, int salt) => (long)((ulong)((i + salt) * 0x5851F42D4C957F2D ^ (i >> 13) * 0x14057B7EF767814F) >> 20);
}
