using CsCheck;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Tests.Core.SellThrough.Allocation;

/// <summary>What breaks the network, each kind alone or several together.</summary>
[Flags]
public enum Kinds
{
    None = 0,
    Mix = 1,
    Slots = 2,
    Presentation = 4,
    Pack = 8,
    Categories = 16,
    All = 31,
}

/// <summary>Small allocation problems.</summary>
internal static class AllocationGen
{
    /// <summary>Supply and capacities alone: few stores and products, not every product in every store, bounds that bind, sometimes more than can be kept.</summary>
    public static Gen<AllocationProblem> Core(int stores, int products) =>
        Gen.Select(Gen.Int[1, stores], Gen.Int[1, products], Gen.Int[0, int.MaxValue - 1]).Select((s, p, seed) => Make(s, p, new Random(seed)));

    public static Gen<AllocationProblem> With(Kinds kinds, int stores, int products) =>
        Gen.Select(Core(stores, products), Gen.Int[0, int.MaxValue - 1]).Select((problem, seed) => Add(problem, kinds, new Random(seed)));

    public static AllocationProblem Add(AllocationProblem problem, Kinds kinds, Random random)
    {
        if (kinds.HasFlag(Kinds.Mix)) problem = problem with { Mixes = [Rule(problem, "role", problem.Stores, problem.Store, random), Rule(problem, "band", 2, [.. problem.Store.Select(s => s % 2)], random)] };
        if (kinds.HasFlag(Kinds.Slots)) problem = problem with { Slots = [.. Enumerable.Range(0, problem.Stores).Select(_ => random.Next(1, problem.Products + 1))] };
        if (kinds.HasFlag(Kinds.Presentation)) problem = problem with { Presentation = [.. problem.Store.Select(_ => random.Next(4))] };
        if (kinds.HasFlag(Kinds.Categories)) problem = problem with { Category = [.. Enumerable.Range(0, problem.Products).Select(_ => random.Next(3))], LeastCategories = random.Next(1, 4) };
        int[] pack = [.. Enumerable.Range(0, problem.Products).Select(_ => random.Next(1, 3))];
        return kinds.HasFlag(Kinds.Pack) ? problem with { Pack = [.. problem.Product.Select(p => pack[p])] } : problem;
    }

    /// <summary>A problem of one period over several, each with its own demand, baseline and arrivals; every cell may move by a unit.</summary>
    public static AllocationProblem Over(int periods, AllocationProblem one, Random random)
    {
        int[] current = [.. Enumerable.Range(0, one.Cells * periods).Select(_ => random.Next(3))], pools = new int[one.Products * periods];
        int[] pool = [.. current.Select((_, c) => one.Product[c / periods] * periods + c % periods)];
        for (var c = 0; c < current.Length; c++) pools[pool[c]] += current[c];
        return one with
        {
            Periods = periods,
            Store = Each(one.Store),
            Product = Each(one.Product),
            Period = [.. current.Select((_, c) => c % periods)],
            Current = current,
            Least = [.. current.Select(u => Math.Max(0, u - 1))],
            Most = [.. current.Select(u => u + 1)],
            Mean = [.. current.Select(_ => 3 * random.NextDouble())],
            Dispersion = Each(one.Dispersion),
            WorthSold = random.Next(2) == 0 ? Each(one.WorthSold) : [.. current.Select(_ => .5 + random.NextDouble())],
            WorthUnit = Each(one.WorthUnit),
            Presentation = Each(one.Presentation),
            Pack = Each(one.Pack),
            Mixes = [.. one.Mixes.Select(m => m with { Groups = m.Groups * periods, Group = [.. Each(m.Group).Select((g, c) => g < 0 ? -1 : g * periods + c % periods)], Class = Each(m.Class) })],
            Pool = pool,
            Pools = [.. pools.Select(u => new SupplyPool(u, random.Next(3) == 0 ? random.Next(u + 1) : 0))],
        };

        T[] Each<T>(T[] values) => [.. values.SelectMany(v => Enumerable.Repeat(v, periods))];
    }

