using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Clusters;

/// <summary>
/// Silhouettes (Rousseeuw 1987): (b - a) / max(a, b), with a the mean distance to the other points of the own group and b the least mean distance
/// to the points of another. A point alone in its group has 0. Quadratic, so many points are judged on a seeded sample, among themselves.
/// </summary>
internal static class Silhouette
{
    /// <summary>Points that are judged at most.</summary>
    public const int Sample = 2_000;

    /// <summary>The silhouette of each of the sample's rows.</summary>
    public static double[] Of(Points points, ReadOnlySpan<int> group, int groups, int threads, CancellationToken ct)
    {
        var labels = group.ToArray();
        var members = new int[groups];
        foreach (var g in labels) members[g]++;
        var widths = new double[points.Count];
        Chunks.For(points.Count, threads, ct, (_, from, to) =>
        {
            var sums = new double[groups];
            for (var i = from; i < to; i++)
            {
                Array.Clear(sums);
                for (var j = 0; j < labels.Length; j++) sums[labels[j]] += Math.Sqrt(Points.Squared(points[i], points[j]));
                widths[i] = Width(sums, members, labels[i]);
            }
        });
        return widths;
    }

    private static double Width(double[] sums, int[] members, int own)
    {
        if (members[own] < 2) return 0;
        var (within, next) = (sums[own] / (members[own] - 1), double.PositiveInfinity);
        for (var g = 0; g < sums.Length; g++)
            if (g != own && members[g] > 0) next = Math.Min(next, sums[g] / members[g]);
        return double.IsInfinity(next) || Math.Max(within, next) == 0 ? 0 : (next - within) / Math.Max(within, next);
    }
}
