using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.World;

/// <summary>What a made market is like, beside its catalogue.</summary>
/// <param name="Weeks">Weeks of trade.</param>
/// <param name="Stores">Stores, at least one.</param>
/// <param name="Gaps">Leading products that each store lacks.</param>
/// <param name="Outage">Share of store-weeks in which a carried product is missing.</param>
/// <param name="Campaigns">Campaigns.</param>
/// <param name="FirstDay">First day.</param>
internal sealed record MarketPlan(int Weeks, int Stores, int Gaps, double Outage, int Campaigns, DateOnly FirstDay);

/// <summary>Draws stores, assortments, prices and campaigns around a catalogue.</summary>
internal static class MarketMaker
{
    /// <summary>Names of the clusters of stores.</summary>
    public static readonly string[] ClusterNames = ["City centre", "Suburb", "Country town", "Retail park"];
    private static readonly double[] ShareOfStores = [.30, .25, .25, .20], SizeOf = [.65, 1.1, .85, 1.6];
    private const long Stores = 1, Ranges = 2, GapsOf = 3, Drives = 4;
    private const double CarriedByCluster = .92, CarriedByStore = .93;

    /// <summary>Draws a market.</summary>
    public static Market Make(Catalogue catalogue, ModelSettings settings, MarketPlan plan, ulong seed)
    {
        var shops = Enumerable.Range(0, plan.Stores).Select(s => ShopOf(catalogue, plan, s, seed)).ToArray();
        return new(catalogue, settings, PriceBoard.Draw(catalogue, settings, plan.Weeks, seed), shops, new(seed, plan.Outage),
            [.. Enumerable.Range(0, plan.Campaigns).Select(c => DriveOf(catalogue, plan, c, seed))], plan.FirstDay, seed);
    }

    /// <summary>The leading products of each category, one in ten and at least one: every store carries them but for its planted gaps.</summary>
    public static IEnumerable<int> Leaders(Catalogue catalogue) =>
        catalogue.Categories.SelectMany(c => Enumerable.Range(c.From, c.To - c.From).OrderByDescending(i => catalogue.Items[i].Appeal).Take((c.To - c.From + 9) / 10));

    /// <summary>The planted gaps of a store: leaders that it lacks.</summary>
    public static int[] GapsAt(Catalogue catalogue, MarketPlan plan, int store, ulong seed)
    {
        // of a category with one product nothing would be left
        var leaders = Leaders(catalogue).Where(i => catalogue.Categories[catalogue.Attributes[i].Category] is var c && c.To - c.From > 1).ToArray();
        RandomStream.Of(seed, GapsOf, store).Shuffle(leaders.AsSpan());
        return [.. leaders.Take(plan.Gaps).Order()];
    }

    private static Shop ShopOf(Catalogue catalogue, MarketPlan plan, int store, ulong seed)
    {
        var cluster = ClusterOf((store + .5) / plan.Stores);
        var stream = RandomStream.Of(seed, Stores, store);
        var size = SizeOf[cluster] * stream.LogNormal(.16);
        var always = Leaders(catalogue).ToHashSet();
        var gaps = GapsAt(catalogue, plan, store, seed).ToHashSet();
        var carried = new bool[catalogue.Items.Count];
        for (var i = 0; i < carried.Length; i++)
            carried[i] = always.Contains(i) ? !gaps.Contains(i) : RandomStream.Of(seed, Ranges, cluster, i).Next() < CarriedByCluster && stream.Next() < CarriedByStore;
        return new($"S{store + 1:D3}", cluster, size, carried);
    }

    private static int ClusterOf(double quantile)
    {
        var cluster = 0;
        for (var upTo = ShareOfStores[0]; quantile > upTo && cluster < ShareOfStores.Length - 1; upTo += ShareOfStores[cluster]) cluster++;
        return cluster;
    }

    private static Drive DriveOf(Catalogue catalogue, MarketPlan plan, int campaign, ulong seed)
    {
        var stream = RandomStream.Of(seed, Drives, campaign);
        var from = stream.Below(plan.Weeks);
        string?[] segments = [null, "Premium", "Standard", "Basic"];
        return new($"K{campaign + 1:D2}", stream.Below(catalogue.Categories.Count), from, Math.Min(plan.Weeks - 1, from + 1 + stream.Below(3)), segments[stream.Below(4)], .05 * (2 + stream.Below(4)));
    }
}
