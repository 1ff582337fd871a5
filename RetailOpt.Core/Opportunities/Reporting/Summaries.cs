using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>A category of a cluster on the heat map.</summary>
internal sealed record HeatCell(string Cluster, string Category, long Opportunities, double Potential);

/// <summary>A cluster as a whole.</summary>
internal sealed record ClusterLine(string Name, string? Why, int Stores, int Flagged, long Ranked, long TopPerformers, long Opportunities, double Potential);

/// <summary>Opportunities whose score lies in a bar of the histogram.</summary>
internal sealed record ScoreBar(double From, double To, long Opportunities);

/// <summary>A top performer that too few peers carry.</summary>
internal sealed record Removed(string Cluster, string Category, string Product, double Adoption, double Percentile, int Stores, double Potential);

/// <summary>Sums of an answer for its charts, of bounded size.</summary>
internal static class Summaries
{
    /// <summary>Cells of the heat map, and rows of what the adoption removed, at most.</summary>
    public const int Most = 2_000;

    /// <summary>Potential by cluster and category: the categories with the most of it, as many as the map holds.</summary>
    public static List<HeatCell> Heat(OpportunitiesResult result)
    {
        var cells = result.Cells;
        var groups = (from c in Enumerable.Range(0, cells.Clusters.Length)
                      from g in Enumerable.Range(0, result.Clusters[c].Groups.Length)
                      let sum = result.Clusters[c].Groups[g]
                      where sum.Opportunities > 0
                      select (Cluster: c, Category: result.Clusters[c].Shelf.Categories[g], Sum: sum)).ToList();
        var shown = groups.GroupBy(g => g.Category).OrderByDescending(g => g.Sum(x => x.Sum.Potential)).ThenBy(g => g.Key)
            .Take(Math.Max(1, Most / cells.Clusters.Length)).Select(g => g.Key).ToHashSet();
        return [.. groups.Where(g => shown.Contains(g.Category)).Take(Most)
            .Select(g => new HeatCell(cells.Clusters[g.Cluster], cells.Categories[g.Category].Key, g.Sum.Opportunities, g.Sum.Potential))];
    }

    public static List<ClusterLine> Clusters(OpportunitiesResult result) => [.. result.Clusters.Select((found, c) => new ClusterLine(
        result.Cells.Clusters[c], result.Model.Notes.Groups.FirstOrDefault(g => g.Name == result.Cells.Clusters[c])?.Why, found.Stores.Length, found.Stores.Count(s => s.Missing > 0),
        found.Groups.Sum(g => (long)g.Ranked), found.Groups.Sum(g => (long)g.TopPerformers), found.Groups.Sum(g => g.Opportunities), found.Groups.Sum(g => g.Potential)))];

    public static List<ScoreBar> Scores(OpportunitiesResult result) => [.. Enumerable.Range(0, Findings.Bars)
        .Select(b => new ScoreBar(b / (double)Findings.Bars, (b + 1) / (double)Findings.Bars, result.Clusters.Sum(c => c.Scores[b])))];

    /// <summary>The top performers that the adoption removed, those with the largest potential, by cluster, category and product; looked for when the table is read.</summary>
    public static IResultTable Removed(OpportunitiesResult result) =>
        RemovedTable.Of(LargestRemoved(result), Math.Min(Most, result.Clusters.Sum(c => c.Groups.Sum(g => (long)g.RemovedProducts))));

    private static IEnumerable<Removed> LargestRemoved(OpportunitiesResult result)
    {
        var largest = new PriorityQueue<(int Cluster, TopPerformer Top), double>();
        for (var c = 0; c < result.Clusters.Count; c++)
            for (var g = 0; g < result.Clusters[c].Groups.Length; g++)
            {
                if (result.Clusters[c].Groups[g].Removed == 0) continue;
                foreach (var top in result.Clusters[c].Top(g))
                {
                    if (top.Allowed || result.Clusters[c].Missing(top) == 0) continue;
                    largest.Enqueue((c, top), result.Clusters[c].Missing(top) * result.Clusters[c].Shelf.Average(top.Entry));
                    if (largest.Count > Most) largest.Dequeue();
                }
            }
        foreach (var (cluster, top) in largest.UnorderedItems.Select(x => x.Element).OrderBy(x => x.Cluster).ThenBy(x => x.Top.Entry)) yield return Line(result, cluster, top);
    }

