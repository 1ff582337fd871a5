using RetailOpt.Core.Numerics;
using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>
/// What stores were delivered, every four weeks: what a pilot of other customers bought there, scaled to all, times a cover that differs from
/// cell to cell, for the weeks in which the shelf was not empty; topped up to what was sold.
/// </summary>
internal sealed class Replenishment
{
    /// <summary>Weeks of a delivery.</summary>
    public const int WeeksPerDelivery = 4;
    private const int Pilots = 400, FirstPilot = 1_000_000_000;
    private const long Covers = 1;
    private readonly Market _market;
    private readonly float[][] _wanted;
    private readonly int[][] _sold;

    /// <param name="market">The market.</param>
    /// <param name="customers">Customers that will come.</param>
    public Replenishment(Market market, int customers)
    {
        _market = market;
        _wanted = [.. market.Shops.Select(_ => new float[market.Catalogue.Items.Count])];
        _sold = [.. market.Shops.Select(_ => new int[market.Catalogue.Items.Count * Periods])];
        var (shopper, purchases) = (new Shopper(market with { Shelves = new(market.Seed, 0) }), new List<Purchase>());
        for (var pilot = 0; pilot < Pilots; pilot++) shopper.Shop(Customer.Of(market, FirstPilot + pilot), purchases);
        var (all, homes) = (new double[market.Catalogue.Items.Count], market.Shops.Sum(s => s.Size));
        foreach (var p in purchases) all[p.Item] += (double)p.Quantity * customers / Pilots / market.Weeks;
        for (var s = 0; s < _wanted.Length; s++)
            for (var i = 0; i < all.Length; i++)
                if (market.Shops[s].Carried[i]) _wanted[s][i] = (float)(all[i] * market.Shops[s].Size / homes);
    }

    private int Periods => (_market.Weeks + WeeksPerDelivery - 1) / WeeksPerDelivery;

    /// <summary>Notes a sale.</summary>
    public void Sell(Purchase purchase) => _sold[purchase.Store][purchase.Item * Periods + purchase.Week / WeeksPerDelivery] += purchase.Quantity;

    /// <summary>The table of deliveries, by store, product and date.</summary>
    public IResultTable Table()
    {
        var (market, items) = (_market, _market.Catalogue.Items);
        return new TableLayout<(int Store, int Item, int Period)>("supply", "Supply")
            .Text("store", "Store", x => market.Shops[x.Store].Id).Text("product", "Product", x => items[x.Item].Id).Date("date", "Date", x => market.FirstDay.AddDays(7 * WeeksPerDelivery * x.Period))
            .Money("units", "Units supplied", x => Units(x.Store, x.Item, x.Period)).OrderBy("store", "product", "date").IdentifiedBy("store", "product", "date")
            .Of(from s in Enumerable.Range(0, market.Shops.Count)
                from i in Enumerable.Range(0, items.Count).OrderBy(i => items[i].Id, StringComparer.Ordinal)
                where market.Shops[s].Carried[i]
                from t in Enumerable.Range(0, Periods)
                select (s, i, t), null);
    }

    private int Units(int store, int item, int period)
    {
        var weeks = Enumerable.Range(period * WeeksPerDelivery, WeeksPerDelivery).Count(w => w < _market.Weeks && _market.Shelves.Has(store, item, w));
        var cover = RandomStream.Of(_market.Seed, Covers, store, item).Between(.8, 1.7);
        return Math.Max((int)Math.Ceiling(_wanted[store][item] * weeks * cover), _sold[store][item * Periods + period]);
    }
}
