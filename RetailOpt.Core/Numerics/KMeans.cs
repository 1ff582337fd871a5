namespace RetailOpt.Core.Numerics;

/// <summary>Groups of points: the group of each, the centroids, the sum of squared distances to them, and whether nothing moved any more.</summary>
internal sealed record Grouped(int[] Group, Points Centroids, double Inertia, bool Settled = true);

/// <summary>
/// Lloyd's k-means from k-means++ starts. Restarts work on a seeded sample where there are many points, and the best is then refined on all.
/// The same points in the same order give the same bits for any number of threads: sums are taken over fixed chunks.
/// </summary>
internal static class KMeans
{
    /// <summary>Restarts look at no more points than this.</summary>
    public const int RestartSample = 5_000;
    /// <summary>Rounds of a fit at most.</summary>
    public const int MaxRounds = 200;

    public static Grouped Fit(Points points, int k, int restarts, ulong seed, int threads, CancellationToken ct)
    {
        var some = points.Count <= RestartSample ? points : points.Take(Sampling.Rows(points.Count, RestartSample, seed));
        Grouped? best = null;
        for (var r = 0; r < restarts; r++)
        {
            var next = Refine(some, Start(some, k, RandomStream.Of(seed, k, r)), threads, ct);
            if (best is null || next.Inertia < best.Inertia) best = next;
        }
        return ReferenceEquals(some, points) ? best! : Refine(points, best!.Centroids, threads, ct);
    }

    /// <summary>k-means++: each further centre is a point drawn in proportion to its squared distance from the nearest centre so far.</summary>
    private static Points Start(Points points, int k, RandomStream stream)
    {
        var centres = new Points(k, points.Dimensions);
        var nearest = new double[points.Count];
        Array.Fill(nearest, double.PositiveInfinity);
        var chosen = stream.Below(points.Count);
        for (var c = 0; c < k; c++)
        {
            points[chosen].CopyTo(centres[c]);
            var total = 0.0;
            for (var i = 0; i < nearest.Length; i++) total += nearest[i] = Math.Min(nearest[i], Points.Squared(points[i], centres[c]));
            var at = stream.Next() * total;
            for (chosen = 0; chosen < nearest.Length - 1 && (at -= nearest[chosen]) >= 0; chosen++) { }
        }
        return centres;
    }

    private static Grouped Refine(Points points, Points centres, int threads, CancellationToken ct)
    {
        var group = new int[points.Count];
        var distance = new double[points.Count];
        for (var round = 0; ; round++)
        {
            ct.ThrowIfCancellationRequested();
            var moved = Assign(points, centres, group, distance, threads, ct) || round == 0;
            if (!moved || round == MaxRounds) return new Grouped(group, centres, distance.Sum(), !moved);
            centres = points.Centroids(group, centres.Count);
            FillEmpty(points, centres, group, distance);
        }
    }

    private static bool Assign(Points points, Points centres, int[] group, double[] distance, int threads, CancellationToken ct)
    {
        var moved = new bool[Chunks.Count(points.Count)];
        Chunks.For(points.Count, threads, ct, (chunk, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var (nearest, least) = Nearest(points[i], centres);
                moved[chunk] |= nearest != group[i];
                (group[i], distance[i]) = (nearest, least);
            }
        });
        return moved.Contains(true);
    }

    private static (int Centre, double Distance) Nearest(ReadOnlySpan<double> point, Points centres)
    {
        var (nearest, least) = (0, double.PositiveInfinity);
        for (var c = 0; c < centres.Count; c++)
            if (Points.Squared(point, centres[c]) is var d && d < least) (nearest, least) = (c, d);
        return (nearest, least);
    }

    /// <summary>A centre that lost all its points takes the point farthest from its own centre.</summary>
    private static void FillEmpty(Points points, Points centres, int[] group, double[] distance)
    {
        var members = new int[centres.Count];
        foreach (var g in group) members[g]++;
        for (var c = 0; c < centres.Count; c++)
        {
            if (members[c] > 0) continue;
            var farthest = Array.IndexOf(distance, distance.Max());
            points[farthest].CopyTo(centres[c]);
            distance[farthest] = 0;
        }
    }
}

/// <summary>Seeded samples of row numbers, ascending.</summary>
internal static class Sampling
{
    public static int[] Rows(int count, int size, ulong seed)
    {
        var rows = Enumerable.Range(0, count).ToArray();
        if (count <= size) return rows;
        RandomStream.Of(seed, count).Shuffle(rows.AsSpan());
        Array.Resize(ref rows, size);
        Array.Sort(rows);
        return rows;
    }
}
