using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Clusters;

/// <summary>Finds the clusters, or takes those given, and describes them.</summary>
internal static class ClusterSolver
{
    public static ClustersResult Solve(ClustersModel model, ClustersOptions options, IWork work, CancellationToken ct)
    {
        var rows = Features.Order(model, options.MinSales);
        if (model.Labels is { } labels) rows = [.. rows.Where(r => labels.ContainsKey(model.Ids[r]))];
        if (rows.Length == 0) throw new InputException(Nobody(model, options));
        var points = Features.Of(model, rows, options.ScaleWeight);
        var judge = new Judge(points, work.Seed, work.Threads, ct);
        var (names, found, trials) = model.Labels is { } given ? Given(model, rows, points, given, judge) : Choose(points, options, judge, work, ct);
        var sizes = MeanSales(model, rows, found.Group, names.Length);
        var order = Enumerable.Range(0, names.Length).OrderByDescending(g => sizes[g]).ThenBy(g => names[g], StringComparer.Ordinal).ToArray();
        if (model.Labels is null) names = [.. Enumerable.Range(1, names.Length).Select(i => $"C{i}")];
        else names = [.. order.Select(g => names[g])];
        return Description.Of(model, options, rows, points, Renumber(found, order), names, trials, judge);
    }

    private static (string[] Names, Grouped Found, Trial[] Trials) Given(ClustersModel model, int[] rows, Points points, IReadOnlyDictionary<string, string> labels, Judge judge)
    {
        var names = rows.Select(r => labels[model.Ids[r]]).Distinct().Order(StringComparer.Ordinal).ToArray();
        var group = rows.Select(r => Array.BinarySearch(names, labels[model.Ids[r]], StringComparer.Ordinal)).ToArray();
        var centroids = points.Centroids(group, names.Length);
        var inertia = group.Select((g, i) => Points.Squared(points[i], centroids[g])).Sum();
        var found = new Grouped(group, centroids, inertia);
        return (names, found, [new Trial(names.Length, judge.Mean(found), inertia, true)]);
    }

    /// <summary>The number of clusters with the best mean silhouette; the smaller one where two are equal.</summary>
    private static (string[] Names, Grouped Found, Trial[] Trials) Choose(Points points, ClustersOptions options, Judge judge, IWork work, CancellationToken ct)
    {
        var distinct = Distinct(points, options.K ?? options.MaxK);
        var (from, to) = options.K is { } k ? (k, k) : (options.MinK, options.MaxK);
        (from, to) = (Math.Min(from, distinct), Math.Min(to, distinct));
        var tried = new List<(Grouped Found, double? Silhouette)>();
        for (var n = from; n <= to && !(work.StopRequested && tried.Count > 0); n++)
        {
            work.Report((double)(n - from) / (to - from + 1), "Trying clusters", $"{n}");
            var found = KMeans.Fit(points, n, options.Restarts, work.Seed, work.Threads, ct);
            tried.Add((found, judge.Mean(found)));
        }
        var best = tried.MaxBy(t => t.Silhouette ?? double.NegativeInfinity);
        return ([.. Enumerable.Range(0, best.Found.Centroids.Count).Select(i => $"{i}")], best.Found,
            [.. tried.Select(t => new Trial(t.Found.Centroids.Count, t.Silhouette, t.Found.Inertia, ReferenceEquals(t.Found, best.Found)))]);
    }

    private static int Distinct(Points points, int enough)
    {
        var seen = new List<int>();
        for (var i = 0; i < points.Count && seen.Count < enough; i++)
            if (!seen.Exists(j => points[j].SequenceEqual(points[i]))) seen.Add(i);
        return seen.Count;
    }

    private static double[] MeanSales(ClustersModel model, int[] rows, int[] group, int groups)
    {
        var (sum, members) = (new double[groups], new int[groups]);
        for (var i = 0; i < rows.Length; i++)
        {
            sum[group[i]] += Features.Total(model.Sales[rows[i]]);
            members[group[i]]++;
        }
        return [.. sum.Zip(members, (s, m) => m > 0 ? s / m : 0)];
    }

    private static Grouped Renumber(Grouped found, int[] order)
    {
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++) place[order[i]] = i;
        return new Grouped([.. found.Group.Select(g => place[g])], found.Centroids.Take(order), found.Inertia, found.Settled);
    }

    private static string Nobody(ClustersModel model, ClustersOptions options) => model.Labels is null
        ? $"None of the {model.Ids.Count} {Words.Many(options.Entity)} sold more than {options.MinSales}. Lower the least sales."
        : $"None of the {model.Ids.Count} {Words.Many(options.Entity)} with sales has a label. Check that the labels name them as the sales do.";
}

/// <summary>Judges groupings by silhouettes, of all points or of a seeded sample of them.</summary>
internal sealed class Judge(Points points, ulong seed, int threads, CancellationToken ct)
{
    /// <summary>The rows that are judged.</summary>
    public int[] Rows { get; } = Sampling.Rows(points.Count, Silhouette.Sample, seed);

    private readonly Lazy<Points> _some = new(() => points.Count <= Silhouette.Sample ? points : points.Take(Sampling.Rows(points.Count, Silhouette.Sample, seed)));

    public double[] Widths(Grouped found) =>
        Silhouette.Of(_some.Value, [.. Rows.Select(r => found.Group[r])], found.Centroids.Count, threads, ct);

    public double? Mean(Grouped found) => found.Centroids.Count < 2 ? null : Widths(found).Average();
}
