using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Limits;

/// <summary>
/// The choices of a plan: each pair of product and store that has supply or sales, and where cells may be opened those that the store's cluster
/// sells and the store lacks; by product, then store, then period.
/// </summary>
/// <param name="Pair">Pair of each cell, -1 where the store lacks the product.</param>
/// <param name="Store">Its store.</param>
/// <param name="Product">Its product.</param>
/// <param name="Period">Its period, from 0.</param>
/// <param name="Current">Its units now: what arrives in the period.</param>
/// <param name="Mean">Units wanted.</param>
/// <param name="Noise">Relative variance of demand itself.</param>
/// <param name="Doubt">Relative variance of the mean: its own and what its groups share.</param>
/// <param name="Own">Of that, what is its own.</param>
/// <param name="Lean">By how much the mean is wrong where that of its groups is wrong by 1.</param>
/// <param name="Ahead">Logarithm of its supply beside that of its groups.</param>
/// <param name="Price">Money of a unit sold, 0 where it is not known.</param>
internal sealed record Cells(int[] Pair, int[] Store, int[] Product, int[] Period, int[] Current, double[] Mean, double[] Noise, double[] Doubt, double[] Own, double[] Lean, double[] Ahead, double[] Price)
{
    /// <summary>Cells that may be opened at most: beyond it the choice must be narrowed.</summary>
    public const int MostOpened = 5_000_000;

    public int Count => Pair.Length;

    /// <summary>Number of periods.</summary>
    public int Periods => Count == 0 ? 1 : Period[^1] + 1;

    /// <summary>Relative variance of what will be wanted, beyond Poisson.</summary>
    public double Spread(int cell) => Noise[cell] + Doubt[cell];

    /// <exception cref="InputException">Too many cells would be opened, or too many units be supplied.</exception>
    public static Cells Of(SellThroughModel model, ProductLine[] products, PlanPeriods periods, Func<int, int, double> market, bool open)
    {
        var (pairs, demand) = (model.Pairs, model.Demand);
        var list = open ? Opened(pairs) : [.. Enumerable.Range(0, pairs.Count).Select(p => (pairs.Product[p], pairs.Store[p], p))];
        var (times, n) = (periods.Count, list.Count * periods.Count);
        var cells = new Cells(new int[n], new int[n], new int[n], new int[n], new int[n], new double[n], new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
        var (share, squared, last) = (new double[times], new double[times], -1);
        for (var i = 0; i < list.Count; i++)
        {
            var (product, store, pair) = list[i];
            if (product != last) periods.Shares(demand.SharesOf(last = product), t => market(product, t), share, squared);
            for (var period = 0; period < times; period++) cells.Set(i * times + period, model, list[i], period, periods, products[product].Facts.Price, share[period], squared[period]);
        }
        return cells;
    }

    private void Set(int c, SellThroughModel model, (int Product, int Store, int Pair) of, int period, PlanPeriods periods, double usualPrice, double share, double squared)
    {
        var (pairs, demand, pair) = (model.Pairs, model.Demand, of.Pair);
        (Product[c], Store[c], Pair[c], Period[c]) = (of.Product, of.Store, pair, period);
        var known = pair >= 0;
        var units = known ? periods.Arrived(pair, period) : 0;
        if (units > 1_000_000_000) throw new InputException(FormattableString.Invariant($"{pairs.Stores[of.Store]} is supplied with {units:N0} units of {pairs.Products[of.Product]}; at most 1,000,000,000 can be planned. Check the supply of that row."));
        Current[c] = (int)units;
        Mean[c] = share * (known ? demand.Mean[pair] : demand.Effects.Usual(of.Store, of.Product));
        Noise[c] = demand.NoiseAt(of.Product, Mean[c], squared);
        (Own[c], Lean[c], Ahead[c]) = known ? (demand.Own[pair], demand.Lean[pair], demand.Ahead[pair]) : (demand.Differences[pairs.CategoryOf[of.Product]] + demand.Aside, 1, 0);
        Doubt[c] = known ? demand.Doubt(pair) : Own[c] + demand.Effects.Doubt(of.Store, of.Product);
        var price = known && pairs.TotalSold(pair) is > 0 and var sold ? pairs.Amount[pair] / sold : usualPrice;
        Price[c] = price > 0 && double.IsFinite(price) ? price : 0;
    }

    private static List<(int Product, int Store, int Pair)> Opened(Pairs pairs)
    {
        var members = Enumerable.Range(0, pairs.Stores.Length).ToLookup(s => pairs.ClusterOf[s]);
        var list = new List<(int, int, int)>(pairs.Count);
        for (int from = 0, to; from < pairs.Count; from = to)
        {
            to = from;
            while (to < pairs.Count && pairs.Product[to] == pairs.Product[from]) to++;
            var there = Enumerable.Range(from, to - from).ToDictionary(p => pairs.Store[p]);
            var clusters = there.Keys.Select(s => pairs.ClusterOf[s]).Distinct();
            list.AddRange(clusters.SelectMany(c => members[c]).Order().Select(s => (pairs.Product[from], s, there.TryGetValue(s, out var pair) ? pair : -1)));
            if (list.Count - pairs.Count > MostOpened) throw new InputException(FormattableString.Invariant($"More than {MostOpened:N0} cells could be opened (open-cells). Choose fewer days or clusters with fewer stores, or switch it off."));
        }
        return list;
    }
}
