namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>Pairs of basket and item, each once with its money, by basket and then item.</summary>
internal sealed class Cells
{
    public Cells(IReadOnlyList<ReadLine> lines, int[] rank, int[] itemOf, int baskets)
    {
        var keys = new long[lines.Count];
        var order = new int[lines.Count];
        for (var i = 0; i < keys.Length; i++) (keys[i], order[i]) = ((long)rank[lines[i].Basket] << 32 | (uint)itemOf[lines[i].Product], i);
        Array.Sort(keys, order);
        var (items, net, discount) = (new List<int>(keys.Length), new List<long>(keys.Length), new List<long>(keys.Length));
        Starts = new int[baskets + 1];
        for (var i = 0; i < keys.Length; i++)
        {
            var line = lines[order[i]];
            if (i == 0 || keys[i] != keys[i - 1])
            {
                items.Add((int)keys[i]);
                net.Add(0);
                discount.Add(0);
                Starts[(int)(keys[i] >> 32) + 1]++;
            }
            net[^1] += line.Net;
            discount[^1] += line.Discount;
        }
        for (var b = 0; b < baskets; b++) Starts[b + 1] += Starts[b];
        (Items, Net, Discount) = ([.. items], [.. net], [.. discount]);
    }

    public int[] Starts { get; private set; }
    public int[] Items { get; private set; }
    public long[] Net { get; private set; }
    public long[] Discount { get; private set; }

    public long NetOf(int basket)
    {
        var sum = 0L;
        for (var i = Starts[basket]; i < Starts[basket + 1]; i++) sum += Net[i];
        return sum;
    }

    /// <summary>Leaves baskets out.</summary>
    public void Drop(IReadOnlySet<int> baskets) => Keep((basket, _) => !baskets.Contains(basket), basket => !baskets.Contains(basket));

    /// <summary>Keeps of these baskets the items that most baskets hold, ties by item.</summary>
    public void Cap(IReadOnlySet<int> baskets, int most, int items)
    {
        var support = new int[items];
        foreach (var item in Items) support[item]++;
        var places = new int[items];
        var best = Enumerable.Range(0, items).OrderByDescending(i => support[i]).ThenBy(i => i).ToArray();
        for (var p = 0; p < best.Length; p++) places[best[p]] = p;
        var last = baskets.ToDictionary(b => b, b => Items[Starts[b]..Starts[b + 1]].Select(i => places[i]).Order().Take(most).Last());
        Keep((basket, item) => !last.TryGetValue(basket, out var limit) || places[item] <= limit, _ => true);
    }

    private void Keep(Func<int, int, bool> line, Func<int, bool> basket)
    {
        var starts = new List<int> { 0 };
        var kept = new List<int>();
        for (var b = 0; b < Starts.Length - 1; b++)
        {
            if (!basket(b)) continue;
            for (var i = Starts[b]; i < Starts[b + 1]; i++)
                if (line(b, Items[i])) kept.Add(i);
            starts.Add(kept.Count);
        }
        (Items, Net, Discount) = ([.. kept.Select(i => Items[i])], [.. kept.Select(i => Net[i])], [.. kept.Select(i => Discount[i])]);
        Starts = [.. starts];
    }
}
