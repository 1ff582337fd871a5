using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation.Periods;

/// <summary>The cells, pools and limits of one period as a problem of their own.</summary>
internal sealed class PeriodPart
{
    private readonly AllocationProblem _whole;
    private readonly int _period;
    private readonly int[] _pools;

    public PeriodPart(AllocationProblem whole, int period)
    {
        (_whole, _period) = (whole, period);
        Cells = [.. Enumerable.Range(0, whole.Cells).Where(c => whole.PeriodOf(c) == period)];
        _pools = [.. Cells.Select(c => whole.Pool[c]).Distinct().Order()];
        Problem = new()
        {
            Stores = whole.Stores,
            Products = whole.Products,
            Store = Of(whole.Store),
            Product = Of(whole.Product),
            Current = Of(whole.Current),
            Least = Of(whole.Least),
            Most = Of(whole.Most),
            Mean = Of(whole.Mean),
            Dispersion = Of(whole.Dispersion),
            WorthSold = Of(whole.WorthSold),
            Pool = [.. Cells.Select(c => Array.BinarySearch(_pools, whole.Pool[c]))],
            Pools = [.. _pools.Select(p => whole.Pools[p])],
            Capacity = whole.Capacity,
            Slots = whole.Slots,
            Category = whole.Category,
            LeastCategories = whole.LeastCategories,
            Presentation = Of(whole.Presentation),
            Pack = Of(whole.Pack),
            Mixes = [.. whole.Mixes.Select(m => m with { Group = Of(m.Group), Class = Of(m.Class) })],
        };
    }

    /// <summary>Cells of the whole problem, in order.</summary>
    public int[] Cells { get; }

    public AllocationProblem Problem { get; }

    /// <summary>Puts the prices of this period where they belong in the whole.</summary>
    public void Take(Search search, NetworkPrices prices, MixRows mix, double[] slot, double[] unit)
    {
        for (var i = 0; i < _pools.Length; i++) prices.Pool[_pools[i]] = search.Prices.Pool[i];
        for (var store = 0; store < _whole.Stores; store++)
        {
            prices.Site[store * _whole.Periods + _period] = search.Prices.Site[store];
            slot[store * _whole.Periods + _period] = search.SlotPrices[store];
        }
        var units = search.UnitPrices();
        for (var i = 0; i < Cells.Length; i++) unit[Cells[i]] = units[i];
        for (var rule = 0; rule < _whole.Mixes.Length; rule++)
            foreach (var group in Problem.Mixes[rule].Group.Where(g => g >= 0).Distinct())
                foreach (var (_, at) in mix.Of(rule, group)) mix.Price[rule][at] = search.Mix.Price[rule][at];
    }

    private T[] Of<T>(T[] values) => values.Length == 0 ? [] : [.. Cells.Select(c => values[c])];
}
