namespace RetailOpt.Tests.Core.Opportunities;

/// <summary>A row of sales as a file has it.</summary>
public sealed record SalesRow(string Store, string Product, string CategoryKey, decimal Amount);

/// <summary>The rule's parameters.</summary>
public sealed record RuleParameters(double TopPerformer = .8, int MinClusterStores = 5, int MinStoresSelling = 3, decimal MinProductSales = 50, double Adoption = .6, bool EnforceAdoption = true);

public sealed record OracleTop(string Cluster, string CategoryKey, string Product, decimal TotalSales, double AverageSales, int StoresSelling, int TotalStores, double Percentile, double Adoption);

public sealed record OracleOpportunity(string Store, OracleTop Top)
{
    public double Score => Top.Percentile * Top.Adoption;
}

public sealed record OracleStore(string Store, string Cluster, int Missing, double AverageScore, double Potential);

/// <summary>Rule 11 read off the specification line by line, with no thought of speed: the oracle of the tests and the baseline of the benchmark.</summary>
public sealed class RuleOracle
{
    public IReadOnlyList<OracleTop> TopPerformers { get; }
    public IReadOnlyList<OracleOpportunity> Opportunities { get; }
    public IReadOnlyList<OracleStore> Stores { get; }

    public RuleOracle(IEnumerable<SalesRow> rows, IReadOnlyDictionary<string, string> clusters, RuleParameters p)
    {
        // duplicates are summed first; then rows below the least sales go; then the clusters are joined
        var kept = rows.GroupBy(r => (r.Store, r.Product, r.CategoryKey)).Select(g => new SalesRow(g.Key.Store, g.Key.Product, g.Key.CategoryKey, g.Sum(r => r.Amount)))
            .Where(r => r.Amount >= p.MinProductSales && clusters.ContainsKey(r.Store)).ToList();
        var (tops, missing) = (new List<OracleTop>(), new List<OracleOpportunity>());
        foreach (var group in kept.GroupBy(r => (Cluster: clusters[r.Store], r.CategoryKey)))
        {
            var stores = group.Select(r => r.Store).ToHashSet();
            if (stores.Count < p.MinClusterStores) continue;
            var survivors = group.GroupBy(r => r.Product).Where(g => g.Count() >= p.MinStoresSelling)
                .Select(g => (Product: g.Key, Total: g.Sum(r => r.Amount), Sellers: g.Select(r => r.Store).ToHashSet())).ToList();
            foreach (var s in survivors)
            {
                var (below, equal) = (survivors.Count(o => o.Total < s.Total), survivors.Count(o => o.Total == s.Total));
                var percentile = (below + (equal + 1) / 2.0) / survivors.Count;
                if (percentile < p.TopPerformer - 1e-12) continue;
                var adoption = (double)s.Sellers.Count / stores.Count;
                var top = new OracleTop(group.Key.Cluster, group.Key.CategoryKey, s.Product, s.Total, (double)(s.Total / s.Sellers.Count), s.Sellers.Count, stores.Count, percentile, adoption);
                tops.Add(top);
                if (!p.EnforceAdoption || adoption >= p.Adoption) missing.AddRange(stores.Where(x => !s.Sellers.Contains(x)).Select(x => new OracleOpportunity(x, top)));
            }
        }
        TopPerformers = [.. tops.OrderBy(t => t.Cluster, StringComparer.Ordinal).ThenBy(t => t.CategoryKey, StringComparer.Ordinal).ThenBy(t => t.Product, StringComparer.Ordinal)];
        Opportunities = [.. missing.OrderBy(m => m.Store, StringComparer.Ordinal).ThenByDescending(m => m.Score).ThenBy(m => m.Top.Product, StringComparer.Ordinal).ThenBy(m => m.Top.CategoryKey, StringComparer.Ordinal)];
        var byStore = missing.ToLookup(m => m.Store);
        Stores = [.. clusters.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new OracleStore(c.Key, c.Value, byStore[c.Key].Count(),
            byStore[c.Key].Select(m => m.Score).DefaultIfEmpty().Average(), byStore[c.Key].Sum(m => m.Top.AverageSales)))];
    }
}
