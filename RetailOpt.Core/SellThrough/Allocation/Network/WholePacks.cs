namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>Rounds a plan to whole packs, pool by pool: each cell down, then what is left over to where a pack brings most, stores with room first.</summary>
internal static class WholePacks
{
    public static int[] Of(CellNetwork network, Levels levels, int[] plan, double[] unitPrice)
    {
        var (rounded, used) = ((int[])[.. plan], new long[network.Capacity.Length]);
        for (var c = 0; c < plan.Length; c++)
        {
            if (plan[c] > levels.From[c]) rounded[c] -= (plan[c] - levels.From[c]) % levels.Step(c);
            used[network.SiteOf[c]] += rounded[c];
        }
        for (var pool = 0; pool < network.Pools.Length; pool++)
        {
            var left = 0L;
            foreach (var c in network.OfPool(pool)) left += plan[c] - rounded[c];
            while (left > 0 && Best(pool) is var best && best >= 0)
            {
                rounded[best] += levels.Step(best);
                used[network.SiteOf[best]] += levels.Step(best);
                left -= levels.Step(best);
            }

            int Best(int pool)
            {
                var (cell, score) = (-1, (Room: false, Gain: double.NegativeInfinity));
                foreach (var c in network.OfPool(pool))
                {
                    var step = levels.Step(c);
                    if (step > left || rounded[c] + step > network.Most[c]) continue;
                    var candidate = (used[network.SiteOf[c]] + step <= network.Capacity[network.SiteOf[c]], (network.Ladders.Worth(c, rounded[c] + step) - network.Ladders.Worth(c, rounded[c])) / step - unitPrice[c]);
                    if (candidate.CompareTo(score) > 0) (cell, score) = (c, candidate);
                }
                return cell;
            }
        }
        return rounded;
    }
}
