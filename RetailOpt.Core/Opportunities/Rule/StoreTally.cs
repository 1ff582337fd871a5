using System.Buffers;

namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>Adds up what each store of a cluster misses, group by group: first each entry gets its worth, then the lists are walked in the order in which they lie.</summary>
internal sealed class StoreTally : IDisposable
{
    private readonly Shelf _shelf;
    private readonly StoreSum[] _worth;

    /// <summary>Of a cluster with so many stores.</summary>
    public StoreTally(Shelf shelf, int stores)
    {
        (_shelf, Stores) = (shelf, new StoreSum[stores]);
        var largest = 0;
        for (var g = 0; g < shelf.Groups; g++) largest = Math.Max(largest, shelf.EntryStarts[g + 1] - shelf.EntryStarts[g]);
        _worth = ArrayPool<StoreSum>.Shared.Rent(largest);
        _worth.AsSpan(0, largest).Clear();
    }

    /// <summary>By place in the cluster.</summary>
    public StoreSum[] Stores { get; }

    /// <summary>Sets what an entry of the group is to a store that misses it.</summary>
    public void Set(int group, int entry, StoreSum worth) => _worth[entry - _shelf.EntryStarts[group]] = worth;

    /// <summary>Adds the entries of the group that were set, and forgets them.</summary>
    public void Add(int group)
    {
        var (size, stores, everybody) = (_shelf.Size(group), Stores, new StoreSum());
        var worths = _worth.AsSpan(0, _shelf.EntryStarts[group + 1] - _shelf.EntryStarts[group]);
        for (var e = 0; e < worths.Length; e++)
        {
            var worth = worths[e];
            if (worth.Missing == 0) continue;
            worths[e] = default;
            var entry = _shelf.EntryStarts[group] + e;
            // where those who sell it are listed, everybody gets it and they give it back
            if (!_shelf.ListsMissing(entry, size)) (everybody, worth) = (everybody + worth, -worth);
            foreach (var store in _shelf.ListOf(entry)) stores[store] += worth;
        }
        foreach (var store in _shelf.MembersOf(group)) stores[store] += everybody;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<StoreSum>.Shared.Return(_worth);
}
