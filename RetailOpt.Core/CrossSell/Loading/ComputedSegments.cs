using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>How segments came about.</summary>
internal enum SegmentMethod
{
    Given,
    Thirds,
    Clusters,
}

/// <summary>Segments computed from when, how often and for how much accounts bought: <see cref="Names"/>, as thirds or as clusters.</summary>
internal static class ComputedSegments
{
    private const int Restarts = 10;

    /// <summary>Names, ascending.</summary>
    public static readonly string[] Names = ["Basic", "Premium", "Standard"];

    private static readonly int[] BestFirst = [1, 2, 0];

    /// <summary>What a method looks at, in words.</summary>
    public static string Words(SegmentMethod method) => method switch
    {
        SegmentMethod.Given => "given",
        SegmentMethod.Clusters => "clusters of recency, frequency, money",
        _ => "recency, frequency, money",
    };

    /// <summary>The segment of each account, as a place in <see cref="Names"/>, by the baskets that may be seen.</summary>
    /// <param name="method">Thirds or clusters.</param>
    /// <param name="accounts">Number of accounts.</param>
    /// <param name="accountOf">Account of each basket, -1 for none.</param>
    /// <param name="days">Day of each basket.</param>
    /// <param name="net">Net value of each basket.</param>
    /// <param name="seen">Whether a basket may be seen; null for all.</param>
    /// <param name="ct">Ends it early.</param>
    public static int[] Of(SegmentMethod method, int accounts, int[] accountOf, int[] days, Func<int, long> net, Func<int, bool>? seen, CancellationToken ct)
    {
        var (last, baskets, money) = (new double[accounts], new double[accounts], new double[accounts]);
        for (var b = 0; b < accountOf.Length; b++)
        {
            if (accountOf[b] is not (var a and >= 0) || seen?.Invoke(b) == false) continue;
            (last[a], baskets[a], money[a]) = (Math.Max(last[a], days[b]), baskets[a] + 1, money[a] + net(b));
        }
        return method == SegmentMethod.Clusters ? Clusters(last, baskets, money, ct) : Thirds(last, baskets, money);
    }

    /// <summary>
    /// The percentile ranks of the last day, of the number of baskets and of their net value, equal ones sharing the mean rank, are added; the best third of
    /// the accounts are Premium, the next Standard, the rest Basic. Ties go by the account's place.
    /// </summary>
    public static int[] Thirds(IReadOnlyList<double> lastDay, IReadOnlyList<double> baskets, IReadOnlyList<double> net)
    {
        var scores = new double[lastDay.Count];
        foreach (var measure in new[] { lastDay, baskets, net })
        {
            var ranks = Ranks(measure);
            for (var a = 0; a < scores.Length; a++) scores[a] += ranks[a];
        }
        var segments = new int[scores.Length];
        var best = Enumerable.Range(0, scores.Length).OrderByDescending(a => scores[a]).ThenBy(a => a).ToArray();
        for (var place = 0; place < best.Length; place++) segments[best[place]] = BestFirst[(int)(3L * place / best.Length)];
        return segments;
    }

    /// <summary>
    /// Three k-means clusters of the standardised logarithms of days since the last basket, of the number of baskets and of their net value;
    /// the cluster of the greatest mean value of an account is Premium, the next Standard, the last Basic.
    /// </summary>
    public static int[] Clusters(IReadOnlyList<double> lastDay, IReadOnlyList<double> baskets, IReadOnlyList<double> net, CancellationToken ct)
    {
        if (lastDay.Count == 0) return [];
        var newest = lastDay.Max();
        var points = new Points(lastDay.Count, 3);
        for (var a = 0; a < points.Count; a++)
        {
            var row = points[a];
            (row[0], row[1], row[2]) = (Math.Log(1 + newest - lastDay[a]), Math.Log(1 + baskets[a]), Math.Log(1 + Math.Max(0, net[a]) / Purchases.Minor));
        }
        Standardise(points);
        var found = KMeans.Fit(points, Names.Length, Restarts, 0, 1, ct);
        var (sums, counts) = (new double[Names.Length], new int[Names.Length]);
        for (var a = 0; a < net.Count; a++) (sums[found.Group[a]], counts[found.Group[a]]) = (sums[found.Group[a]] + net[a], counts[found.Group[a]] + 1);
        var places = new int[Names.Length];
        var best = Enumerable.Range(0, Names.Length).OrderByDescending(g => counts[g] == 0 ? double.NegativeInfinity : sums[g] / counts[g]).ThenBy(g => g).ToArray();
        for (var place = 0; place < best.Length; place++) places[best[place]] = BestFirst[place];
        return Array.ConvertAll(found.Group, g => places[g]);
    }

    private static void Standardise(Points points)
    {
        for (var d = 0; d < points.Dimensions; d++)
        {
            var column = Enumerable.Range(0, points.Count).Select(i => points[i][d]).ToArray();
            var mean = column.Average();
            var scale = Math.Sqrt(column.Average(x => (x - mean) * (x - mean)));
            for (var i = 0; i < points.Count; i++) points[i][d] = scale > 0 ? (column[i] - mean) / scale : 0;
        }
    }

    /// <summary>Ascending ranks from 1, equal values sharing the mean.</summary>
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && values[order[to]] == values[order[from]]; to++) { }
            for (var i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2.0;
        }
        return ranks;
    }
}
