using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>What no plan of a network can exceed, by weak duality from any prices: each cell takes the units that pay at its price, pools and sites are paid for.</summary>
internal static class DualBound
{
    /// <summary>Rounding that a sum of terms of such a size may hide.</summary>
    private const double Rounding = 1e-14;

    public static double Of(CellNetwork network, NetworkPrices prices, int threads, CancellationToken cancel)
    {
        var (sums, sizes) = (new double[Chunks.Count(network.Cells)], new double[Chunks.Count(network.Cells)]);
        Chunks.For(network.Cells, threads, cancel, (chunk, from, to) =>
        {
            var sum = new Neumaier();
            for (var c = from; c < to; c++)
            {
                var worth = Most(network, c, prices.Pool[network.PoolOf[c]] + prices.Site[network.SiteOf[c]]);
                sum.Add(worth);
                sizes[chunk] += Math.Abs(worth);
            }
            sums[chunk] = sum.Value;
        });
        var (total, size) = (new Neumaier(), Neumaier.Sum(sizes));
        foreach (var sum in sums) total.Add(sum);
        for (var pool = 0; pool < prices.Pool.Length; pool++) Add(prices.Pool[pool] * (network.Pools[pool].Units - (prices.Pool[pool] < 0 ? network.Pools[pool].Holdback : 0)));
        for (var site = 0; site < prices.Site.Length; site++)
            if (prices.Site[site] > 0) Add(prices.Site[site] * network.Capacity[site]);
        return total.Value + Rounding * size;

        void Add(double term)
        {
            total.Add(term);
            size += Math.Abs(term);
        }
    }

    private static double Most(CellNetwork network, int cell, double price)
    {
        price += network.ChargeOf(cell);
        var gains = network.GainsOf(cell);
        var steps = network.Most[cell] - network.Least[cell];
        var worth = network.Ladders.Worth(cell, network.Least[cell]) - price * network.Least[cell];
        var k = 0;
        for (; k < gains.Length && k < steps && gains[k] > price; k++) worth += gains[k] - price;
        return k == gains.Length && k < steps ? worth + (steps - k) * Math.Max(0, network.TailOf(cell) - price) : worth;
    }
}
