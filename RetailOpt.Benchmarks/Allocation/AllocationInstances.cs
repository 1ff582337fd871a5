using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Benchmarks.Allocation;

/// <summary>Made chains: stores of differing size, products of differing pull, demand that the baseline follows with errors, room that binds in half of the stores.</summary>
internal static class AllocationInstances
{
    /// <param name="stores">Stores.</param>
    /// <param name="products">Products.</param>
    /// <param name="density">Share of the products that a store carries.</param>
    /// <param name="change">Limit on changes as a share; infinite lets each cell go from nothing to three times its demand.</param>
    /// <param name="seed">Seed.</param>
    public static AllocationProblem Make(int stores, int products, double density, double change, int seed)
    {
        var random = new Random(seed);
        double[] size = Pull(random, stores, .4), pull = Pull(random, products, .8), price = Pull(random, products, .5);
        List<int> store = [], product = [], current = [], least = [], most = [];
        List<double> mean = [], dispersion = [], worth = [];
        var (supply, used) = (new int[products], new int[stores]);
        for (var p = 0; p < products; p++)
            for (var s = 0; s < stores; s++)
            {
                if (random.NextDouble() >= density) continue;
                var demand = 3 * size[s] * pull[p] * Math.Exp(.3 * Normal(random));
                var units = (int)Math.Max(1, Math.Round(1.2 * demand * Math.Exp(.4 * Normal(random))));
                var (low, high) = double.IsInfinity(change) ? (0, (int)Math.Max(units, 3 * demand + 3)) : ChangeLimit.Of(units, change, false, int.MaxValue);
                store.Add(s);
                product.Add(p);
                current.Add(units);
                least.Add(low);
                most.Add(high);
                mean.Add(demand);
                dispersion.Add(p % 3 == 0 ? 0 : .3);
                worth.Add(.7 + .3 * price[p]);
                supply[p] += units;
                used[s] += units;
            }
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
            Pool = [.. product],
            Pools = [.. supply.Select(u => new SupplyPool(u))],
            Capacity = [.. used.Select(u => (int)(u * (.98 + .08 * random.NextDouble())))],
        };
    }

    /// <summary>Roles and price bands that cross, each with a most above the chain's share and a least below it by some width, in every store.</summary>
    public static AllocationProblem WithMix(this AllocationProblem problem, int seed, double width)
    {
        var random = new Random(seed);
        int[] role = [.. Enumerable.Range(0, problem.Products).Select(_ => random.Next(4))], band = [.. Enumerable.Range(0, problem.Products).Select(_ => random.Next(4))];
        return problem with { Mixes = [Rule("role", role), Rule("band", band)] };

        MixRule Rule(string name, int[] classOf)
        {
            int[] classes = [.. problem.Product.Select(p => classOf[p])];
            var total = (double)problem.Current.Sum();
            var shares = Enumerable.Range(0, 4).Select(k => classes.Index().Where(c => c.Item == k).Sum(c => problem.Current[c.Index]) / total).ToArray();
            return new(name, problem.Stores, problem.Store, classes, [.. shares.Select((share, k) => new ShareLimit(k, Math.Max(0, share - width), share + width))]);
        }
    }

    /// <summary>The same over several periods: each has its own demand around that of one, and arrivals that follow the baseline.</summary>
    public static AllocationProblem Over(this AllocationProblem one, int periods, int seed)
    {
        var random = new Random(seed);
        T[] Each<T>(T[] values) => [.. values.SelectMany(v => Enumerable.Repeat(v, periods))];
        int[] current = [.. Each(one.Current).Select(u => (int)Math.Round(u * (.7 + .6 * random.NextDouble())))], pools = new int[one.Products * periods], used = new int[one.Stores];
        int[] pool = [.. current.Select((_, c) => one.Product[c / periods] * periods + c % periods)];
        for (var c = 0; c < current.Length; c++)
        {
            pools[pool[c]] += current[c];
            used[one.Store[c / periods]] += current[c];
        }
        return one with
        {
            Periods = periods,
            Store = Each(one.Store),
            Product = Each(one.Product),
            Period = [.. current.Select((_, c) => c % periods)],
            Current = current,
            Least = [.. current.Select(u => ChangeLimit.Of(u, .3, false, int.MaxValue).Least)],
            Most = [.. current.Select(u => ChangeLimit.Of(u, .3, false, int.MaxValue).Most)],
            Mean = [.. Each(one.Mean).Select(m => m * (.7 + .6 * random.NextDouble()))],
            Dispersion = Each(one.Dispersion),
            WorthSold = Each(one.WorthSold),
            Pool = pool,
            Pools = [.. pools.Select(u => new SupplyPool(u))],
            Capacity = [.. used.Select(u => (int)(1.05 * u / periods))],
        };
    }

    /// <summary>Slots for nine in ten of the products that a store may carry, two units or more to be shown (three of every fifth product), three categories of ten.</summary>
    public static AllocationProblem WithBreadth(this AllocationProblem problem)
    {
        var carried = new int[problem.Stores];
        foreach (var store in problem.Store) carried[store]++;
        return problem with
        {
            Slots = [.. carried.Select(c => (int)(.9 * c))],
            Presentation = [.. problem.Product.Select(p => p % 5 == 0 ? 3 : 2)],
            Category = [.. Enumerable.Range(0, problem.Products).Select(p => p % 10)],
            LeastCategories = 3,
        };
    }

    private static double[] Pull(Random random, int count, double sigma) => [.. Enumerable.Range(0, count).Select(_ => Math.Exp(sigma * Normal(random)))];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
