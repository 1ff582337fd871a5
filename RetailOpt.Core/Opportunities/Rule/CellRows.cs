namespace RetailOpt.Core.Opportunities.Rule;

/// <summary>The rows of a cluster as they come, in blocks, so that growing copies little.</summary>
internal sealed class CellRows
{
    private const int Block = 1 << 16, FirstBlock = 256;
    private readonly List<Row[]> _blocks = [];
    private int _used = Block, _count;

    private readonly record struct Row(int Place, int Item, long Amount);

    /// <summary>Adds what the store at a place of the cluster sold of an item.</summary>
    public void Add(int place, int item, long amount)
    {
        if (_used == Block)
        {
            // most clusters of a small shop hold few rows
            _blocks.Add(new Row[_blocks.Count == 0 ? FirstBlock : Block]);
            _used = 0;
        }
        else if (_used == _blocks[^1].Length)
        {
            var grown = new Row[4 * _used];
            _blocks[^1].CopyTo(grown, 0);
            _blocks[^1] = grown;
        }
        _blocks[^1][_used++] = new(place, item, amount);
        _count++;
    }

    /// <summary>The rows by item, then store, those of one cell summed; nothing is left here.</summary>
    /// <param name="members">The cluster's stores.</param>
    /// <param name="itemRank">Place of each item in the order of items.</param>
    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public ClusterSales TakeSorted(int[] members, int[] itemRank)
    {
        // two stable counting sorts, the lesser key first
        var byStore = ByStore(members.Length, itemRank);
        _blocks.Clear();
        var at = new int[itemRank.Length + 1];
        foreach (ref readonly var row in byStore.AsSpan()) at[row.Item + 1]++;
        for (var i = 0; i < itemRank.Length; i++) at[i + 1] += at[i];
        var sorted = new Row[byStore.Length];
        foreach (ref readonly var row in byStore.AsSpan()) sorted[at[row.Item]++] = row;
        return Summed(members, sorted);
    }

    private Row[] ByStore(int stores, int[] itemRank)
    {
        var at = new int[stores + 1];
        for (var b = 0; b < _blocks.Count; b++)
            foreach (ref readonly var row in Part(b)) at[row.Place + 1]++;
        for (var i = 0; i < stores; i++) at[i + 1] += at[i];
        var byStore = new Row[_count];
        for (var b = 0; b < _blocks.Count; b++)
            foreach (ref readonly var row in Part(b)) byStore[at[row.Place]++] = new(row.Place, itemRank[row.Item], row.Amount);
        return byStore;
    }

    private ReadOnlySpan<Row> Part(int block) => _blocks[block].AsSpan(0, block == _blocks.Count - 1 ? _used : Block);

    private static ClusterSales Summed(int[] members, Row[] rows)
    {
        int[] items = new int[rows.Length], starts = new int[rows.Length + 1], sellers = new int[rows.Length];
        var amounts = new long[rows.Length];
        var (entries, cells) = (0, 0);
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            var newItem = i == 0 || rows[i - 1].Item != row.Item;
            if (!newItem && rows[i - 1].Place == row.Place)
            {
                amounts[cells - 1] = checked(amounts[cells - 1] + row.Amount);
                continue;
            }
            if (newItem) (items[entries], starts[entries++]) = (row.Item, cells);
            (sellers[cells], amounts[cells++]) = (row.Place, row.Amount);
        }
        starts[entries] = cells;
        return new(members, items[..entries], starts[..(entries + 1)], sellers[..cells], amounts[..cells]);
    }
}
