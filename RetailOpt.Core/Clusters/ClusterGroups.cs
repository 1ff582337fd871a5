using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;

namespace RetailOpt.Core.Clusters;

/// <summary>The clusters that the analysis finds with its own defaults, for features that compare stores with their peers.</summary>
internal sealed class ClusterGroups : IStoreGroups
{
    public async Task<StoreGroups> FindAsync(IQueryEngine data, GroupWish wish, IWork work, CancellationToken ct)
    {
        var options = new ClustersOptions { Entity = wish.Entity == "account" ? ClusterEntity.Account : ClusterEntity.Store, K = wish.Count };
        var model = await ClustersLoader.LoadAsync(data, null, options, wish.From, wish.To, work, ct);
        var found = ClusterSolver.Solve(model, options, work, ct);
        // what was left out is told by the asker, who meets the same rows
        return new(found.Members.ToDictionary(m => m.Id, m => found.Groups[m.Cluster].Name, StringComparer.Ordinal),
            [.. found.Groups.OrderBy(g => g.Name, StringComparer.Ordinal).Select(g => new StoreGroup(g.Name, g.Members, g.Reason))],
            [new(NoticeLevel.Info, $"No clusters were given, so {found.Groups.Count} were found. {ClustersReport.HowChosen(found)}"), .. found.Notices.Where(n => n.Count == 0 || n.Level == NoticeLevel.Info).Select(n => n with { Table = null })]);
    }
}
