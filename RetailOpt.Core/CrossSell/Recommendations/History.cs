namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>What is known before something is recommended: the baskets that may be seen, by account and by item.</summary>
internal sealed class History
{
    private const int MostNeighbours = 100;
    private readonly Lazy<(int[] Items, float[] Cosines)[]> _neighbours;
    private readonly Lazy<int[][]> _daysOf;
    private readonly int[] _days;

    /// <summary>Of the baskets that may be seen; all of them where nothing is said.</summary>
    public History(Purchases purchases, Func<int, bool>? seen = null)
    {
        Purchases = purchases;
        var baskets = Enumerable.Range(0, purchases.Count).Where(b => seen?.Invoke(b) != false).ToArray();
        Support = new int[purchases.Items.Count];
        BySegment = [.. purchases.Segments.Names.Select(_ => new int[purchases.Items.Count])];
        SegmentBaskets = new int[purchases.Segments.Names.Count];
        Baskets = baskets.Length;
        var bought = purchases.Accounts.Select(_ => new List<int>()).ToArray();
        Last = [.. purchases.Accounts.Select(_ => -1)];
        foreach (var b in baskets)
        {
            var (account, segment) = (purchases.AccountOf[b], purchases.SegmentOf(b));
            if (segment >= 0) SegmentBaskets[segment]++;
            foreach (var item in purchases.Basket(b))
            {
                Support[item]++;
                if (segment >= 0) BySegment[segment][item]++;
            }
            if (account < 0) continue;
            bought[account].AddRange(purchases.Basket(b));
            Last[account] = b; // baskets are in the order of time
        }
        Bought = Array.ConvertAll(bought, items => items.Distinct().Order().ToArray());
        _days = Array.ConvertAll(baskets, b => purchases.Days[b]);
        _neighbours = new(() => MakeNeighbours(baskets));
        _daysOf = new(() => DaysOf(baskets));
    }

    public Purchases Purchases { get; }
    public int Baskets { get; }

    /// <summary>Baskets with each item, of everybody and of each segment.</summary>
    public int[] Support { get; }
    public int[][] BySegment { get; }
    public int[] SegmentBaskets { get; }

    /// <summary>Different items that each account bought, ascending.</summary>
    public int[][] Bought { get; }

    /// <summary>The last basket of each account, -1 where it has none.</summary>
    public int[] Last { get; }

    /// <summary>For each item the items most alike by item-item cosine, best first, with their cosines.</summary>
    public (int[] Items, float[] Cosines)[] Neighbours => _neighbours.Value;

    /// <summary>Baskets with an item from a day on and before another.</summary>
    public int Between(int item, int from, int before) => Between(_daysOf.Value[item], from, before);

    /// <summary>Baskets from a day on and before another.</summary>
    public int BasketsBetween(int from, int before) => Between(_days, from, before);

    private static int Between(int[] ascending, int from, int before) => Below(ascending, before) - Below(ascending, from);

    private static int Below(int[] ascending, int day)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < day) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private int[][] DaysOf(int[] baskets)
    {
        var days = Array.ConvertAll(Support, n => new List<int>(n));
        foreach (var b in baskets)
            foreach (var item in Purchases.Basket(b)) days[item].Add(Purchases.Days[b]);
        return Array.ConvertAll(days, d => d.ToArray());
    }

    private History(History before, int[][] bought, int[] support)
    {
        (Purchases, Baskets, BySegment, SegmentBaskets, Last, _neighbours, _daysOf, _days) =
            (before.Purchases, before.Baskets + 1, before.BySegment, before.SegmentBaskets, before.Last, before._neighbours, before._daysOf, before._days);
        (Bought, Support) = (bought, support);
    }

    /// <summary>The same with a basket more.</summary>
    public History With(int account, IReadOnlyList<int> items)
    {
        var (bought, support) = ((int[][])Bought.Clone(), (int[])Support.Clone());
        bought[account] = [.. bought[account].Concat(items).Distinct().Order()];
        foreach (var item in items.Distinct()) support[item]++;
        return new(this, bought, support);
    }

    private (int[], float[])[] MakeNeighbours(int[] baskets)
    {
        var counts = new int[Purchases.Items.Count];
        var touched = new List<int>();
        var seen = new bool[Purchases.Count];
        foreach (var b in baskets) seen[b] = true;
        var neighbours = new (int[], float[])[counts.Length];
        for (var item = 0; item < counts.Length; item++)
        {
            foreach (var basket in Purchases.BasketsWith(item))
            {
                if (!seen[basket]) continue;
                foreach (var other in Purchases.Basket(basket))
                    if (other != item && counts[other]++ == 0) touched.Add(other);
            }
            var cosines = touched.Select(other => (Item: other, Cosine: (float)(counts[other] / Math.Sqrt((double)Support[item] * Support[other]))))
                .OrderByDescending(x => x.Cosine).ThenBy(x => x.Item).Take(MostNeighbours).ToArray();
            neighbours[item] = (Array.ConvertAll(cosines, c => c.Item), Array.ConvertAll(cosines, c => c.Cosine));
            foreach (var other in touched) counts[other] = 0;
            touched.Clear();
        }
        return neighbours;
    }
}
