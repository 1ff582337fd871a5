using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Derive;

/// <summary>Where a cluster's products differ from a benchmark.</summary>
/// <param name="Cluster">Cluster.</param>
/// <param name="Dimension">role, price_band or category.</param>
/// <param name="Segment">The role, band or category.</param>
/// <param name="Products">Products of it in the cluster.</param>
/// <param name="Actual">Their share in percent of the cluster's products.</param>
/// <param name="Expected">The benchmark in percent; null for categories.</param>
internal sealed record GapLine(int Cluster, string Dimension, string Segment, int Products, double Actual, double? Expected)
{
    /// <summary>Points that are missing; below 0: too many.</summary>
    public double? Gap => Expected - Actual;

    public string Severity => Gap is not { } gap ? (Actual < SupplyGap.UnderRepresented ? "under-represented" : "") : Math.Abs(gap) >= 20 ? "critical" : Math.Abs(gap) >= 10 ? "significant" : Math.Abs(gap) >= 5 ? "moderate" : "none";
}

/// <summary>How concentrated a cluster's products are.</summary>
/// <param name="Cluster">Cluster.</param>
/// <param name="Products">Products.</param>
/// <param name="Herfindahl">Sum of the squared shares of its categories, 0 to 1.</param>
/// <param name="UnderRepresented">Categories of less than 5% of its products.</param>
internal sealed record ClusterMix(int Cluster, int Products, double Herfindahl, IReadOnlyList<string> UnderRepresented);

/// <summary>The supply-demand gap of each cluster: shares of its products by role and by price band against a benchmark.</summary>
internal static class SupplyGap
{
    public const double UnderRepresented = 5;

    public static (GapLine[] Gaps, ClusterMix[] Mixes) Of(Pairs pairs, ProductLine[] products, double[] roles, double[] bands)
    {
        var carried = new HashSet<int>[pairs.Clusters.Length];
        for (var c = 0; c < carried.Length; c++) carried[c] = [];
        for (var pair = 0; pair < pairs.Count; pair++) carried[pairs.ClusterOf[pairs.Store[pair]]].Add(pairs.Product[pair]);
        var gaps = new List<GapLine>();
        var mixes = new List<ClusterMix>();
        for (var c = 0; c < carried.Length; c++)
        {
            var all = carried[c].Count;
            gaps.AddRange(Enum.GetValues<PriceBand>().Select(b => Line(c, "price_band", b.ToString().ToUpperInvariant(), carried[c].Count(p => products[p].Band == b), all, bands[(int)b])));
            gaps.AddRange(Enum.GetValues<ProductRole>().Select(r => Line(c, "role", r.ToString().ToUpperInvariant(), carried[c].Count(p => products[p].Role == r), all, roles[(int)r])));
            var categories = carried[c].GroupBy(p => pairs.CategoryOf[p]).OrderBy(g => g.Key).Select(g => Line(c, "category", pairs.Categories[g.Key], g.Count(), all, null)).ToArray();
            gaps.AddRange(categories);
            mixes.Add(new(c, all, categories.Sum(g => g.Actual * g.Actual) / 1e4, [.. categories.Where(g => g.Actual < UnderRepresented).Select(g => g.Segment)]));
        }
        return ([.. gaps.OrderBy(g => g.Cluster).ThenBy(g => g.Dimension, StringComparer.Ordinal).ThenBy(g => g.Segment, StringComparer.Ordinal)], [.. mixes]);
    }

    private static GapLine Line(int cluster, string dimension, string segment, int products, int all, double? expected) => new(cluster, dimension, segment, products, all == 0 ? 0 : 100.0 * products / all, expected);
}
