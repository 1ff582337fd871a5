namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>What is known before something is recommended: the baskets that may be seen, by account and by item.</summary>
internal sealed class History
{
    private const int MostNeighbours = 100;
    private const double Shrinkage = 10;
    private readonly Lazy<(int[] Items, float[] Cosines)[]> _alike, _near;
    private readonly Lazy<int[][]> _daysOf;
    private readonly Lazy<double[]> _values;
    private readonly Func<int, bool>? _seen;
    private readonly int[] _days, _last;
    private readonly Dictionary<int, int[]> _newest = [];
    private readonly History _mined;

    /// <summary>Of the baskets that may be seen; all of them where nothing is said.</summary>
    public History(Purchases purchases, Func<int, bool>? seen = null)
    {
        (Purchases, _seen, _mined) = (purchases, seen, this);
        var baskets = Enumerable.Range(0, purchases.Count).Where(b => seen?.Invoke(b) != false).ToArray();
        Support = new int[purchases.Items.Count];
        BySegment = [.. purchases.Segments.Names.Select(_ => new int[purchases.Items.Count])];
        SegmentBaskets = new int[purchases.Segments.Names.Count];
        Baskets = baskets.Length;
        var bought = purchases.Accounts.Select(_ => new List<int>()).ToArray();
        _last = [.. purchases.Accounts.Select(_ => -1)];
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
            _last[account] = b; // baskets are in the order of time
        }
        Bought = Array.ConvertAll(bought, items => items.Distinct().Order().ToArray());
        _days = Array.ConvertAll(baskets, b => purchases.Days[b]);
        _alike = new(() => MakeNeighbours(baskets, 0));
        _near = new(() => MakeNeighbours(baskets, Shrinkage));
        _daysOf = new(() => DaysOf(baskets));
        _values = new(() => Values(baskets));
    }

    public Purchases Purchases { get; }
    public int Baskets { get; }

    /// <summary>Baskets with each item, of everybody and of each segment.</summary>
    public int[] Support { get; }
    public int[][] BySegment { get; }
    public int[] SegmentBaskets { get; }

    /// <summary>Different items that each account bought, ascending.</summary>
    public int[][] Bought { get; }

    /// <summary>Items of the last basket of an account, ascending; none where it has no basket.</summary>
    public ReadOnlySpan<int> LastBasket(int account) => _newest.TryGetValue(account, out var newest) ? newest : _last[account] < 0 ? [] : Purchases.Basket(_last[account]);

    /// <summary>Mean net value of the baskets with an item, in the currency.</summary>
    public double BasketValue(int item) => _values.Value[item];

    /// <summary>The rule from one item to another, counted over everybody's baskets but those that came later.</summary>
    public ItemRule Pair(int item, int then) => new([item], then, Both(item, then), _mined.Support[item], _mined.Support[then], _mined.Baskets);

    /// <summary>The rule to an item from nothing: the share of everybody's baskets that hold it, but of those that came later.</summary>
    public ItemRule FromNothing(int then) => new([], then, _mined.Support[then], _mined.Baskets, _mined.Support[then], _mined.Baskets);

    private int Both(int item, int other)
    {
        var (one, two) = (Purchases.BasketsWith(item), Purchases.BasketsWith(other));
        var both = 0;
        for (int i = 0, j = 0; i < one.Count && j < two.Count;)
        {
            if (one[i] == two[j] && _seen?.Invoke(one[i]) != false) both++;
            if (one[i] < two[j]) i++;
            else if (one[i] > two[j]) j++;
            else (i, j) = (i + 1, j + 1);
        }
        return both;
    }

    /// <summary>For each item the items most alike by item-item cosine, best first, with their cosines.</summary>
    public (int[] Items, float[] Cosines)[] Alike => _alike.Value;

    /// <summary>The same by n_ij / (sqrt(n_i n_j) + 10): a few baskets that rare items share by chance make them no neighbours.</summary>
    public (int[] Items, float[] Cosines)[] Near => _near.Value;

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

    private double[] Values(int[] baskets)
    {
        var sums = new double[Purchases.Items.Count];
        foreach (var b in baskets)
        {
            var value = Purchases.NetOf(b) / Purchases.Minor;
            foreach (var item in Purchases.Basket(b)) sums[item] += value;
        }
        var counts = Support;
        return [.. sums.Select((s, i) => counts[i] == 0 ? 0 : s / counts[i])];
    }

    private History(History before, IReadOnlyList<NewBasket> baskets)
    {
        (Purchases, Baskets, BySegment, SegmentBaskets, _last, _alike, _near, _daysOf, _values, _seen, _days, _mined) =
            (before.Purchases, before.Baskets + baskets.Count, before.BySegment, before.SegmentBaskets, before._last, before._alike, before._near, before._daysOf, before._values, before._seen, before._days, before._mined);
        (Bought, Support, _newest) = ([.. before.Bought], [.. before.Support], new(before._newest));
        foreach (var basket in baskets)
        {
            Bought[basket.Account] = [.. Bought[basket.Account].Union(basket.Items).Order()];
            _newest[basket.Account] = basket.Items;
            foreach (var item in basket.Items) Support[item]++;
        }
    }

    /// <summary>The same with baskets that came later: what accounts bought, their last baskets and the counts of items move; likeness, trend and values stay.</summary>
    public History With(IReadOnlyList<NewBasket> baskets) => new(this, baskets);

    private (int[], float[])[] MakeNeighbours(int[] baskets, double shrinkage)
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
            var cosines = touched.Select(other => (Item: other, Cosine: (float)(counts[other] / (Math.Sqrt((double)Support[item] * Support[other]) + shrinkage))))
                .OrderByDescending(x => x.Cosine).ThenBy(x => x.Item).Take(MostNeighbours).ToArray();
            neighbours[item] = (Array.ConvertAll(cosines, c => c.Item), Array.ConvertAll(cosines, c => c.Cosine));
            foreach (var other in touched) counts[other] = 0;
            touched.Clear();
        }
        return neighbours;
    }
}
