using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Sample;

/// <summary>
/// What each store receives of each product every four weeks. It is drawn before anybody shops and no sale changes it: the buyer knows the planned
/// prices, orders too much, and misjudges each store in the same way all year. So some cells run out and others pile up.
/// </summary>
internal static class SupplyPlan
{
    public const int WeeksPerPeriod = 4;
    private const double Overbuying = 1.35, Misjudgement = .25, FirstDelivery = 2;

    public static int Periods(int weeks) => (weeks + WeeksPerPeriod - 1) / WeeksPerPeriod;

    /// <summary>Units received by a store, by product and period.</summary>
    public static int[][] OfStore(World world, Demand demand, PricePlan prices, Assortment assortment, int store)
    {
        var units = new int[world.Products.Length][];
        for (var p = 0; p < units.Length; p++)
            units[p] = assortment.Carries[store][p] ? OfCell(world, demand, prices, assortment.Share[store][p], store, p) : [];
        return units;
    }

    private static int[] OfCell(World world, Demand demand, PricePlan prices, double share, int store, int product)
    {
        var stream = RandomStream.Of(world.Seed, Streams.Supply, store, product);
        var factor = share * Overbuying * stream.LogNormal(Misjudgement);
        var units = new int[Periods(world.Options.Weeks)];
        var wanted = FirstDelivery;
        var received = 0;
        for (var week = 0; week < world.Options.Weeks; week++)
        {
            wanted += factor * demand.At(world.Products[product], product, week, prices.Markdown(product, week));
            if ((week + 1) % WeeksPerPeriod != 0 && week + 1 < world.Options.Weeks) continue;
            var arrives = (int)wanted - received;
            units[week / WeeksPerPeriod] = arrives;
            received += arrives;
        }
        return units;
    }
}
