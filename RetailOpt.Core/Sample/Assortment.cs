using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Sample;

/// <summary>A top seller of its cluster that a store lacks.</summary>
internal readonly record struct Gap(int Store, int Product);

/// <summary>Which store carries which product, and the share of the product's demand that falls to it.</summary>
internal sealed class Assortment
{
    /// <summary>By store and product.</summary>
    public required bool[][] Carries { get; init; }
    /// <summary>Share of the chain's demand for the product, by store and product; over the carrying stores it adds up to 1. Where a store does not carry it: what it would have beside them.</summary>
    public required double[][] Share { get; init; }
    public required IReadOnlyList<Gap> Gaps { get; init; }

    public static Assortment Make(World world, Demand demand)
    {
        var pull = Pulls(world);
        var worth = world.Products.Select((p, i) => p.ListCents * demand.Curves[i].Sold(0)).ToArray();
        var top = Enumerable.Range(0, StoreMaker.Clusters).Select(c => TopSellers(world, pull, worth, c)).ToArray();
        var carries = world.Stores.Select((s, i) => CarriedBy(world, i, s, top[s.Cluster])).ToArray();
        var gaps = PlantGaps(world, top);
        foreach (var gap in gaps) carries[gap.Store][gap.Product] = false;
        return new Assortment { Carries = carries, Share = Shares(pull, carries), Gaps = gaps };
    }

    private static double[][] Pulls(World world) => [.. world.Stores.Select((store, s) =>
    {
        var stream = RandomStream.Of(world.Seed, Streams.Assortment, s);
        return world.Products.Select(p => store.Pull[p.Category] * stream.LogNormal(.2)).ToArray();
    })];

    /// <summary>The leading tenth of each subcategory in a cluster, at least one product; the best sellers of all first.</summary>
    private static int[] TopSellers(World world, double[][] pull, double[] worth, int cluster)
    {
        var stores = Enumerable.Range(0, world.Stores.Length).Where(s => world.Stores[s].Cluster == cluster).ToArray();
        double Sales(int product) => worth[product] * stores.Sum(s => pull[s][product]);
        return [.. Enumerable.Range(0, world.Products.Length).GroupBy(p => world.Products[p].Shelf)
            .SelectMany(shelf => shelf.OrderByDescending(Sales).Take((shelf.Count() + 9) / 10)).OrderByDescending(Sales)];
    }

    /// <summary>A store carries all top sellers, most of the rest, and the smaller it is the fewer slow products.</summary>
    private static bool[] CarriedBy(World world, int index, Store store, int[] top)
    {
        var stream = RandomStream.Of(world.Seed, Streams.Assortment, index, 1);
        var byPopularity = world.Products.Select(p => p.Popularity).Order().ToArray();
        var slow = byPopularity[(int)(byPopularity.Length * Math.Clamp(.35 - .2 * store.Size, .02, .3))];
        return [.. world.Products.Select((p, i) => (stream.Next() > (p.Popularity < slow ? .7 : .08)) || top.Contains(i))];
    }

    /// <summary>Gaps are among the better half of the top sellers. At most a fifth of a cluster's stores (one in a small cluster) lack the same product, so that their peers still prove that it sells.</summary>
    private static List<Gap> PlantGaps(World world, int[][] top)
    {
        var gaps = new List<Gap>();
        var clusterSize = world.Stores.CountBy(s => s.Cluster).ToDictionary();
        var planted = new Dictionary<(int Cluster, int Product), int>();
        for (var s = 0; s < world.Stores.Length; s++)
        {
            var cluster = world.Stores[s].Cluster;
            var candidates = top[cluster][..((top[cluster].Length + 1) / 2)];
            RandomStream.Of(world.Seed, Streams.Gaps, s).Shuffle(candidates.AsSpan());
            foreach (var product in candidates.Where(p => planted.GetValueOrDefault((cluster, p)) < Math.Max(1, clusterSize[cluster] / 5)).Take(world.Options.Gaps).ToArray())
            {
                planted[(cluster, product)] = planted.GetValueOrDefault((cluster, product)) + 1;
                gaps.Add(new Gap(s, product));
            }
        }
        return gaps;
    }

    private static double[][] Shares(double[][] pull, bool[][] carries)
    {
        var products = pull[0].Length;
        var carried = new double[products];
        for (var s = 0; s < pull.Length; s++)
            for (var p = 0; p < products; p++)
                if (carries[s][p]) carried[p] += pull[s][p];
        return [.. pull.Select(row => row.Select((w, p) => carried[p] > 0 ? w / carried[p] : 0).ToArray())];
    }
}
