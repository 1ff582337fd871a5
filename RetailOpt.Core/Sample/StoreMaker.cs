using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Sample;

/// <summary>Deals stores over four clusters that differ in what they sell and in how much.</summary>
internal static class StoreMaker
{
    public const int Clusters = 4;
    public static readonly string[] ClusterNames = ["City centre", "Suburb", "Country town", "Retail park"];

    private static readonly double[] ShareOfStores = [.30, .25, .25, .20];
    private static readonly double[] SizeOf = [.65, 1.1, .85, 1.6];

    /// <summary>How much more a cluster buys of each category (in the catalogue's order) than the chain does.</summary>
    private static readonly double[][] Mix =
    [
        [.90, .85, 1.40, .70, .75, 1.00, 1.60, 1.50, 1.80, .60, .50, 1.10],
        [.95, 1.25, 1.00, 1.05, 1.20, 1.60, 1.00, .80, .85, 1.55, 1.30, .80],
        [1.60, 1.30, 1.10, 1.60, 1.05, .90, .75, .80, .90, .70, .85, .80],
        [.60, .70, .70, .80, 1.10, .90, 1.10, 1.60, .70, 1.25, 1.70, 1.60],
    ];

    private static readonly string[] Cities =
        ["Elmbridge", "Stonewick", "Fernhill", "Kingsmere", "Oakhaven", "Riverton", "Westbrook", "Holmdale", "Larkfield", "Marlow Bay"];

    private static readonly string[] Regions = ["North", "East", "South", "West"];

    private static readonly string[][] Places =
    [
        ["High Street", "Station Square", "Old Town", "Theatre Row"], ["Park Road", "Garden Way", "Orchard Avenue", "Meadow Lane"],
        ["Market Place", "Church Lane", "Mill Street", "Bridge Street"], ["Gateway", "Ring Road", "Northern Retail Park", "Airport Road"],
    ];

    public static Store[] Make(SampleOptions options, ulong seed)
    {
        var order = Enumerable.Range(0, options.Stores).ToArray();
        RandomStream.Of(seed, Streams.StoreOrder).Shuffle(order.AsSpan());
        var stores = new Store[options.Stores];
        var seen = new int[Clusters];
        for (var i = 0; i < options.Stores; i++)
        {
            var cluster = ClusterAt((i + .5) / options.Stores);
            stores[order[i]] = Of(seed, order[i], cluster, seen[cluster]++);
        }
        return stores;
    }

    private static Store Of(ulong seed, int index, int cluster, int within)
    {
        var stream = RandomStream.Of(seed, Streams.Store, index);
        var size = SizeOf[cluster] * stream.LogNormal(.16);
        var pull = Mix[cluster].Select(m => m * size * stream.LogNormal(.1)).ToArray();
        var city = (within * 3 + cluster) % Cities.Length;
        var place = Places[cluster][within / Cities.Length % Places[cluster].Length];
        var number = within / (Cities.Length * Places[cluster].Length);
        return new Store($"S{index + 1:D3}", $"{Cities[city]} {place}{(number > 0 ? $" {number + 1}" : "")}", Cities[city], Regions[city % Regions.Length],
            size < .8 ? "Express" : size < 1.3 ? "Supermarket" : "Superstore", cluster, size, (int)(size * 90) * 10, pull);
    }

    private static int ClusterAt(double quantile)
    {
        var cluster = 0;
        for (var upTo = ShareOfStores[0]; quantile > upTo && cluster < Clusters - 1; upTo += ShareOfStores[cluster]) cluster++;
        return cluster;
    }
}
