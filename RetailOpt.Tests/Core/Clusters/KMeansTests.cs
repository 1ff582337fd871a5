using CsCheck;
using RetailOpt.Core.Clusters;
using RetailOpt.Core.Numerics;
using static RetailOpt.Tests.Core.Clusters.ClusterFixtures;

namespace RetailOpt.Tests.Core.Clusters;

public sealed class KMeansTests
{
    /// <summary>Small instances; k-means is asked for no more groups than there are distinct points.</summary>
    private static readonly Gen<(double[][] Rows, int K)> Some = Gen.Select(Gen.Int[3, 8], Gen.Int[1, 3], Gen.Int[1, 3])
        .SelectMany((n, d, k) => Gen.Double[-5, 5].Array[d].Array[n].Select(rows => (rows, k)))
        .Where(x => x.rows.Select(r => string.Join(' ', r)).Distinct().Count() >= x.k);

    [Fact]
    public void Fit_SmallInstances_IsNeverBelowTheBestPartitionAndNearlyAlwaysEqual()
    {
        var (equal, all) = (0, 0);
        Some.Sample((rows, k) =>
        {
            var inertia = Fit(Rows(rows), k, 30).Inertia;
            var best = BestPartition(rows, k);
            Interlocked.Increment(ref all);
            if (inertia <= best + 1e-9) Interlocked.Increment(ref equal);
            return inertia >= best - 1e-9;
        }, iter: 300);
        Assert.True(equal >= .97 * all, $"{equal} of {all}");
    }

    [Fact]
    public void Fit_Result_IsAFixedPoint() => Some.Sample((rows, k) =>
    {
        var (points, found) = (Rows(rows), Fit(Rows(rows), k, 3));
        for (var i = 0; i < points.Count; i++)
            for (var g = 0; g < k; g++)
                if (Points.Squared(points[i], found.Centroids[found.Group[i]]) > Points.Squared(points[i], found.Centroids[g])) return false;
        var means = points.Centroids(found.Group, k);
        return Enumerable.Range(0, k).All(g => Points.Squared(means[g], found.Centroids[g]) < 1e-18) && found.Group.Distinct().Count() == k;
    }, iter: 300);

    [Fact]
    public void Fit_AnyThreads_SameBits()
    {
        var rows = Uniform(9_000, 4);
        var (one, four) = (Fit(Rows(rows), 5, 2), KMeans.Fit(Rows(rows), 5, 2, 7, 4, TestContext.Current.CancellationToken));
        Assert.Equal(one.Group, four.Group);
        Assert.Equal(one.Inertia, four.Inertia);
    }

    [Fact]
    public void Silhouette_EqualsItsDefinition() => Some.Where(x => x.K > 1).Sample((rows, k) =>
    {
        var group = Fit(Rows(rows), k, 3).Group;
        var widths = Silhouette.Of(Rows(rows), group, k, 1, CancellationToken.None);
        double Distance(int i, int j) => Math.Sqrt(rows[i].Zip(rows[j], (a, b) => (a - b) * (a - b)).Sum());
        return Enumerable.Range(0, rows.Length).All(i =>
        {
            var own = Enumerable.Range(0, rows.Length).Where(j => j != i && group[j] == group[i]).ToArray();
            if (own.Length == 0) return widths[i] == 0;
            var a = own.Average(j => Distance(i, j));
            var b = Enumerable.Range(0, k).Where(g => g != group[i]).Min(g => Enumerable.Range(0, rows.Length).Where(j => group[j] == g).Average(j => Distance(i, j)));
            return Math.Abs(widths[i] - (b - a) / Math.Max(a, b)) < 1e-9;
        });
    }, iter: 300);

    [Fact]
    public void PrincipalComponents_OfALine_FindIt()
    {
        var axes = PrincipalComponents.Of(Rows([-2, -4, 0], [0, 0, 0], [2, 4, 0]));
        Assert.Equal(1, axes.FirstShare, 9);
        Assert.Equal(0, axes.SecondShare, 9);
        Assert.Equal(-Math.Sqrt(20), axes.Project([-2, -4, 0]).X, 9);
    }

    private static Grouped Fit(Points points, int k, int restarts) => KMeans.Fit(points, k, restarts, 7, 1, CancellationToken.None);

    private static double BestPartition(double[][] rows, int k)
    {
        var best = double.PositiveInfinity;
        for (var code = 0; code < Math.Pow(k, rows.Length); code++)
        {
            var group = new int[rows.Length];
            for (int i = 0, rest = code; i < rows.Length; i++, rest /= k) group[i] = rest % k;
            var inertia = group.Index().GroupBy(x => x.Item, x => rows[x.Index]).Sum(g =>
                Enumerable.Range(0, rows[0].Length).Sum(d => g.Average(r => r[d]) is var mean ? g.Sum(r => (r[d] - mean) * (r[d] - mean)) : 0));
            best = Math.Min(best, inertia);
        }
        return best;
    }
}
