namespace RetailOpt.Core.CrossSell.MarketBasket;

/// <summary>In how many transactions items are together: by the lists of each item's transactions, the shortest first.</summary>
internal sealed class SetCounts
{
    private readonly int[][] _lists;

    public SetCounts(Transactions transactions, int items)
    {
        var lists = transactions.Supports(items).Select(n => new List<int>(n)).ToArray();
        for (var t = 0; t < transactions.Count; t++)
            foreach (var item in transactions[t]) lists[item].Add(t);
        _lists = Array.ConvertAll(lists, l => l.ToArray());
    }

    /// <summary>Transactions with all of some items.</summary>
    public int Of(int[] items)
    {
        var lists = items.Select(i => _lists[i]).OrderBy(l => l.Length).ToArray();
        return lists[0].Count(t => lists.Skip(1).All(l => Array.BinarySearch(l, t) >= 0));
    }
}