    /// <summary>Two problems as one whose stores share no supply.</summary>
    public static AllocationProblem Beside(AllocationProblem a, AllocationProblem b)
    {
        int[] order = [.. Enumerable.Range(0, a.Cells + b.Cells).OrderBy(c => (c < a.Cells ? a.Product[c] : b.Product[c - a.Cells], c))];
        T[] Both<T>(T[] x, T[] y) => [.. order.Select(c => c < a.Cells ? x[c] : y[c - a.Cells])];
        return a with
        {
            Stores = a.Stores + b.Stores,
            Store = Both(a.Store, [.. b.Store.Select(s => s + a.Stores)]),
            Product = Both(a.Product, b.Product),
            Current = Both(a.Current, b.Current),
            Least = Both(a.Least, b.Least),
            Most = Both(a.Most, b.Most),
            Mean = Both(a.Mean, b.Mean),
            Dispersion = Both(a.Dispersion, b.Dispersion),
            WorthSold = Both(a.WorthSold, b.WorthSold),
            WorthUnit = Both(a.WorthUnit, b.WorthUnit),
            Pool = Both(a.Pool, [.. b.Pool.Select(p => p + a.Pools.Length)]),
            Pools = [.. a.Pools, .. b.Pools],
            Capacity = [.. Rooms(a), .. Rooms(b)],
        };

        static int[] Rooms(AllocationProblem p) => p.Capacity.Length == 0 ? [.. Enumerable.Repeat(int.MaxValue, p.Stores)] : p.Capacity;
    }

    private static MixRule Rule(AllocationProblem problem, string name, int groups, int[] group, Random random)
    {
        int[] of = [.. Enumerable.Range(0, problem.Products).Select(_ => random.Next(3))];
        return new(name, groups, [.. group.Select(g => random.Next(12) == 0 ? -1 : g)], [.. problem.Product.Select(p => of[p])], [new(0, 0, .3 + .7 * random.NextDouble()), new(1, .3 * random.NextDouble(), 1)]);
    }

    public static AllocationProblem Make(int stores, int products, Random random)
    {
        List<int> store = [], product = [], current = [], least = [], most = [];
        List<double> mean = [], dispersion = [], worth = [], unit = [];
        var (poisson, plain) = (random.Next(2) == 0, random.Next(2) == 0);
        for (var p = 0; p < products; p++)
            for (var s = 0; s < stores; s++)
            {
                if (random.Next(6) == 0) continue;
                store.Add(s);
                product.Add(p);
                current.Add(random.Next(5));
                var (low, high) = ChangeLimit.Of(current[^1], random.Next(3) == 0 ? 2 : .3, random.Next(2) == 0, 4);
                least.Add(low);
                most.Add(high);
                mean.Add(random.Next(8) == 0 ? 0 : 4 * random.NextDouble());
                dispersion.Add(poisson ? 0 : 2 * random.NextDouble());
                worth.Add(plain ? 1 : .5 + random.NextDouble());
                unit.Add(plain ? 0 : random.NextDouble() - .5);
            }
        var pools = new int[products];
        for (var c = 0; c < store.Count; c++) pools[product[c]] += current[c];
        var used = new int[stores];
        for (var c = 0; c < store.Count; c++) used[store[c]] += current[c];
        return new()
        {
            Stores = stores,
            Products = products,
            Store = [.. store],
            Product = [.. product],
            Current = [.. current],
            Least = [.. least],
            Most = [.. most],
            Mean = [.. mean],
            Dispersion = [.. dispersion],
            WorthSold = [.. worth],
            WorthUnit = [.. unit],
            Pool = [.. product],
            Pools = [.. pools.Select(u => new SupplyPool(u + (random.Next(4) == 0 ? random.Next(3) : 0), random.Next(3) == 0 ? random.Next(u + 1) : 0))],
            Capacity = random.Next(4) == 0 ? [] : [.. used.Select(u => random.Next(4) == 0 ? int.MaxValue : Math.Max(0, u + random.Next(-1, 3)))],
        };
    }
}
