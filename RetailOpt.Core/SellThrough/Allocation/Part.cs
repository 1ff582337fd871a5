namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Some cells of a problem as a problem of one period of their own: a period, or stores that share nothing with others. Stores and groups keep their numbers.</summary>
internal sealed class Part
{
    private readonly AllocationProblem _whole;
    private readonly int[] _pools;

    public Part(AllocationProblem whole, int[] cells)
    {
        (_whole, Cells) = (whole, cells);
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
            WorthUnit = Of(whole.WorthUnit),
            WorthKept = whole.WorthKept,
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

    /// <summary>Puts the plan of the part where it belongs in a plan of the whole.</summary>
    public void Take(int[] plan, int[] whole)
    {
        for (var i = 0; i < Cells.Length; i++) whole[Cells[i]] = plan[i];
    }

    /// <summary>Puts the prices of the part where they belong in those of the whole.</summary>
    public void Take(Prices part, Prices whole)
    {
        for (var i = 0; i < _pools.Length; i++) whole.Network.Pool[_pools[i]] = part.Network.Pool[i];
        for (var i = 0; i < Cells.Length; i++)
        {
            var (site, store) = (_whole.SiteOf(Cells[i]), _whole.Store[Cells[i]]);
            (whole.Network.Site[site], whole.Slot[site], whole.Category[site], whole.Unit[Cells[i]]) = (part.Network.Site[store], part.Slot[store], part.Category[store], part.Unit[i]);
        }
        for (var rule = 0; rule < _whole.Mixes.Length; rule++)
            foreach (var group in Problem.Mixes[rule].Group.Where(g => g >= 0).Distinct())
                foreach (var (_, at) in whole.Mix.Of(rule, group)) whole.Mix.Price[rule][at] = part.Mix.Price[rule][at];
    }

    private T[] Of<T>(T[] values) => values.Length == 0 ? [] : [.. Cells.Select(c => values[c])];
}
