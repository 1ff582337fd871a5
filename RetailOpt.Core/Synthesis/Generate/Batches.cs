using System.Collections.Concurrent;
using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>
/// What customers buy, batch by batch, in the order of their numbers. Batches are made side by side, a few ahead of the one that is read:
/// memory depends on the size of a batch and the threads, never on the number of customers.
/// </summary>
internal sealed class Batches(Market market, int customers, int batchSize, int threads)
{
    private readonly ConcurrentBag<Shopper> _shoppers = [];

    /// <summary>Number of batches.</summary>
    public int Count => (int)(((long)customers + batchSize - 1) / batchSize);

    /// <summary>Makes the batches from one on; each holds the purchases of its customers, customer by customer in the order of time.</summary>
    public IEnumerable<IReadOnlyList<Purchase>> From(int first, CancellationToken ct)
    {
        var ahead = new Queue<Task<List<Purchase>>>();
        for (int next = first, read = first; read < Count; read++)
        {
            while (next < Count && ahead.Count < Math.Max(1, threads))
            {
                var batch = next++;
                ahead.Enqueue(Task.Run(() => Make(batch, ct), ct));
            }
            yield return ahead.Dequeue().GetAwaiter().GetResult();
        }
    }

    private List<Purchase> Make(int batch, CancellationToken ct)
    {
        var shopper = _shoppers.TryTake(out var kept) ? kept : new Shopper(market);
        var purchases = new List<Purchase>();
        var from = (long)batch * batchSize;
        for (var number = from; number < Math.Min(customers, from + batchSize); number++)
        {
            ct.ThrowIfCancellationRequested();
            shopper.Shop(Customer.Of(market, (int)number), purchases);
        }
        _shoppers.Add(shopper);
        return purchases;
    }
}
