namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>How many itemsets there are.</summary>
/// <param name="BySize">Itemsets of each size that occurs.</param>
/// <param name="SizeCapHit">Whether there are longer ones than <see cref="MiningOptions.MaxSize"/>, which are not counted.</param>
public sealed record ItemsetCounts(IReadOnlyDictionary<int, long> BySize, bool SizeCapHit)
{
    /// <summary>All of them.</summary>
    public long Total => BySize.Values.Sum();
}

/// <summary>
/// Frequent itemsets of baskets: all, closed or maximal. Depth first, the rarest item of an itemset first; items in every basket of a set are told apart (perfect extensions),
/// so that what they multiply is counted without being searched. The empty itemset is not one. No result depends on the number of threads.
/// </summary>
public static class ItemsetMiner
{
    /// <summary>Counts without listing.</summary>
    /// <exception cref="TooManyItemsetsException">There are more than may be.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ItemsetCounts Count(BasketSet baskets, MiningOptions options, int threads, CancellationToken ct)
    {
        options.Check();
        return TryCount(baskets, options, threads, ct) ?? throw TooManyItemsetsException.Of(baskets, options, threads, ct);
    }

    /// <summary>Counts without listing; null where there are more than may be.</summary>
    internal static ItemsetCounts? TryCount(BasketSet baskets, MiningOptions options, int threads, CancellationToken ct)
    {
        var run = new MiningRun(options, ct);
        if (Search(baskets, run, threads, () => new CountOutput(run)) is not { } outputs) return null;
        var bySize = new SortedDictionary<int, long>();
        foreach (var output in outputs) output.AddTo(bySize);
        return new ItemsetCounts(bySize, run.SizeCapHit);
    }

    /// <summary>Lists in memory.</summary>
    /// <exception cref="TooManyItemsetsException">There are more than may be.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ItemsetList List(BasketSet baskets, MiningOptions options, int threads, CancellationToken ct)
    {
        var list = new ItemsetList();
        list.SizeCapHit = Stream(baskets, options, list, threads, ct);
        return list;
    }

    /// <summary>Hands the itemsets to a sink as they are found. What the sink has when it is told that there are too many is a part of them. Returns whether there are longer ones than may be.</summary>
    /// <exception cref="TooManyItemsetsException">There are more than may be.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static bool Stream(BasketSet baskets, MiningOptions options, IItemsetSink sink, int threads, CancellationToken ct)
    {
        options.Check();
        var run = new MiningRun(options, ct);
        var ordered = new OrderedItemsets(sink);
        if (Search(baskets, run, threads, () => new ListOutput(run, ordered), ordered.End) is null) throw TooManyItemsetsException.Of(baskets, options, threads, ct);
        return run.SizeCapHit;
    }

    /// <summary>What each thread has put out; null where there is more than may be.</summary>
    private static TOutput[]? Search<TOutput>(BasketSet baskets, MiningRun run, int threads, Func<TOutput> open, Action? end = null) where TOutput : ItemsetOutput
    {
        var top = RowLevel.Of(baskets, run.Options.MinCount);
        var next = -1;
        var outputs = new TOutput[Math.Max(1, Math.Min(threads, top.Count))];
        try { Workers.Run(outputs.Length, Work); }
        catch (SearchEndedException) when (run.TooMany) { return null; }
        return outputs;

        void Work(int thread)
        {
            try { outputs[thread] = WorkOn(new RowSearch(run, top, outputs[thread] = open()), outputs[thread]); }
            catch
            {
                run.End();
                end?.Invoke();
                throw;
            }
        }

        TOutput WorkOn(RowSearch search, TOutput output)
        {
            for (int rank; (rank = Interlocked.Increment(ref next)) < top.Count;)
            {
                output.Begin(rank);
                search.SearchFrom(rank);
                output.End();
            }
            output.Flush();
            return output;
        }
    }
}
