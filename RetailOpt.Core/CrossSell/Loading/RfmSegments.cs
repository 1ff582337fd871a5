namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>
/// Segments by recency, frequency and money: the percentile ranks of the last day, of the number of baskets and of their net value, equal ones sharing the
/// mean rank, are added; the best third of the accounts are Premium, the next Standard, the rest Basic. Ties go by the account's id.
/// </summary>
internal static class RfmSegments
{
    /// <summary>Names, ascending.</summary>
    public static readonly string[] Names = ["Basic", "Premium", "Standard"];

    private static readonly int[] ByThird = [1, 2, 0];

    /// <summary>The segment of each account, as a place in <see cref="Names"/>.</summary>
    public static int[] Of(IReadOnlyList<double> lastDay, IReadOnlyList<double> baskets, IReadOnlyList<double> net)
    {
        var scores = new double[lastDay.Count];
        foreach (var measure in new[] { lastDay, baskets, net })
        {
            var ranks = Ranks(measure);
            for (var a = 0; a < scores.Length; a++) scores[a] += ranks[a];
        }
        var segments = new int[scores.Length];
        var best = Enumerable.Range(0, scores.Length).OrderByDescending(a => scores[a]).ThenBy(a => a).ToArray();
        for (var place = 0; place < best.Length; place++) segments[best[place]] = ByThird[(int)(3L * place / best.Length)];
        return segments;
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
