using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Clusters;

/// <summary>Says what clusters hold and how they differ from the chain.</summary>
internal static class Description
{
    private const double Notable = 1.2, Large = 1.3, LeastShare = .01;

    public static ClustersResult Of(ClustersModel model, ClustersOptions options, int[] rows, Points points, Grouped found, string[] names, Trial[] trials, Judge judge)
    {
        var axes = PrincipalComponents.Of(points);
        var widths = new double?[rows.Length];
        if (names.Length > 1)
            foreach (var (row, width) in judge.Rows.Zip(judge.Widths(found))) widths[row] = width;
        var members = rows.Select((r, i) =>
        {
            var (x, y) = axes.Project(points[i]);
            return new Member(model.Ids[r], model.Names.GetValueOrDefault(model.Ids[r]), found.Group[i], Features.Total(model.Sales[r]),
                Math.Sqrt(Points.Squared(points[i], found.Centroids[found.Group[i]])), widths[i], x, y);
        }).OrderBy(m => m.Id, StringComparer.Ordinal).ToArray();
        var profiles = Profiles(model, rows, found.Group, names.Length);
        var spread = Enumerable.Range(0, points.Count).Sum(i => Points.Squared(points[i], new double[points.Dimensions]));
        var leftOut = LeftOutOf(model, options);
        return new ClustersResult(options.Entity, model.Labels is not null, Groups(names, members, profiles, options.Entity), members, profiles, trials, leftOut,
            trials.Single(t => t.Chosen).Silhouette, spread > 0 ? 1 - found.Inertia / spread : 0, axes.FirstShare, axes.SecondShare,
            [.. model.Notices, .. Notices(options, rows.Length, found, trials, leftOut)]);
    }

    private static Profile[] Profiles(ClustersModel model, int[] rows, int[] group, int groups)
    {
        var categories = model.Categories.Count;
        var sales = new Points(groups + 1, categories);
        for (var i = 0; i < rows.Length; i++)
            for (var c = 0; c < categories; c++)
            {
                sales[group[i]][c] += model.Sales[rows[i]][c];
                sales[groups][c] += model.Sales[rows[i]][c];
            }
        var totals = Enumerable.Range(0, groups + 1).Select(g => Features.Total(sales[g])).ToArray();
        return [.. from g in Enumerable.Range(0, groups) from c in Enumerable.Range(0, categories)
            select new Profile(g, model.Categories[c], sales[g][c], sales[g][c] / totals[g], sales[groups][c] / totals[groups])];
    }

    private static ClusterGroup[] Groups(string[] names, Member[] members, Profile[] profiles, ClusterEntity entity)
    {
        var (total, mean) = (members.Sum(m => m.Sales), members.Average(m => m.Sales));
        return [.. names.Select((name, g) =>
        {
            var mine = members.Where(m => m.Cluster == g).ToArray();
            var sales = mine.Sum(m => m.Sales);
            return new ClusterGroup(name, mine.Length, sales, sales / total, sales / mine.Length, mine.Average(m => m.Silhouette),
                Reason(sales / mine.Length / mean, profiles.Where(p => p.Cluster == g), entity));
        })];
    }

    /// <summary>"Large stores, 1.8 times the chain's share of Household, only 64% of its share of Fruit &amp; Vegetables".</summary>
    private static string Reason(double scale, IEnumerable<Profile> profiles, ClusterEntity entity)
    {
        var seen = profiles.Where(p => p.ChainShare >= LeastShare && p.Index is not null).OrderByDescending(p => p.Index).ThenBy(p => p.Category, StringComparer.Ordinal).ToArray();
        var reason = $"{(scale >= Large ? "Large" : scale <= 1 / Large ? "Small" : "Mid-sized")} {Words.Many(entity)}";
        var more = seen.Where(p => p.Index >= Notable).Take(2).ToArray();
        var less = seen.Length > 0 && seen[^1].Index <= 1 / Notable ? seen[^1] : null;
        if (more.Length == 0 && less is null) return $"{reason} with a mix close to the chain's";
        if (more.Length > 0) reason += $", {string.Join(" and ", more.Select((p, i) => $"{Times(p.Index!.Value)} {(i == 0 ? "the chain's" : "its")} share of {p.Category}"))}";
        return less is null ? reason : $"{reason}, {(more.Length > 0 ? "" : "with ")}only {less.Index!.Value.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal)} of {(more.Length > 0 ? "its" : "the chain's")} share of {less.Category}";
    }

    private static string Times(double index) => index is >= 1.95 and < 2.05 ? "twice" : $"{index.ToString("0.0", CultureInfo.InvariantCulture)} times";

    private static LeftOut[] LeftOutOf(ClustersModel model, ClustersOptions options)
    {
        var left = new List<LeftOut>();
        for (var i = 0; i < model.Ids.Count; i++)
        {
            var sales = Features.Total(model.Sales[i]);
            if (!(sales > options.MinSales)) left.Add(new(model.Ids[i], sales, "sold no more than the least sales"));
            else if (model.Labels is { } labels && !labels.ContainsKey(model.Ids[i])) left.Add(new(model.Ids[i], sales, "has no label"));
        }
        if (model.Labels is { } given) left.AddRange(given.Keys.Except(model.Ids).Select(id => new LeftOut(id, 0, "has a label but no sales")));
        return [.. left.OrderBy(l => l.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<Notice> Notices(ClustersOptions options, int count, Grouped found, Trial[] trials, LeftOut[] leftOut)
    {
        foreach (var reason in leftOut.GroupBy(l => l.Reason))
            yield return new(NoticeLevel.Warning, $"{reason.Count()} {Words.Many(options.Entity)} left out: {reason.Key}.", reason.Count(), "clusters_left_out");
        if (count > Silhouette.Sample)
            yield return new(NoticeLevel.Info, $"Silhouettes are those of a seeded sample of {Silhouette.Sample:N0} {Words.Many(options.Entity)} among themselves.", Silhouette.Sample);
        if (count > KMeans.RestartSample)
            yield return new(NoticeLevel.Info, $"Restarts worked on a seeded sample of {KMeans.RestartSample:N0} {Words.Many(options.Entity)}; the best was refined on all.", KMeans.RestartSample);
        if (!found.Settled) yield return new(NoticeLevel.Warning, $"Members still moved between clusters after {KMeans.MaxRounds} rounds.");
        var most = trials.Max(t => t.K);
        if (trials.Length > 0 && (options.K ?? options.MinK) > most)
            yield return new(NoticeLevel.Warning, $"Only {most} clusters: there are no more {Words.Many(options.Entity)} that differ.");
    }
}

/// <summary>The words for what is clustered.</summary>
internal static class Words
{
    public static string Many(ClusterEntity entity) => entity == ClusterEntity.Store ? "stores" : "accounts";

    public static string One(ClusterEntity entity) => entity == ClusterEntity.Store ? "Store" : "Account";
}
