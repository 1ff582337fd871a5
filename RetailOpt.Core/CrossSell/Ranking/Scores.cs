using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>How well a way of recommending names what accounts buy next.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HitRate">Share of the accounts with at least one hit among the first.</param>
/// <param name="Recall">Mean share of an account's new items that are among the first.</param>
/// <param name="Mrr">Mean reciprocal rank of the first hit, 0 beyond the rank looked at.</param>
/// <param name="Coverage">Share of the different items newly bought by anybody that are offered to somebody.</param>
/// <param name="Served">Accounts that are offered something.</param>
internal sealed record Score(string Name, Estimate HitRate, double Recall, double Mrr, double Coverage, int Served);

/// <summary>Scores lists of recommendations against what was bought.</summary>
internal static class Scoring
{
    /// <summary>Ranks looked at for the first hit.</summary>
    public const int Deepest = 20;

    /// <param name="name">Name of the way.</param>
    /// <param name="lists">For each account its list, best first, <see cref="Deepest"/> at most.</param>
    /// <param name="news">For each of them what it newly bought, not empty.</param>
    /// <param name="k">How many count as the first.</param>
    public static Score Of(string name, IReadOnlyList<int[]> lists, IReadOnlyList<int[]> news, int k)
    {
        var (recall, mrr) = (0.0, 0.0);
        var offered = new HashSet<int>();
        for (var a = 0; a < lists.Count; a++)
        {
            offered.UnionWith(lists[a].Take(k));
            recall += lists[a].Take(k).Count(news[a].Contains) / (double)news[a].Length;
            var at = Array.FindIndex(lists[a], news[a].Contains);
            if (at is >= 0 and < Deepest) mrr += 1.0 / (at + 1);
        }
        var wanted = news.SelectMany(n => n).ToHashSet();
        var n = Math.Max(1, lists.Count);
        return new(name, Intervals.OfMean(Hits(lists, news, k), .9), recall / n, mrr / n, wanted.Count == 0 ? 0 : offered.Count(wanted.Contains) / (double)wanted.Count, lists.Count(l => l.Length > 0));
    }

    /// <summary>1 for each account of which the list's first hold something that it newly bought, else 0.</summary>
    public static double[] Hits(IReadOnlyList<int[]> lists, IReadOnlyList<int[]> news, int k) => [.. lists.Select((list, a) => list.Take(k).Any(news[a].Contains) ? 1.0 : 0)];
}
