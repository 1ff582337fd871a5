using CsCheck;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Opportunities.Proof;
using RetailOpt.Core.Tables;
using static RetailOpt.Tests.Core.Opportunities.RuleInstances;

namespace RetailOpt.Tests.Core.Opportunities;

/// <summary>What the page looks into: ranked list, store, reasons of scarcity.</summary>
public sealed class RankedTests
{
    private static string Line(IIndexedTable table, object?[] row) => string.Join(' ', new[] { "str_code", "cluster", "category_key", "spu_code" }.Select(k => row[table.Schema.IndexOf(k)]));

    [Fact]
    public void Ranked_OfAllOfAClusterOfACategory_HoldsTheOraclesOpportunities_BestFirst() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var (result, oracle) = (shop.Solve(p), new RuleOracle(shop.Rows, shop.Clusters, p));
        foreach (var cluster in result.Cells.Clusters.Append(null))
            foreach (var category in result.Cells.Categories.Select(k => k.Key).Append(null))
            {
                var table = result.Ranked(cluster, category);
                var rows = table.Read().ToList();
                var expected = oracle.Opportunities.Where(o => (cluster ?? o.Top.Cluster) == o.Top.Cluster && (category ?? o.Top.CategoryKey) == o.Top.CategoryKey).ToArray();
                Assert.Equal(expected.Select(o => $"{o.Store} {o.Top.Cluster} {o.Top.CategoryKey} {o.Top.Product}").Order(StringComparer.Ordinal), rows.Select(r => Line(table, r)).Order(StringComparer.Ordinal));
                Assert.Equal(rows.Count, table.Count);
                Assert.Equal(expected.Select(o => o.Score).OrderDescending(), rows.Select(r => (double)r[table.Schema.IndexOf("opportunity_score")]!));
            }
        return result.Ranked("nowhere").Count == 0 && result.Ranked(category: "nothing").Count == 0;
    }, iter: 100);

    [Fact]
    public void Ranked_CellByCellInAnyOrder_IsTheTableRead() => Gen.Select(Some, Parameters, Gen.Int).Sample((shop, p, seed) =>
    {
        var table = shop.Solve(p).Ranked();
        var rows = table.Read().ToList();
        var order = Enumerable.Range(0, rows.Count).ToArray();
        new Random(seed).Shuffle(order);
        foreach (var row in order)
            for (var c = 0; c < table.Schema.Columns.Count; c += 2) Assert.Equal(rows[row][c], table.Cell(row, c));
    }, iter: 100);

    [Fact]
    public void Store_FiguresAndList_AreTheOracles() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var (result, oracle) = (shop.Solve(p), new RuleOracle(shop.Rows, shop.Clusters, p));
        foreach (var expected in oracle.Stores)
        {
            var store = result.Store(expected.Store)!;
            Assert.Equal((expected.Cluster, expected.Missing), (store.Cluster, (int)store.Missing));
            Assert.Equal(expected.Potential, store.Potential, 1e-6);
            Assert.Equal(shop.Clusters.Count(c => c.Value == expected.Cluster), store.Peers);
            var missed = result.RankedOf(expected.Store);
            Assert.Equal(oracle.Opportunities.Where(o => o.Store == expected.Store).Select(o => $"{o.Store} {o.Top.Cluster} {o.Top.CategoryKey} {o.Top.Product}"), missed.Read().Select(r => Line(missed, r)));
        }
        return result.Store("nobody") is null && result.RankedOf("nobody").Count == 0;
    }, iter: 100);

    /// <summary>Every move that is offered was tried: solved anew, it finds what it says, and more than before.</summary>
    [Fact]
    public void Scarcity_EveryMove_FindsWhatItSays() => Gen.Select(Some, Parameters).Where((shop, _) => shop.Clusters.Count > 0).Sample((shop, p) =>
    {
        var model = shop.Model();
        if (model.Cells.Count == 0) return;
        var result = RuleInstances.Solve(model, p);
        var scarcity = result.Scarcity(CancellationToken.None);
        Assert.Equal(result.Opportunities * 10 >= result.Cells.Stores.Length, scarcity is null);
        foreach (var move in scarcity?.Moves ?? [])
        {
            Assert.True(move.Found > result.Opportunities);
            Assert.NotEmpty(move.Words);
            Assert.Equal(move.Found, new OpportunitiesResult(model, move.Options, model.Find(move.Options.Rule, 1, CancellationToken.None)).Opportunities);
        }
    }, iter: 500);

    /// <summary>Nine stores, of which five sell a product: adoption 5/9 is too little for .6, and all that stands in the way.</summary>
    [Fact]
    public void Scarcity_AdoptionAlone_NamesTheThresholdAndWhereItMustBe()
    {
        var rows = Enumerable.Range(1, 9).SelectMany(s => new[] { new SalesRow($"S{s}", "A", "K", 100) }.Concat(s <= 5 ? [new SalesRow($"S{s}", "B", "K", 900)] : []));
        var scarcity = new RuleInstance([.. rows], Enumerable.Range(1, 9).ToDictionary(s => $"S{s}", _ => "C")).Solve(new()).Scarcity(CancellationToken.None)!;
        Assert.Equal("Nothing was found: no missing top performer is carried by 60% of its peers, the highest adoption is 55.55%.", scarcity.Why);
        Assert.Equal(("adoption from 55%", 4L), (scarcity.Moves.Single().Words, scarcity.Moves.Single().Found));
    }

    /// <summary>What sells little hides the rest: only both moves together find something.</summary>
    [Fact]
    public void Scarcity_LeastSalesAndAdoption_AreMovedTogether()
    {
        var rows = Enumerable.Range(1, 9).SelectMany(s => new[] { new SalesRow($"S{s}", "A", "K", s == 1 ? 60 : 1) }.Concat(s <= 5 ? [new SalesRow($"S{s}", "B", "K", 40)] : []));
        var scarcity = new RuleInstance([.. rows], Enumerable.Range(1, 9).ToDictionary(s => $"S{s}", _ => "C")).Solve(new() { MinClusterStores = 1, MinStoresSelling = 1 }).Scarcity(CancellationToken.None)!;
        Assert.Contains("drops 92.9% of all pairs", scarcity.Why, StringComparison.Ordinal);
        Assert.Equal(("least sales of a product 0 and adoption from 55%", 4L), (scarcity.Moves.Single().Words, scarcity.Moves.Single().Found));
    }

    [Fact]
    public void MaskTest_Stopped_KeepsTheDrawsThatWereMade()
    {
        var rows = from s in Enumerable.Range(0, 20) from p in Enumerable.Range(1, 20) select new SalesRow($"{s:D2}", $"P{p:D2}", "K", 1000 * p);
        var model = new RuleInstance([.. rows], Enumerable.Range(0, 20).ToDictionary(s => $"{s:D2}", _ => "C")).Model();
        var all = MaskTest.Run(model, new() { Draws = 6 }, new NoWork(1, 3), TestContext.Current.CancellationToken);
        var stopped = MaskTest.Run(model, new() { Draws = 6 }, new Stopped(), TestContext.Current.CancellationToken);
        Assert.Equal(all.Take(2), stopped);
    }

    /// <summary>Work that was told to stop before it began.</summary>
    private sealed class Stopped : IWork
    {
        public int Threads => 1;
        public ulong Seed => 3;
        public bool StopRequested => true;
        public void Report(double? fraction, string phase, string? detail = null) { }
        public void Log<T>(string series, T row) { }
        public T? Checkpoint<T>() where T : class => null;
        public void Save<T>(T checkpoint) where T : class { }
    }
}
