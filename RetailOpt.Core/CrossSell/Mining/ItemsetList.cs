namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>Itemsets in memory, in the order in which they are found.</summary>
public sealed class ItemsetList : IItemsetSink
{
    private const int Shift = 14, Block = 1 << Shift;
    private readonly List<ItemsetChunk> _blocks = [];

    internal ItemsetList() { }

    /// <summary>How many.</summary>
    public int Count => _blocks.Count == 0 ? 0 : ((_blocks.Count - 1) << Shift) + _blocks[^1].Count;

    /// <summary>Whether there are longer ones than <see cref="MiningOptions.MaxSize"/>, which are not listed.</summary>
    public bool SizeCapHit { get; internal set; }

    /// <summary>The ranks of an itemset, ascending.</summary>
    public ReadOnlySpan<int> this[int index] => _blocks[index >> Shift].Itemset(index & (Block - 1));

    /// <summary>Baskets with the itemset.</summary>
    public int Support(int index) => _blocks[index >> Shift].Support(index & (Block - 1));

    /// <inheritdoc/>
    void IItemsetSink.Take(ItemsetChunk chunk)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            if (_blocks.Count == 0 || _blocks[^1].Count == Block) _blocks.Add(new ItemsetChunk(Block, 4 * Block));
            var ranks = chunk.Itemset(i);
            ranks.CopyTo(_blocks[^1].Add(ranks.Length, chunk.Support(i)));
        }
    }
}
