using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>The campaigns that reach a basket.</summary>
internal readonly struct Offers
{
    private readonly World _world;
    private readonly List<int>? _running;

    private Offers(World world, List<int>? running) => (_world, _running) = (world, running);

    public static Offers For(World world, Visit visit)
    {
        List<int>? running = null;
        for (var k = 0; k < world.Campaigns.Length; k++)
        {
            var campaign = world.Campaigns[k];
            if (visit.Day >= campaign.FirstDay && visit.Day <= campaign.LastDay && Array.BinarySearch(campaign.Accounts, visit.Account) >= 0) (running ??= []).Add(k);
        }
        return new Offers(world, running);
    }

    /// <summary>The price of a product in this basket, the campaign that made it (-1: none), and how much more often it is bought than at the shelf's price.</summary>
    public (int Cents, int Campaign, double Boost) Price(int product, int shelfCents, DemandCurve curve)
    {
        if (_running is null) return (shelfCents, -1, 1);
        foreach (var k in _running)
        {
            var campaign = _world.Campaigns[k];
            if (Array.BinarySearch(campaign.Products, product) < 0) continue;
            var cents = (int)Math.Round(shelfCents * (1 - campaign.Discount));
            double list = _world.Products[product].ListCents;
            return (cents, k, campaign.Uplift * curve.Sold(1 - cents / list) / curve.Sold(1 - shelfCents / list));
        }
        return (shelfCents, -1, 1);
    }
}
