using CsCheck;
using RetailOpt.Core.CrossSell.Mining;

namespace RetailOpt.Tests.Core.CrossSell;

/// <summary>Itemsets by definition: every subset of the items is counted in every basket.</summary>
internal static class ItemsetOracle
{
    /// <summary>Baskets of at most 10 items, some items in nearly all of them; a basket may be empty or repeat an item.</summary>
    public static readonly Gen<int[][]> Baskets =
        from items in Gen.Int[1, 10]
        from share in Gen.Double[.1, .95]
        from baskets in Gen.Select(Gen.Double[0, 1].Array[items], Gen.Int[0, 3]).Array[1, 90]
        select baskets.Select(b => b.Item1.SelectMany((d, i) => Enumerable.Repeat(i, d < share ? 1 : 0)).Concat(b.Item2 == 0 ? [0, 0] : []).ToArray()).ToArray();

    public static readonly Gen<ItemsetKind> Kinds = Gen.Enum<ItemsetKind>();

    public static BasketSet Of(IReadOnlyList<int[]> baskets)
    {
        int[] starts = [0, .. baskets.Select((_, i) => baskets.Take(i + 1).Sum(b => b.Length))];
        return BasketSet.Of(starts, baskets.SelectMany(b => b).ToArray(), 1 + baskets.SelectMany(b => b).Append(0).Max());
    }

    /// <summary>The wanted itemsets, written as ids in order and their count, in order of text.</summary>
    public static string[] Mine(int[][] baskets, MiningOptions options)
    {
        var masks = baskets.Select(b => b.Aggregate(0, (m, i) => m | 1 << i)).ToArray();
        var items = 1 + baskets.SelectMany(b => b).Append(0).Max();
        var supports = Enumerable.Range(0, 1 << items).Select(set => masks.Count(m => (m & set) == set)).ToArray();
        return [.. Enumerable.Range(1, (1 << items) - 1).Where(Wanted).Select(set => Text(Ids(set), supports[set])).Order(StringComparer.Ordinal)];

        bool Wanted(int set) => supports[set] >= options.MinCount && Ids(set).Count() <= options.MaxSize && options.Kind switch
        {
            ItemsetKind.Closed => Larger(set).All(l => supports[l] < supports[set]),
            ItemsetKind.Maximal => Larger(set).All(l => supports[l] < options.MinCount),
            _ => true,
        };

        IEnumerable<int> Ids(int set) => Enumerable.Range(0, items).Where(i => (set >> i & 1) == 1);
        IEnumerable<int> Larger(int set) => Enumerable.Range(0, items).Where(i => (set >> i & 1) == 0).Select(i => set | 1 << i);
    }

    /// <summary>A list in the same writing.</summary>
    public static string[] Text(BasketSet baskets, ItemsetList list) =>
        [.. InOrder(list).Select(s => Text(s.Ranks.Select(baskets.Id).Order(), s.Support)).Order(StringComparer.Ordinal)];

    /// <summary>A list as it comes.</summary>
    public static IEnumerable<(int[] Ranks, int Support)> InOrder(ItemsetList list) => Enumerable.Range(0, list.Count).Select(i => (list[i].ToArray(), list.Support(i)));

    private static string Text(IEnumerable<int> ids, int support) => $"{string.Join(' ', ids)}: {support}";
}
