using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>The items of each store with what it sold of them in ten-thousandths, of cells at or above the least sales; items ascend.</summary>
internal sealed class StoreItems
{
    private readonly (int Item, long Amount)[][] _byStore;

    public StoreItems(SalesCells cells, long least)
    {
        var lists = Array.ConvertAll(cells.Stores, _ => new List<(int, long)>());
        foreach (var sales in cells.Sales)
            for (var entry = 0; entry < sales.Items.Length; entry++)
                for (var cell = sales.Starts[entry]; cell < sales.Starts[entry + 1]; cell++)
                    if (sales.Amounts[cell] >= least) lists[sales.Stores[sales.Sellers[cell]]].Add((sales.Items[entry], sales.Amounts[cell]));
        _byStore = Array.ConvertAll(lists, l => l.ToArray());
    }

    public ReadOnlySpan<(int Item, long Amount)> this[int store] => _byStore[store];

    public int Stores => _byStore.Length;

    /// <summary>What the store sold of the item, or null where it does not carry it.</summary>
    public long? Sold(int store, int item)
    {
        var (row, low, high) = (_byStore[store], 0, _byStore[store].Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (row[middle].Item == item) return row[middle].Amount;
            if (row[middle].Item < item) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /// <summary>Items that any store carries, those that most stores carry first, then those that sell most.</summary>
    public int[] ByPopularity()
    {
        var sums = new Dictionary<int, (int Stores, long Sales)>();
        foreach (var row in _byStore)
            foreach (var (item, amount) in row)
            {
                var sum = sums.GetValueOrDefault(item);
                sums[item] = (sum.Stores + 1, sum.Sales + amount);
            }
        return [.. sums.OrderByDescending(s => s.Value.Stores).ThenByDescending(s => s.Value.Sales).ThenBy(s => s.Key).Select(s => s.Key)];
    }
}
