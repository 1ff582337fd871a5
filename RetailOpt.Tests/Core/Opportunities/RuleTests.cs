using CsCheck;
using RetailOpt.Core.Opportunities;
using static RetailOpt.Tests.Core.Opportunities.RuleInstances;

namespace RetailOpt.Tests.Core.Opportunities;

public sealed class RuleTests
{
    [Fact]
    public void Solve_RandomSales_IsWhatTheOracleSays() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var (result, oracle) = (shop.Solve(p), new RuleOracle(shop.Rows, shop.Clusters, p));
        Assert.Equal(oracle.TopPerformers.Select(Line), result.TopPerformers().Select(t => Line(result, t)));
        Assert.Equal(Said(oracle), Said(result));
        Assert.Equal(oracle.Opportunities.Count, result.Opportunities);
        Assert.Equal(oracle.Stores.Count, result.Cells.Stores.Length);
        foreach (var (expected, store) in oracle.Stores.Select((s, i) => (s, i)))
        {
            var line = result.Line(store);
            Assert.Equal((expected.Store, expected.Cluster, expected.Missing), (result.Cells.Stores[store], result.Cells.Clusters[line.Cluster], (int)line.Missing));
            Assert.Equal(expected.AverageScore, line.AverageScore, 1e-9);
            Assert.Equal(expected.Potential, line.Potential, 1e-6);
        }
    }, iter: 2_000);

    [Fact]
    public void Solve_Always_KeepsTheInvariants() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var result = shop.Solve(p);
        var all = Enumerable.Range(0, result.Cells.Stores.Length).SelectMany(s => result.MissedBy(s)).ToList();
        return result.TopPerformers().All(t => t is { Adoption: > 0 and <= 1, Percentile: > 0 and <= 1 })
            && all.All(o => o.Score <= o.Adoption && o.Score <= o.Percentile)
            && all.Count == result.Opportunities && Enumerable.Range(0, result.Cells.Stores.Length).Sum(s => result.Line(s).Missing) == result.Opportunities
            && result.Clusters.Sum(c => c.Scores.Sum()) == result.Opportunities
            && Math.Abs(result.Clusters.Sum(c => c.Groups.Sum(g => g.Potential)) - all.Sum(o => o.Average)) < 1e-6;
    }, iter: 500);

    [Fact]
    public void Solve_ThresholdRaised_NeverAddsOpportunities() => Gen.Select(Some, Parameters, Gen.Int[0, 2], Gen.Double[0, 1]).Sample((shop, p, which, by) =>
    {
        var raised = which switch
        {
            0 => p with { TopPerformer = Math.Min(1, p.TopPerformer + by) },
            1 => p with { Adoption = Math.Min(1, p.Adoption + by) },
            _ => p with { MinClusterStores = p.MinClusterStores + (int)(5 * by) },
        };
        return Said(shop.Solve(raised)).ToHashSet().IsSubsetOf(Said(shop.Solve(p)));
    }, iter: 500);

    /// <summary>Fewer products are ranked, so the rank of one that was no top performer may rise.</summary>
    [Fact]
    public void Solve_MoreStoresSellingOrLeastSalesRaised_CanAddOpportunities()
    {
        // A sells most but in two stores only; B is the second of two, and the first of one
        var rows = new List<SalesRow> { new("1", "A", "K", 900), new("2", "A", "K", 900) };
        rows.AddRange("1234".Select(s => new SalesRow($"{s}", "B", "K", 100)));
        rows.Add(new("5", "C", "K", 60));
        rows.Add(new("1", "C", "K", 60));
        rows.Add(new("2", "C", "K", 60));
        var shop = new RuleInstance(rows, "12345".ToDictionary(s => $"{s}", _ => "X"));
        var p = new RuleParameters(MinStoresSelling: 2, Adoption: .5);
        Assert.Equal(0, shop.Solve(p).Opportunities);
        Assert.Equal("5 X K B", Assert.Single(Said(shop.Solve(p with { MinStoresSelling = 4 })))[..7]);
        var few = shop with { Rows = [.. rows.Select(r => r.Product == "A" ? r with { Amount = 280 } : r), new("3", "A", "K", 10), new("4", "A", "K", 10)] };
        var least = new RuleParameters(MinStoresSelling: 3, Adoption: .5, MinProductSales: 0, TopPerformer: .9);
        Assert.DoesNotContain(Said(few.Solve(least)), o => o.Contains(" B ", StringComparison.Ordinal));
        Assert.Contains(Said(few.Solve(least with { MinProductSales = 50 })), o => o.Contains("5 X K B ", StringComparison.Ordinal));
    }

    [Fact]
    public void Solve_RowsInAnotherOrder_SaysTheSameToTheLastBit() => Gen.Select(Some, Parameters, Gen.Int).Sample((shop, p, seed) =>
    {
        var shuffled = shop.Rows.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Bits(shop.Solve(p)) == Bits((shop with { Rows = shuffled }).Solve(p));
    }, iter: 300);

    [Fact]
    public void Solve_AnyThreads_SaysTheSameToTheLastBit() => Gen.Select(Some, Parameters).Sample((shop, p) => Bits(shop.Solve(p)) == Bits(shop.Solve(p, 3)), iter: 100);

    [Fact]
    public void Solve_StoresRenamed_OpportunitiesGoAlong() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        string Name(string id) => $"{(uint)(id.GetHashCode(StringComparison.Ordinal) * 31 + 7)}|{id}";
        var renamed = new RuleInstance([.. shop.Rows.Select(r => r with { Store = Name(r.Store) })], shop.Clusters.ToDictionary(c => Name(c.Key), c => c.Value));
        return Said(shop.Solve(p)).Order(StringComparer.Ordinal).SequenceEqual(Said(renamed.Solve(p)).Select(o => o[(o.IndexOf('|') + 1)..]).Order(StringComparer.Ordinal));
    }, iter: 300);

    [Fact]
    public void Solve_ThresholdsMovedOnOneModel_SaysWhatAFreshModelSays() => Gen.Select(Some, Parameters.List[2, 12]).Sample((shop, moves) =>
    {
        var model = shop.Model();
        return moves.All(p => Bits(RuleInstances.Solve(model, p)) == Bits(shop.Solve(p)));
    }, iter: 200);

    [Fact]
    public void Solve_EveryStoreCarriesEverything_FindsNothing()
    {
        var rows = from s in Enumerable.Range(0, 8) from p in Enumerable.Range(0, 6) select new SalesRow($"{s}", $"{p}", "K", 100 + 7 * p + s);
        var result = new RuleInstance([.. rows], Enumerable.Range(0, 8).ToDictionary(s => $"{s}", _ => "X")).Solve(new(TopPerformer: .01, MinClusterStores: 1, MinStoresSelling: 1, MinProductSales: 0, EnforceAdoption: false));
        Assert.Equal((0L, 6), (result.Opportunities, result.TopPerformers().Count()));
    }

    /// <summary>The source's own figures: 74 of 75 stores, the 99th percentile, a score of .977.</summary>
    [Fact]
    public void Solve_TheSourcesExample_ScoresAsItSays()
    {
        var stores = Enumerable.Range(1, 75).Select(s => $"{s:D3}").ToArray();
        var rows = Enumerable.Range(1, 100).SelectMany(p => stores.Skip(p == 99 ? 1 : 0).Select(s => new SalesRow(s, $"15T{p:D4}", "T恤|休闲圆领T恤", p == 99 ? 2338 : p == 100 ? 3000 : 100 + p))).ToArray();
        var result = new RuleInstance(rows, stores.ToDictionary(s => s, _ => "37")).Solve(new());
        var found = Assert.Single(result.MissedBy(0));
        Assert.Equal(("15T0099", 74, 75), (result.Cells.Products[found.Item], found.StoresSelling, found.TotalStores));
        Assert.Equal(.98667, found.Adoption, 5e-6);
        Assert.Equal(.99, found.Percentile, 1e-12);
        Assert.Equal(.977, found.Score, 5e-4);
        Assert.Equal((1L, 1L), (result.Opportunities, result.Line(0).Missing));
    }

    [Fact]
    public void Solve_FourthOfFive_IsATopPerformerAtEightTenths()
    {
        var rows = from p in Enumerable.Range(1, 5) from s in Enumerable.Range(0, p == 4 ? 4 : 5) select new SalesRow($"{s}", $"{p}", "K", 100 * p);
        var result = new RuleInstance([.. rows], Enumerable.Range(0, 5).ToDictionary(s => $"{s}", _ => "X")).Solve(new());
        Assert.Equal(["4", "5"], result.TopPerformers().Select(t => result.Cells.Products[t.Item]));
        Assert.Equal(1, result.Opportunities);
    }

    private static string Bits(OpportunitiesResult r) => string.Join('\n', Said(r)
        .Concat(Enumerable.Range(0, r.Cells.Stores.Length).Select(s => $"{r.Line(s).Missing} {r.Line(s).AverageScore:R} {r.Line(s).Potential:R}"))
        .Concat(r.Clusters.SelectMany(c => c.Groups.Select(g => $"{g.TopPerformers} {g.Opportunities} {g.Potential:R} {g.Removed} {g.RemovedPotential:R}"))));
}
