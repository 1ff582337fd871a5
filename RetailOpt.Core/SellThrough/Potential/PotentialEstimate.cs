using RetailOpt.Core.SellThrough.Derive;

namespace RetailOpt.Core.SellThrough.Potential;

/// <summary>
/// The old pipeline's "optimised" rate of a cluster: its baseline times four fixed factors, capped. No plan stands behind it; it is shown so that a
/// user of that pipeline finds the figure again.
/// </summary>
/// <param name="Cluster">Cluster.</param>
/// <param name="Baseline">Observed sell-through rate.</param>
/// <param name="Role">1.135 over the mix of role multipliers.</param>
/// <param name="Price">1.1 where the mean unit price is above 70.</param>
/// <param name="Capacity">By how full the racks are.</param>
/// <param name="Mix">By how near fashion and basic are to a half each.</param>
internal sealed record PotentialEstimate(int Cluster, double Baseline, double Role, double Price, double Capacity, double Mix)
{
    private static readonly double[] Multipliers = [1.15, 1.25, .90, 1.40];

    /// <summary>The rate before the caps.</summary>
    public double Uncapped => Baseline * Role * Price * Capacity * Mix;

    /// <summary>At most .92, 1.15 times the baseline and .08 above it; never below the baseline.</summary>
    public double Optimised => Math.Max(Baseline, Math.Min(Uncapped, Math.Min(.92, Math.Min(1.15 * Baseline, Baseline + .08))));

    /// <param name="cluster">Cluster.</param>
    /// <param name="baseline">Its observed rate.</param>
    /// <param name="roleShares">Shares of CORE, SEASONAL, FILLER and CLEARANCE among its products.</param>
    /// <param name="meanPrice">Its mean unit price.</param>
    /// <param name="stores">Its stores.</param>
    public static PotentialEstimate Of(int cluster, double baseline, IReadOnlyList<double> roleShares, double meanPrice, IReadOnlyList<StoreLine> stores)
    {
        var racks = stores.Average(s => s.RackCapacity);
        var used = racks > 0 ? stores.Average(s => s.Products) / racks : 0;
        var fashion = stores.Average(s => s.FashionRatio);
        return new(cluster, baseline, 1.135 / Math.Max(roleShares.Zip(Multipliers, (s, m) => s * m).Sum(), .1), meanPrice > 70 ? 1.1 : 1,
            used < .4 ? 1.2 : used > .8 ? .95 : 1.05, fashion is >= 40 and <= 60 ? 1.1 : 1.05);
    }
}
