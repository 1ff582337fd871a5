namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>How alike all items are to a few, by the neighbours of each; its memory is used again for the next few.</summary>
internal sealed class Likeness(int items)
{
    private readonly double[] _sums = new double[items], _most = new double[items];
    private readonly List<int> _touched = [];

    /// <summary>Items alike to at least one of the few.</summary>
    public IReadOnlyList<int> Items => _touched;

    /// <summary>Sum of an item's cosines with the few.</summary>
    public double Sum(int item) => _sums[item];

    /// <summary>The greatest of them.</summary>
    public double Most(int item) => _most[item];

    /// <summary>Looks at other items.</summary>
    /// <param name="neighbours">For each item its neighbours and how alike they are, above 0.</param>
    /// <param name="few">Different items.</param>
    public void To((int[] Items, float[] Cosines)[] neighbours, ReadOnlySpan<int> few)
    {
        foreach (var item in _touched) (_sums[item], _most[item]) = (0, 0);
        _touched.Clear();
        foreach (var item in few)
        {
            var (others, cosines) = neighbours[item];
            for (var n = 0; n < others.Length; n++)
            {
                var (other, cosine) = (others[n], (double)cosines[n]);
                if (_sums[other] == 0) _touched.Add(other);
                _sums[other] += cosine;
                _most[other] = Math.Max(_most[other], cosine);
            }
        }
    }
}
