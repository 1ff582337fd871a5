using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Limits;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.SellThrough.Potential;

namespace RetailOpt.Core.SellThrough;

/// <summary>Sums of cells. Rates of sums are ratios of sums, never means of rates.</summary>
internal static class Summaries
{
    public static Totals[] ByStore(Pairs pairs, Cells cells, int[] plan, double[] before, double[] after)
    {
        var sums = new double[pairs.Stores.Length, 8];
        for (var c = 0; c < cells.Count; c++)
        {
            var (store, pair) = (cells.Store[c], cells.Pair[c]);
            if (pair >= 0 && cells.Period[c] == 0)
            {
                sums[store, 0] += pairs.Amount[pair];
                sums[store, 1] += pairs.TotalSold(pair);
            }
            sums[store, 2] += cells.Current[c];
            sums[store, 3] += plan[c];
            sums[store, 4] += before[c];
            sums[store, 5] += after[c];
            sums[store, 6] += before[c] * cells.Price[c];
            sums[store, 7] += after[c] * cells.Price[c];
        }
        return [.. Enumerable.Range(0, pairs.Stores.Length).Select(s => new Totals
        {
            Amount = sums[s, 0], Sold = sums[s, 1], Supplied = sums[s, 2], Planned = sums[s, 3],
            Before = sums[s, 4], After = sums[s, 5], RevenueBefore = sums[s, 6], RevenueAfter = sums[s, 7],
        })];
    }

    public static Totals Sum(IEnumerable<Totals> parts) => parts.Aggregate(new Totals(), (a, b) => new()
    {
        Amount = a.Amount + b.Amount,
        Sold = a.Sold + b.Sold,
        Supplied = a.Supplied + b.Supplied,
        Planned = a.Planned + b.Planned,
        Before = a.Before + b.Before,
        After = a.After + b.After,
        RevenueBefore = a.RevenueBefore + b.RevenueBefore,
        RevenueAfter = a.RevenueAfter + b.RevenueAfter,
    });

    /// <summary>A rate weighted over clusters by their sales, as the source has it; the ratio of sums where nothing was sold.</summary>
    public static double Weighted(IReadOnlyList<Totals> clusters, Func<Totals, double> rate)
    {
        var amount = clusters.Sum(c => Math.Max(0, c.Amount));
        return amount > 0 ? clusters.Sum(c => Math.Max(0, c.Amount) * rate(c)) / amount : rate(Sum(clusters));
    }

    public static Totals[] ByCluster(SellThroughResult result)
    {
        var stores = Enumerable.Range(0, result.Pairs.Stores.Length).ToLookup(s => result.Pairs.ClusterOf[s], s => result.ByStore[s]);
        return [.. Enumerable.Range(0, result.Pairs.Clusters.Length).Select(c => Sum(stores[c]))];
    }

    /// <summary>The old heuristic's figure of all, weighted over clusters by their sales.</summary>
    public static double PotentialRate(SellThroughResult result)
    {
        var clusters = ByCluster(result);
        var amount = clusters.Sum(c => Math.Max(0, c.Amount));
        return clusters.Select((c, i) => (amount > 0 ? Math.Max(0, c.Amount) / amount : 1.0 / clusters.Length) * result.Derived.Potential[i].Optimised).Sum();
    }

    /// <summary>Products that each store carries under a plan.</summary>
    public static int[] Carried(Pairs pairs, Cells cells, int[] units)
    {
        var (carried, times) = (new int[pairs.Stores.Length], cells.Periods);
        for (var c = 0; c < cells.Count; c += times)
            if (units.AsSpan(c, times).ContainsAnyExcept(0)) carried[cells.Store[c]]++;
        return carried;
    }

    /// <summary>The old heuristic's figure of a cluster.</summary>
    public static PotentialEstimate Potential(Pairs pairs, int cluster, GapLine[] gaps, StoreLine[] stores)
    {
        var (sold, supplied, prices, priced) = (0.0, 0.0, 0.0, 0);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            if (pairs.ClusterOf[pairs.Store[pair]] != cluster) continue;
            var units = pairs.TotalSold(pair);
            sold += units;
            supplied += pairs.TotalArrived(pair);
            if (units <= 0 || pairs.Amount[pair] <= 0) continue;
            prices += pairs.Amount[pair] / units;
            priced++;
        }
        var shares = Enum.GetValues<ProductRole>().Select(r => gaps.First(g => g.Cluster == cluster && g.Dimension == "role" && g.Segment == r.ToString().ToUpperInvariant()).Actual / 100).ToArray();
        return PotentialEstimate.Of(cluster, supplied > 0 ? sold / supplied : 0, shares, priced > 0 ? prices / priced : 0, [.. stores.Where(s => pairs.ClusterOf[s.Store] == cluster)]);
    }
}
