using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Limits;

/// <summary>Builds what the optimiser solves: cells, supply and every limit that is switched on.</summary>
internal sealed class ProblemBuilder(Pairs pairs, Cells cells, ProductLine[] products, StoreLine[] stores, SellThroughOptions options)
{
    public AllocationProblem Build(Objective objective)
    {
        var pool = Array.ConvertAll(Enumerable.Range(0, cells.Count).ToArray(), PoolOf);
        var supply = new long[(options.Scope == SupplyScope.Chain ? pairs.Products.Length : pairs.Products.Length * pairs.Clusters.Length) * cells.Periods];
        for (var c = 0; c < cells.Count; c++) supply[pool[c]] += cells.Current[c];
        var (least, most) = (new int[cells.Count], new int[cells.Count]);
        for (var c = 0; c < cells.Count; c++)
            (least[c], most[c]) = ChangeLimit.Of(cells.Current[c], options.ChangeLimit ?? double.PositiveInfinity, options.OpenCells, (int)Math.Min(supply[pool[c]], int.MaxValue));
        return new()
        {
            Stores = pairs.Stores.Length,
            Products = pairs.Products.Length,
            Store = cells.Store,
            Product = cells.Product,
            Periods = cells.Periods,
            Period = cells.Periods == 1 ? [] : cells.Period,
            Current = cells.Current,
            Least = least,
            Most = most,
            Mean = cells.Mean,
            Dispersion = [.. Enumerable.Range(0, cells.Count).Select(cells.Spread)],
            WorthSold = [.. cells.Price.Select(p => objective.PerSold + objective.PerMoney * p)],
            WorthUnit = objective.PerUnit == 0 ? [] : [.. Enumerable.Repeat(objective.PerUnit, cells.Count)],
            WorthKept = options.MoveCost,
            Pool = pool,
            Pools = [.. supply.Select(u => new SupplyPool(checked((int)u), (int)Math.Floor(options.Holdback * u)))],
            Capacity = options.UnitsLimit ? Capacities() : [],
            Slots = options.Slots is { } share ? [.. stores.Select(s => (int)Math.Min(int.MaxValue, Math.Floor(share * s.RackCapacity + 1e-9)))] : [],
            Category = options.MinCategories > 0 ? pairs.CategoryOf : [],
            LeastCategories = options.MinCategories,
            Presentation = options.MinPresentation > 1 ? [.. Enumerable.Repeat(options.MinPresentation, cells.Count)] : [],
            Pack = options.PackSize > 1 ? [.. Enumerable.Repeat(options.PackSize, cells.Count)] : [],
            Mixes = options.RoleMix == MixScope.None ? [] : [RoleMix()],
        };
    }

    private int PoolOf(int cell) => (options.Scope == SupplyScope.Chain ? cells.Product[cell] : cells.Product[cell] * pairs.Clusters.Length + pairs.ClusterOf[cells.Store[cell]]) * cells.Periods + cells.Period[cell];

    /// <summary>The capacity that is given; else the most units that the store has been sent in a period.</summary>
    private int[] Capacities()
    {
        var held = new long[pairs.Stores.Length * cells.Periods];
        for (var c = 0; c < cells.Count; c++) held[cells.Store[c] * cells.Periods + cells.Period[c]] += cells.Current[c];
        return [.. stores.Select(s => (int)Math.Min(int.MaxValue, s.UnitsCapacity is { } given ? Math.Floor(given) : held.AsSpan(s.Store * cells.Periods, cells.Periods).ToArray().Max()))];
    }

    private MixRule RoleMix()
    {
        var byStore = options.RoleMix == MixScope.Store;
        ShareLimit[] limits =
        [
            new((int)ProductRole.Core, options.CoreMin, options.RoleMax), new((int)ProductRole.Seasonal, options.SeasonalMin, options.RoleMax),
            new((int)ProductRole.Filler, options.FillerMin, Math.Min(options.RoleMax, options.FillerMax)), new((int)ProductRole.Clearance, 0, options.RoleMax),
        ];
        return new("role", (byStore ? pairs.Stores.Length : pairs.Clusters.Length) * cells.Periods, [.. cells.Store.Select((s, c) => (byStore ? s : pairs.ClusterOf[s]) * cells.Periods + cells.Period[c])],
            [.. cells.Product.Select(p => (int)products[p].Role)], limits);
    }
}
