using CsCheck;
using RetailOpt.Core.Opportunities;
using RetailOpt.Core.Opportunities.Reporting;
using static RetailOpt.Tests.Core.Opportunities.RuleInstances;

namespace RetailOpt.Tests.Core.Opportunities;

public sealed class ViewTests
{
    [Fact]
    public void Category_PointsAndGaps_AreTheOraclesTopPerformersAndOpportunities() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var (result, oracle) = (shop.Solve(p), new RuleOracle(shop.Rows, shop.Clusters, p));
        foreach (var cluster in result.Cells.Clusters)
            foreach (var category in result.CategoriesOf(cluster))
            {
                var points = result.Category(cluster, category);
                var tops = oracle.TopPerformers.Where(t => t.Cluster == cluster && t.CategoryKey == category).ToArray();
                Assert.Equal(tops.Select(t => t.Product), points.Where(t => t.IsTop).Select(t => t.Product).Order(StringComparer.Ordinal));
                Assert.Equal(tops.Sum(t => t.TotalStores - t.StoresSelling), points.Where(t => t.IsTop).Sum(t => t.Missing));
                Assert.All(points, t => Assert.Equal(t.Missing, result.Gaps(cluster, category, t.Product).Count));
                foreach (var point in points.Where(t => t.IsOpportunity))
                    Assert.Equal(oracle.Opportunities.Where(o => o.Top.Cluster == cluster && o.Top.CategoryKey == category && o.Top.Product == point.Product).Select(o => o.Store), result.Gaps(cluster, category, point.Product));
                Assert.Equal(points.Where(t => t.IsOpportunity).Sum(t => t.Missing), oracle.Opportunities.Count(o => o.Top.Cluster == cluster && o.Top.CategoryKey == category));
            }
        return result.Category("nowhere", "nothing").Count == 0 && result.Gaps("nowhere", "nothing", "P1").Count == 0;
    }, iter: 200);

    [Fact]
    public void Removed_IsWhatTheOracleLosesByTheAdoption() => Gen.Select(Some, Parameters).Sample((shop, p) =>
    {
        var (result, oracle) = (shop.Solve(p with { EnforceAdoption = true }), new RuleOracle(shop.Rows, shop.Clusters, p));
        var removed = oracle.TopPerformers.Where(t => t.Adoption < p.Adoption && t.StoresSelling < t.TotalStores).ToArray();
        var table = Summaries.Removed(result);
        var rows = table.Read().ToList();
        Assert.Equal(table.Count, rows.Count);
        Assert.Equal(removed.Select(t => $"{t.Cluster} {t.CategoryKey} {t.Product} {t.TotalStores - t.StoresSelling}"), rows.Select(r => $"{r[0]} {r[1]} {r[2]} {r[5]}"));
        return removed.Sum(t => t.TotalStores - t.StoresSelling) == result.Clusters.Sum(c => c.Groups.Sum(g => g.Removed));
    }, iter: 200);

    [Fact]
    public void List_CellByCell_IsTheListRead_AndStoreByStore() => Gen.Select(Some, Parameters, Gen.Int[1, 40]).Sample((shop, p, most) =>
    {
        var result = shop.Solve(p);
        foreach (var limit in new[] { int.MaxValue, most })
        {
            var list = new OpportunityList(result, limit);
            var rows = list.Read().ToList();
            Assert.Equal(list.Count, rows.Count);
            Assert.True(rows.Count <= limit || result.Opportunities <= limit);
            for (var r = rows.Count - 1; r >= 0; r--)
                for (var c = 0; c < list.Schema.Columns.Count; c += 3) Assert.Equal(rows[r][c], list.Cell(r, c));
            if (limit == int.MaxValue) Assert.Equal(rows, result.Cells.Stores.SelectMany(s => result.MissedByStore(s).Read()));
        }
    }, iter: 200);
}
