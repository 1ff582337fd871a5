using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>The figures, tables and text of an answer.</summary>
internal static class OpportunitiesReport
{
    public static Report Of(OpportunitiesResult result, int maxRows)
    {
        var list = new OpportunityList(result, maxRows);
        var stores = Enumerable.Range(0, result.Cells.Stores.Length).Select(result.Line).ToArray();
        var clusters = Summaries.Clusters(result);
        IResultTable[] tables =
        [
            list,
            OpportunityTables.Stores(result).Of(stores),
            OpportunityTables.TopPerformers(result).Of(result.TopPerformers(), clusters.Sum(c => c.TopPerformers)),
            Summaries.HeatTable.Of(Summaries.Heat(result)),
            Summaries.ClusterTable.Of(clusters),
            Summaries.ScoreTable.Of(Summaries.Scores(result)),
            Summaries.Removed(result),
            Summaries.UnlabelledTable.Of(result.Model.Notes.Unlabelled),
        ];
        Notice[] notices = [.. OpportunityNotices.Of(result, list), .. result.Model.Notes.Notices];
        return new(Kpis(result, stores, clusters), tables, Text(result, stores, clusters), notices);
    }

    private static Kpi[] Kpis(OpportunitiesResult result, StoreLine[] stores, List<ClusterLine> clusters)
    {
        var found = stores.Sum(s => s.Missing);
        return
        [
            new("opportunities", "Opportunities", result.Opportunities, null, null, ColumnType.Integer, null, Better.Neither),
            new("flagged", $"{Capital(result.Options.Many)} that miss something", stores.Count(s => s.Missing > 0), null, null, ColumnType.Integer, null, Better.Neither),
            new("flag_rate", $"Share of {result.Options.Many}", stores.Count(s => s.Missing > 0) / (double)stores.Length, null, null, ColumnType.Percent, null, Better.Neither),
            new("potential_sales", "Potential sales", clusters.Sum(c => c.Potential), null, null, ColumnType.Money, null, Better.Higher),
            new("mean_score", "Mean score", found == 0 ? null : stores.Sum(s => s.AverageScore * s.Missing) / found, null, null, ColumnType.Number, null, Better.Higher),
            new("top_performers", "Top performers", clusters.Sum(c => c.TopPerformers), null, null, ColumnType.Integer, null, Better.Neither),
            new("removed", "Removed by the adoption", result.Clusters.Sum(c => c.Groups.Sum(g => g.Removed)), null, null, ColumnType.Integer, null, Better.Neither),
            new("clusters", "Clusters", clusters.Count, null, null, ColumnType.Integer, null, Better.Neither),
        ];
    }

    private static string Text(OpportunitiesResult result, StoreLine[] stores, List<ClusterLine> clusters)
    {
        var many = result.Options.Many;
        var flagged = stores.Count(s => s.Missing > 0);
        var lead = result.Opportunities == 0 ? "No opportunity was found."
            : Invariant($"{flagged:N0} of {stores.Length:N0} {many} miss {result.Opportunities:N0} best sellers of their peers, which bring those {clusters.Sum(c => c.Potential):N0} in all.");
        var best = stores.Where(s => s.Missing > 0).OrderByDescending(s => s.Potential).ThenBy(s => s.Store).Take(10)
            .Select(s => Invariant($"| {result.Cells.Stores[s.Store]} | {result.Cells.Clusters[s.Cluster]} | {s.Missing:N0} | {s.AverageScore:0.000} | {s.Potential:N2} |")).ToArray();
        return $"""
            # Opportunities: missing top performers

            {lead} The clusters are {result.Model.Notes.ClustersFrom}.

            | cluster | {many} | miss something | top performers | opportunities | potential sales |
            |---|---:|---:|---:|---:|---:|
            {string.Join("\n", clusters.Select(c => Invariant($"| {c.Name} | {c.Stores:N0} | {c.Flagged:N0} | {c.TopPerformers:N0} | {c.Opportunities:N0} | {c.Potential:N2} |")))}
            {(best.Length == 0 ? "" : $"\nThe {many} with the largest potential:\n\n| {result.Options.One.ToLowerInvariant()} | cluster | products missed | mean score | potential sales |\n|---|---|---:|---:|---:|\n{string.Join("\n", best)}")}
            """;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
