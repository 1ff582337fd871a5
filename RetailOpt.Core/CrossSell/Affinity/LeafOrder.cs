namespace RetailOpt.Core.CrossSell.Affinity;

/// <summary>
/// An order that puts alike things beside each other: average linkage joins the two groups of the greatest mean affinity, and of the four ways to
/// put two groups end to end the one whose touching ends are most alike is taken. Ties go to the first.
/// </summary>
internal static class LeafOrder
{
    /// <summary>The order of the rows of a symmetric matrix.</summary>
    public static int[] Of(double[][] affinity)
    {
        var groups = Enumerable.Range(0, affinity.Length).Select(i => new List<int> { i }).ToList();
        var sums = affinity.Select(r => r.ToList()).ToList(); // sums of affinities between groups
        while (groups.Count > 1)
        {
            var (a, b) = Nearest(groups, sums);
            groups[a] = Join(groups[a], groups[b], affinity);
            for (var g = 0; g < groups.Count; g++) sums[g][a] = sums[a][g] = sums[a][g] + sums[b][g];
            groups.RemoveAt(b);
            sums.RemoveAt(b);
            foreach (var row in sums) row.RemoveAt(b);
        }
        return groups.Count == 0 ? [] : [.. groups[0]];
    }

    private static (int A, int B) Nearest(List<List<int>> groups, List<List<double>> sums)
    {
        var best = (A: 0, B: 1, Mean: double.NegativeInfinity);
        for (var a = 0; a < groups.Count; a++)
            for (var b = a + 1; b < groups.Count; b++)
                if (sums[a][b] / ((double)groups[a].Count * groups[b].Count) is var mean && mean > best.Mean) best = (a, b, mean);
        return (best.A, best.B);
    }

    private static List<int> Join(List<int> a, List<int> b, double[][] affinity)
    {
        IEnumerable<int> Back(List<int> x) => Enumerable.Reverse(x);
        var ways = new (double Touch, IEnumerable<int> First, IEnumerable<int> Second)[]
        {
            (affinity[a[^1]][b[0]], a, b), (affinity[a[^1]][b[^1]], a, Back(b)), (affinity[a[0]][b[0]], Back(a), b), (affinity[a[0]][b[^1]], Back(a), Back(b)),
        };
        var best = ways.MaxBy(w => w.Touch);
        return [.. best.First, .. best.Second];
    }
}
