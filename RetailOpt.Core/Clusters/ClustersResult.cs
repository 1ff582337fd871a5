using RetailOpt.Core.Analyses;

namespace RetailOpt.Core.Clusters;

/// <summary>A store (or account) in its cluster. <paramref name="Silhouette"/> is null where it was not in the sample that was judged.</summary>
internal sealed record Member(string Id, string? Name, int Cluster, double Sales, double Distance, double? Silhouette, double X, double Y);

/// <summary>A number of clusters that was tried. The silhouette is null where there is one cluster only.</summary>
internal sealed record Trial(int K, double? Silhouette, double Inertia, bool Chosen);

/// <summary>What a cluster sells of a category, beside the chain.</summary>
internal sealed record Profile(int Cluster, string Category, double Sales, double Share, double ChainShare)
{
    /// <summary>The share against the chain's: 2 is twice as much; null where the chain sells none.</summary>
    public double? Index => ChainShare > 0 ? Share / ChainShare : null;
}

/// <summary>A cluster as a whole.</summary>
internal sealed record ClusterGroup(string Name, int Members, double Sales, double SalesShare, double MeanSales, double? Silhouette, string Reason);

/// <summary>One that has no cluster, and why.</summary>
internal sealed record LeftOut(string Id, double Sales, string Reason);

/// <summary>Clusters, in the order of their mean sales, the largest first.</summary>
internal sealed record ClustersResult(
    ClusterEntity Entity, bool Given, IReadOnlyList<ClusterGroup> Groups, IReadOnlyList<Member> Members, IReadOnlyList<Profile> Profiles, IReadOnlyList<Trial> Trials,
    IReadOnlyList<LeftOut> LeftOut, double? Silhouette, double Explained, double FirstAxis, double SecondAxis, IReadOnlyList<Notice> Notices);