    private static Removed Line(OpportunitiesResult result, int cluster, TopPerformer top)
    {
        var (cells, found) = (result.Cells, result.Clusters[cluster]);
        var item = found.Shelf.Items[top.Entry];
        return new(cells.Clusters[cluster], cells.Categories[cells.CategoryOf[item]].Key, cells.Products[item], top.Adoption, top.Percentile, found.Missing(top), found.Missing(top) * found.Shelf.Average(top.Entry) / (double)SalesCells.Minor);
    }

    public static readonly TableLayout<HeatCell> HeatTable = new TableLayout<HeatCell>("heat_map", "Potential by cluster and category", inWorkbook: false)
        .Text("cluster", "Cluster", h => h.Cluster).Text("category_key", "Category", h => h.Category).Integer("opportunities", "Opportunities", h => h.Opportunities)
        .Money("potential_sales", "Potential sales", h => h.Potential).OrderBy("cluster", "category_key").IdentifiedBy("cluster", "category_key");

    public static readonly TableLayout<ClusterLine> ClusterTable = new TableLayout<ClusterLine>("by_cluster", "Clusters", inWorkbook: false)
        .Text("cluster", "Cluster", c => c.Name).Integer("stores", "Stores", c => c.Stores).Integer("flagged", "Stores that miss something", c => c.Flagged)
        .Percent("flag_rate", "Share of stores", c => c.Stores > 0 ? (double)c.Flagged / c.Stores : null).Integer("ranked", "Products ranked", c => c.Ranked, help: "Products of a category that enough stores sell.")
        .Integer("top_performers", "Top performers", c => c.TopPerformers).Percent("top_share", "Share of products", c => c.Ranked > 0 ? (double)c.TopPerformers / c.Ranked : null)
        .Integer("opportunities", "Opportunities", c => c.Opportunities).Money("potential_sales", "Potential sales", c => c.Potential).Text("why", "What sets it apart", c => c.Why)
        .OrderBy("cluster").IdentifiedBy("cluster");

    public static readonly TableLayout<ScoreBar> ScoreTable = new TableLayout<ScoreBar>("scores", "Opportunities by score", inWorkbook: false)
        .Number("from", "Score from", s => s.From).Number("to", "Score to", s => s.To).Integer("opportunities", "Opportunities", s => s.Opportunities).OrderBy("from").IdentifiedBy("from");

    private static readonly TableLayout<Removed> RemovedTable = new TableLayout<Removed>("removed_by_adoption", "Removed by the adoption", inWorkbook: false)
        .Text("cluster", "Cluster", r => r.Cluster).Text("category_key", "Category", r => r.Category).Text("spu_code", "Product", r => r.Product).Percent("adoption_rate", "Adoption", r => r.Adoption)
        .Percent("sales_percentile", "Percentile", r => r.Percentile).Integer("stores_missing", "Stores that miss it", r => r.Stores).Money("potential_sales", "Potential sales", r => r.Potential)
        .OrderBy("cluster", "category_key", "spu_code").IdentifiedBy("cluster", "category_key", "spu_code");

    public static readonly TableLayout<Unlabelled> UnlabelledTable = new TableLayout<Unlabelled>("stores_without_cluster", "Without a cluster", inWorkbook: false)
        .Text("str_code", "Store", u => u.Store).Integer("rows", "Rows", u => u.Rows).Money("sales", "Sales", u => (double)u.Sales).OrderBy("str_code").IdentifiedBy("str_code");
}
