using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell;
using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Runs;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.CrossSell;

/// <summary>Small shops as datasets, and purchases without one.</summary>
internal sealed class ShopData : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    public static IResultTable Table(string name, string columns, params object?[][] rows) =>
        RowTable.Of(name, [.. columns.Split(' ').Select(c => Canonical.Tables[name][c])], rows);

    public async Task<IQueryEngine> OpenAsync(params IResultTable[] tables)
    {
        var run = new RunRecord
        {
            Id = Ids.New(TimeProvider.System),
            Request = new RunRequest("test", new Dictionary<string, InputRef>(), "{}", 0, "test"),
            AnalysisVersion = 1,
            SoftwareVersion = "0",
            State = RunState.Running,
            Created = TimeProvider.System.GetUtcNow(),
        };
        var draft = _home.Output.NewDataset(_home[run.Id], run);
        foreach (var table in tables) await draft.WriteAsync(table, TestContext.Current.CancellationToken);
        draft.Describe("Shop", "", new Dictionary<string, string>());
        var manifest = await draft.FinishAsync(TestContext.Current.CancellationToken);
        draft.Commit();
        return _home.Datasets.Open(manifest.Id);
    }

    public async Task<CrossSellData> LoadAsync(CrossSellOptions options, params IResultTable[] tables) =>
        await new CrossSellLoader(await OpenAsync(tables), options.Reading).LoadAsync(new NoWork(), TestContext.Current.CancellationToken);

    public static DateOnly Day(int day) => new DateOnly(2026, 3, 1).AddDays(day);

    /// <summary>Baskets of items 0, 1, ... each of an account, one a day, every line worth 1.</summary>
    public static Purchases Purchases(int items, IReadOnlyList<(int Account, int[] Items)> baskets, IReadOnlyList<int>? segmentOf = null)
    {
        var accounts = baskets.Count == 0 ? 0 : baskets.Max(b => b.Account) + 1;
        var sorted = baskets.Select(b => b.Items.Distinct().Order().ToArray()).ToArray();
        var starts = new int[baskets.Count + 1];
        for (var b = 0; b < sorted.Length; b++) starts[b + 1] = starts[b] + sorted[b].Length;
        return new Purchases
        {
            Items = [.. Enumerable.Range(0, items).Select(i => $"P{i:D3}")],
            ItemNames = new string?[items],
            Accounts = [.. Enumerable.Range(0, accounts).Select(a => $"A{a:D3}")],
            Segments = segmentOf is null ? new([], [.. Enumerable.Repeat(-1, accounts)], SegmentMethod.Given, new Dictionary<string, int>())
                : new(["Basic", "Premium", "Standard"], segmentOf, SegmentMethod.Given, Enumerable.Range(0, accounts).ToDictionary(a => $"A{a:D3}", a => segmentOf[a])),
            Ids = [.. Enumerable.Range(0, baskets.Count).Select(b => $"B{b:D4}")],
            Days = [.. Enumerable.Range(0, baskets.Count).Select(b => Day(b).DayNumber)],
            AccountOf = [.. baskets.Select(b => b.Account)],
            Starts = starts,
            Lines = [.. sorted.SelectMany(b => b)],
            Net = [.. sorted.SelectMany(b => b.Select(_ => 10_000L))],
            Discount = [.. sorted.SelectMany(b => b.Select(_ => 0L))],
        };
    }

    public static CrossSellModel Model(Purchases purchases) =>
        new(new(new(purchases, [], [], [], []), new(ItemLevel.Product, new Dictionary<string, CatalogProduct>()), new(null, null, []), []));
}
