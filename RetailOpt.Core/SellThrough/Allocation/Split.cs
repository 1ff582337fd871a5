using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation.Exact;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Solves stores that share no pool and no group with others (clusters that keep their supply) apart from them, in parallel.</summary>
internal static class Split
{
    /// <param name="problem">A problem of one period.</param>
    /// <param name="ladders">Worth of its units.</param>
    /// <param name="slackPrice">Cost of a unit beyond a limit.</param>
    /// <param name="gap">Gap that is enough.</param>
    /// <param name="exact">Time for CBC where the search leaves more open.</param>
    /// <param name="work">Threads and progress.</param>
    /// <param name="stop">True once what is known is enough.</param>
    /// <param name="cancel">Ends it at once.</param>
    public static Found Solve(AllocationProblem problem, Ladders ladders, double slackPrice, double gap, TimeSpan exact, IWork work, Func<bool> stop, CancellationToken cancel)
    {
        var clusters = Clusters(problem);
        if (clusters.Length <= 1) return Refinement.Of(problem, ladders, slackPrice, Search.Over(problem, ladders, slackPrice, gap, work, stop, cancel), exact, stop, cancel);
        var parts = Array.ConvertAll(clusters, cells => new Part(problem, cells));
        var found = new Found[parts.Length];
        var (quiet, done) = (new NoWork(), 0);
        Each(parts.Length, work.Threads, cancel, i =>
        {
            var part = ladders.Part(parts[i].Problem, parts[i].Cells);
            found[i] = Refinement.Of(parts[i].Problem, part, slackPrice, Search.Over(parts[i].Problem, part, slackPrice, gap, quiet, stop, cancel), exact, stop, cancel);
            lock (parts) work.Report((double)++done / parts.Length, "Clusters, each for itself");
        });
        var (plan, prices, bound) = (new int[problem.Cells], Prices.None(problem, slackPrice), 0.0);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i].Take(found[i].Plan, plan);
            parts[i].Take(found[i].Prices, prices);
            bound += found[i].Bound;
        }
        return new(plan, prices, bound + 1e-14 * found.Sum(f => Math.Abs(f.Bound)) + Empty(problem, slackPrice), found.All(f => f.Ended), found.Select(f => f.Trouble).FirstOrDefault(t => t is not null));
    }

    /// <summary>What pools without any cell cost: nobody can take their units.</summary>
    private static double Empty(AllocationProblem problem, double slackPrice)
    {
        var used = new bool[problem.Pools.Length];
        foreach (var pool in problem.Pool) used[pool] = true;
        return -slackPrice * problem.Pools.Where((_, i) => !used[i]).Sum(p => (double)p.Units - p.Holdback);
    }

    /// <summary>Cells of the stores that hang together by pools or groups, in order of their first store.</summary>
    private static int[][] Clusters(AllocationProblem problem)
    {
        var first = Enumerable.Range(0, problem.Stores).ToArray();
        Join(problem.Pool, problem.Pools.Length);
        foreach (var mix in problem.Mixes) Join(mix.Group, mix.Groups);
        return [.. Enumerable.Range(0, problem.Cells).GroupBy(c => Root(problem.Store[c])).OrderBy(g => g.Key).Select(g => g.ToArray())];

        void Join(int[] of, int count)
        {
            var store = new int[count];
            Array.Fill(store, -1);
            for (var c = 0; c < problem.Cells; c++)
            {
                if (of[c] < 0) continue;
                var (a, b) = (Root(store[of[c]] < 0 ? problem.Store[c] : store[of[c]]), Root(problem.Store[c]));
                (store[of[c]], first[Math.Max(a, b)]) = (Math.Min(a, b), Math.Min(a, b));
            }
        }

        int Root(int s)
        {
            while (first[s] != s) s = first[s] = first[first[s]];
            return s;
        }
    }

    private static void Each(int count, int threads, CancellationToken cancel, Action<int> body)
    {
        if (threads <= 1)
            for (var i = 0; i < count; i++) body(i);
        else Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, body);
    }
}
