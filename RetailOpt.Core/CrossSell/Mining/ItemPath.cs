namespace RetailOpt.Core.CrossSell.Mining;

/// <summary>
/// Where a search stands: the items chosen, and their perfect extensions: items that are in every basket of the chosen ones.
/// The chosen items with any of the perfect ones have the same support, so they need no search of their own.
/// </summary>
internal sealed class ItemPath(int items)
{
    private readonly int[] _chosen = new int[items], _perfect = new int[items];

    public int Size { get; private set; }
    public int Perfect { get; private set; }
    public ReadOnlySpan<int> Chosen => _chosen.AsSpan(0, Size);
    public ReadOnlySpan<int> PerfectItems => _perfect.AsSpan(0, Perfect);

    public void Push(int rank) => _chosen[Size++] = rank;

    public void AddPerfect(int rank) => _perfect[Perfect++] = rank;

    /// <summary>Takes the last chosen item back, and the perfect ones found since.</summary>
    public void Pop(int perfect) => (Size, Perfect) = (Size - 1, perfect);
}
