namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Puts the parts of a search that several threads do in their order. What comes before its turn is held, up to a limit; beyond it a thread waits,
/// except the one whose part is next, so that there always is one that goes on.
/// </summary>
internal sealed class OrderedItemsets(IItemsetSink sink)
{
    /// <summary>Ranks held for later, 64 MiB.</summary>
    private const long MostHeld = 1 << 24;

    private readonly object _gate = new();
    private readonly Dictionary<int, List<ItemsetChunk>> _held = [];
    private readonly HashSet<int> _done = [];
    private long _heldRanks;
    private int _next;
    private bool _ended;

    /// <summary>Takes what a part has found so far, and whether that is all of it. Parts are numbered from 0.</summary>
    /// <exception cref="SearchEndedException">Another thread has ended the search.</exception>
    public void Take(int part, ItemsetChunk chunk, bool last)
    {
        lock (_gate)
        {
            while (part != _next && _heldRanks > MostHeld && !_ended) Monitor.Wait(_gate);
            if (_ended) throw new SearchEndedException();
            if (part == _next) sink.Take(chunk);
            else if (chunk.Count > 0) Hold(part, chunk.Copy());
            if (!last) return;
            _done.Add(part);
            while (_done.Remove(_next)) Release(++_next);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Lets nobody wait any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Hold(int part, ItemsetChunk chunk)
    {
        if (!_held.TryGetValue(part, out var chunks)) _held[part] = chunks = [];
        chunks.Add(chunk);
        _heldRanks += chunk.Ranks;
    }

    private void Release(int part)
    {
        if (!_held.Remove(part, out var chunks)) return;
        foreach (var chunk in chunks)
        {
            sink.Take(chunk);
            _heldRanks -= chunk.Ranks;
        }
    }
}
