using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>How many itemsets there are, estimated without finding them.</summary>
/// <param name="Itemsets">The estimate; unbiased. Infinite where there are more than a number of this kind can hold (1e308).</param>
/// <param name="StandardError">Its standard error, from the spread of the probes; infinite with the estimate.</param>
public sealed record ItemsetEstimate(double Itemsets, double StandardError)
{
    private const int Pilots = 8, Probes = 60_000;

    /// <summary>
    /// Knuth's random probing of the search tree (Estimating the efficiency of backtrack programs, 1975), stratified by the rarest item: a few probes of each tell where the spread is,
    /// the rest go there in proportion (Neyman). The same seed gives the same estimate for any number of threads.
    /// </summary>
    internal static ItemsetEstimate Of(BasketSet baskets, int minCount, int maxSize, int threads, CancellationToken ct)
    {
        var run = new MiningRun(new MiningOptions(minCount, MaxSize: maxSize, MaxItemsets: MiningOptions.MostMaxItemsets) { Unlimited = true }, ct);
        var top = RowLevel.Of(baskets, minCount);
        var pilots = Strata(run, top, threads, 1, _ => Pilots);
        if (pilots.Any(p => double.IsInfinity(p.Mean))) return new(double.PositiveInfinity, double.PositiveInfinity);
        var spread = pilots.Sum(p => p.Deviation);
        // what the pilots know exactly or nearly needs no more
        var main = Strata(run, top, threads, 2, i => spread > 0 ? Math.Max(2, (int)Math.Ceiling(Probes * pilots[i].Deviation / spread)) : 2);
        return new(main.Sum(m => m.Mean), Math.Sqrt(main.Sum(m => m.Deviation * m.Deviation / m.Count)));
    }

    private static (double Mean, double Deviation, int Count)[] Strata(MiningRun run, RowLevel top, int threads, long stage, Func<int, int> probes)
    {
        var strata = new (double, double, int)[top.Count];
        var next = -1;
        Workers.Run(Math.Max(1, Math.Min(threads, top.Count)), _ =>
        {
            var search = new RowSearch(run, top, new TallyOutput(run));
            for (int rank; (rank = Interlocked.Increment(ref next)) < top.Count;)
            {
                var estimates = new double[probes(rank)];
                search.Probe(rank, estimates, RandomStream.Of(0, stage, rank));
                var mean = estimates.Average();
                strata[rank] = (mean, Math.Sqrt(estimates.Sum(e => (e - mean) * (e - mean)) / (estimates.Length - 1)), estimates.Length);
            }
        });
        return strata;
    }

    /// <summary>Only how many.</summary>
    private sealed class TallyOutput(MiningRun run) : ItemsetOutput(run)
    {
        protected override void Family(ItemPath path, int support) { }

        protected override void Whole(ItemPath path, int support) { }
    }
}
