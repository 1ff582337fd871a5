using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Clusters;

/// <summary>The tables, figures and text of a result. The first table feeds other analyses: store, cluster.</summary>
internal static class ClustersReport
{
    /// <summary>Points of the scatter at most.</summary>
    private const int MapPoints = 2_000;

    public static Report Of(ClustersResult result) => new(
        [
            new("clusters", "Clusters", result.Groups.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("members", Title(result), result.Members.Count, null, null, ColumnType.Integer, null, Better.Neither),
            new("silhouette", "Silhouette", result.Silhouette, null, null, ColumnType.Number, null, Better.Higher),
            new("explained", "Difference explained", result.Explained, null, null, ColumnType.Percent, null, Better.Higher),
        ],
        [
            Members(result).Of(result.Members),
            Groups.Of([.. result.Groups.OrderBy(g => g.Name, StringComparer.Ordinal)]),
            Profiles(result).Of([.. result.Profiles.OrderBy(p => result.Groups[p.Cluster].Name, StringComparer.Ordinal).ThenBy(p => p.Category, StringComparer.Ordinal)]),
            Trials.Of([.. result.Trials.OrderBy(t => t.K)]),
            Map(result).Of([.. Thinned(result.Members)]),
            LeftOut.Of(result.LeftOut),
        ],
        Text(result), result.Notices);

    private static TableLayout<Member> Members(ClustersResult result) => new TableLayout<Member>("clusters", "Clusters")
        .Text("store", Words.One(result.Entity), m => m.Id).Text("cluster", "Cluster", m => result.Groups[m.Cluster].Name).Text("name", "Name", m => m.Name)
        .Money("sales", "Sales", m => m.Sales).Number("distance", "Distance", m => m.Distance, help: "From the middle of its cluster; the mix as a whole has a standard deviation of 1.")
        .Number("silhouette", "Silhouette", m => m.Silhouette, help: "1: far from every other cluster; 0: between two; below 0: nearer to another. Empty: not in the sample that was judged.")
        .OrderBy("store").IdentifiedBy("store");

    private static readonly TableLayout<ClusterGroup> Groups = new TableLayout<ClusterGroup>("cluster_summary", "Clusters in short")
        .Text("cluster", "Cluster", g => g.Name).Integer("members", "Members", g => g.Members).Money("sales", "Sales", g => g.Sales)
        .Percent("sales_share", "Share of sales", g => g.SalesShare).Money("mean_sales", "Mean sales", g => g.MeanSales)
        .Number("silhouette", "Silhouette", g => g.Silhouette).Text("reason", "Why", g => g.Reason).OrderBy("cluster").IdentifiedBy("cluster");

    private static TableLayout<Profile> Profiles(ClustersResult result) => new TableLayout<Profile>("cluster_profiles", "What clusters sell")
        .Text("cluster", "Cluster", p => result.Groups[p.Cluster].Name).Text("category", "Category", p => p.Category).Money("sales", "Sales", p => p.Sales)
        .Percent("share", "Share", p => p.Share).Percent("chain_share", "Chain's share", p => p.ChainShare)
        .Number("index", "Index", p => p.Index, help: "Share against the chain's share: 2 is twice as much.").OrderBy("cluster", "category").IdentifiedBy("cluster", "category");

    private static readonly TableLayout<Trial> Trials = new TableLayout<Trial>("cluster_trials", "Numbers of clusters tried")
        .Integer("k", "Clusters", t => t.K).Number("silhouette", "Silhouette", t => t.Silhouette).Number("inertia", "Inertia", t => t.Inertia)
        .Flag("chosen", "Chosen", t => t.Chosen).OrderBy("k").IdentifiedBy("k");

    private static TableLayout<Member> Map(ClustersResult result) => new TableLayout<Member>("cluster_map", "Map of clusters", inWorkbook: false)
        .Text("store", Words.One(result.Entity), m => m.Id).Text("cluster", "Cluster", m => result.Groups[m.Cluster].Name)
        .Number("x", $"First direction ({Percent(result.FirstAxis)})", m => m.X).Number("y", $"Second direction ({Percent(result.SecondAxis)})", m => m.Y)
        .OrderBy("store").IdentifiedBy("store");

    private static readonly TableLayout<LeftOut> LeftOut = new TableLayout<LeftOut>("clusters_left_out", "Left out")
        .Text("store", "Store or account", l => l.Id).Money("sales", "Sales", l => l.Sales).Text("reason", "Reason", l => l.Reason).OrderBy("store").IdentifiedBy("store");

    private static IEnumerable<Member> Thinned(IReadOnlyList<Member> members) =>
        members.Count <= MapPoints ? members : Enumerable.Range(0, MapPoints).Select(i => members[(int)((long)i * members.Count / MapPoints)]);

    private static string Text(ClustersResult result) =>
        $"""
        # {Title(result)} in {result.Groups.Count} {(result.Groups.Count == 1 ? "cluster" : "clusters")}

        {(result.Given ? "The labels were given." : HowChosen(result))} The clusters explain {Percent(result.Explained)} of the difference in mix and scale.

        {string.Join("\n", result.Groups.Select(g => $"- **{g.Name}** ({g.Members:N0}, {Percent(g.SalesShare)} of sales): {g.Reason}."))}
        """;

    /// <summary>How the number of clusters came about, in a sentence.</summary>
    public static string HowChosen(ClustersResult result) => result.Silhouette is not { } width ? "There is one cluster."
        : result.Trials.Count == 1 ? $"The number was fixed; its mean silhouette is {width.ToString("0.00", CultureInfo.InvariantCulture)}."
        : $"Of {result.Trials.Min(t => t.K)} to {result.Trials.Max(t => t.K)} clusters this number has the best mean silhouette, {width.ToString("0.00", CultureInfo.InvariantCulture)}.";

    private static string Title(ClustersResult result) => result.Entity == ClusterEntity.Store ? "Stores" : "Accounts";

    private static string Percent(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);
}
