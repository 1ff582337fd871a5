namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>Lists itemsets, part by part of the search.</summary>
internal sealed class ListOutput(MiningRun run, OrderedItemsets ordered) : ItemsetOutput(run)
{
    /// <summary>Ranks after which a chunk is handed over.</summary>
    private const int Enough = 1 << 15;

    private readonly ItemsetChunk _chunk = new(1 << 12, Enough);
    private int[] _picked = new int[64];
    private int _part;

    public override void Begin(int part) => _part = part;

    public override void End() => Hand(last: true);

    protected override void Whole(ItemPath path, int support)
    {
        var ranks = _chunk.Add(path.Size + path.Perfect, support);
        path.Chosen.CopyTo(ranks);
        path.PerfectItems.CopyTo(ranks[path.Size..]);
        Added(ranks);
    }

    protected override void Family(ItemPath path, int support)
    {
        if (_picked.Length < path.Perfect) _picked = new int[path.Perfect];
        Subsets(path, support, 0, 0);
    }

    /// <summary>The chosen items with the perfect ones picked so far, and with any of the later ones.</summary>
    private void Subsets(ItemPath path, int support, int picked, int from)
    {
        var ranks = _chunk.Add(path.Size + picked, support);
        path.Chosen.CopyTo(ranks);
        _picked.AsSpan(0, picked).CopyTo(ranks[path.Size..]);
        Added(ranks);
        if (path.Size + picked == MaxSize) return;
        for (var i = from; i < path.Perfect; i++)
        {
            _picked[picked] = path.PerfectItems[i];
            Subsets(path, support, picked + 1, i + 1);
        }
    }

    private void Added(Span<int> ranks)
    {
        ItemsetChunk.Sort(ranks);
        if (_chunk.Ranks >= Enough) Hand(last: false);
    }

    private void Hand(bool last)
    {
        ordered.Take(_part, _chunk, last);
        _chunk.Clear();
    }
}
