using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>The canonical tables that describe the shop: everything but its sales.</summary>
internal static class ShopTables
{
    public static IEnumerable<IResultTable> Of(Retailer retailer)
    {
        var world = retailer.World;
        yield return Products.Of(world.Products);
        yield return Stores.Of(world.Stores);
        yield return Accounts(world).Of(world.Accounts);
        yield return Campaigns(retailer).Of(world.Campaigns);
        yield return Targets.Of([.. world.Campaigns.SelectMany(k => k.Accounts.Select(a => (k.Id, world.Accounts[a].Id)))]);
        yield return Offered.Of([.. world.Campaigns.SelectMany(k => k.Products.Select(p => (k.Id, world.Products[p].Id)))]);
        yield return Supply.Of(Supplied(retailer), null);
        yield return Bounds.Of([.. world.Products.Select((p, i) => BoundOf(retailer, p, i))]);
    }

    private static readonly TableLayout<Product> Products = new TableLayout<Product>("products", "Products")
        .Text("product", "Product", p => p.Id).Text("name", "Name", p => p.Name).Text("category", "Category", p => p.Shelf.Category)
        .Text("subcategory", "Subcategory", p => p.Shelf.Name).Text("brand", "Brand", p => p.Brand).Text("size", "Size", p => p.Size)
        .Money("list_price", "List price", p => p.ListCents / 100.0).Text("status", "Status", _ => "active").OrderBy("product").IdentifiedBy("product");

    private static readonly TableLayout<Store> Stores = new TableLayout<Store>("stores", "Stores")
        .Text("store", "Store", s => s.Id).Text("name", "Name", s => s.Name).Text("city", "City", s => s.City).Text("region", "Region", s => s.Region)
        .Text("format", "Format", s => s.Format).Number("area", "Area", s => s.Area, "m2").OrderBy("store").IdentifiedBy("store");

    private static TableLayout<Account> Accounts(World world) => new TableLayout<Account>("accounts", "Accounts")
        .Text("account", "Account", a => a.Id).Text("name", "Name", a => a.Name).Text("segment", "Segment", a => a.Segment.ToString())
        .Text("region", "Region", a => world.Stores[a.Home].Region).Text("home_store", "Home store", a => world.Stores[a.Home].Id)
        .OrderBy("account").IdentifiedBy("account");

    private static TableLayout<Campaign> Campaigns(Retailer retailer) => new TableLayout<Campaign>("campaigns", "Campaigns")
        .Text("campaign", "Campaign", k => k.Id).Text("name", "Name", k => k.Name).Text("type", "Type", k => k.Type)
        .Text("category", "Category", k => Groceries.Categories[k.Category])
        .Date("start", "Start", k => retailer.Day(k.FirstDay)).Date("end", "End", k => retailer.Day(k.LastDay))
        .Money("budget", "Budget", k => k.BudgetCents / 100.0).Money("actual_spend", "Actual spend", k => k.SpendCents / 100.0)
        .Text("target_segment", "Target segment", k => k.Target?.ToString()).Percent("discount_percent", "Discount", k => k.Discount)
        .Text("status", "Status", k => retailer.Day(k.LastDay) < retailer.World.Options.LastDay ? "completed" : "active")
        .OrderBy("campaign").IdentifiedBy("campaign");

    private static readonly TableLayout<(string Campaign, string Account)> Targets = new TableLayout<(string Campaign, string Account)>("campaign_targets", "Campaign targets")
        .Text("campaign", "Campaign", t => t.Campaign).Text("account", "Account", t => t.Account).OrderBy("campaign", "account").IdentifiedBy("campaign", "account");

    private static readonly TableLayout<(string Campaign, string Product)> Offered = new TableLayout<(string Campaign, string Product)>("campaign_products", "Campaign products")
        .Text("campaign", "Campaign", t => t.Campaign).Text("product", "Product", t => t.Product).OrderBy("campaign", "product").IdentifiedBy("campaign", "product");

    private static readonly TableLayout<(string Store, string Product, DateOnly Date, int Units)> Supply =
        new TableLayout<(string Store, string Product, DateOnly Date, int Units)>("supply", "Supply")
            .Text("store", "Store", r => r.Store).Text("product", "Product", r => r.Product).Date("date", "Date", r => r.Date)
            .Money("units", "Units supplied", r => r.Units).OrderBy("store", "product", "date").IdentifiedBy("store", "product", "date");

    private static IEnumerable<(string, string, DateOnly, int)> Supplied(Retailer retailer)
    {
        for (var s = 0; s < retailer.Trades.Length; s++)
            for (var p = 0; p < retailer.World.Products.Length; p++)
                for (var t = 0; t < retailer.Trades[s].Supply[p].Length; t++)
                    yield return (retailer.World.Stores[s].Id, retailer.World.Products[p].Id, retailer.Day(t * 7 * SupplyPlan.WeeksPerPeriod), retailer.Trades[s].Supply[p][t]);
    }

    private readonly record struct Bound(string Product, double Msrp, double Lower, double Upper, int Inventory);

    private static readonly TableLayout<Bound> Bounds = new TableLayout<Bound>("price_bounds", "Price bounds")
        .Text("product", "Product", b => b.Product).Money("msrp", "MSRP", b => b.Msrp).Percent("md_lower", "Lowest markdown", b => b.Lower)
        .Percent("md_upper", "Highest markdown", b => b.Upper).Money("inventory", "Inventory", b => b.Inventory).OrderBy("product").IdentifiedBy("product");

    /// <summary>Bounds for the next week: a fifth of the products must be marked down, and for many the stock ends before the deepest markdown.</summary>
    private static Bound BoundOf(Retailer retailer, Product product, int index)
    {
        var stream = RandomStream.Of(retailer.World.Seed, Streams.Bounds, index);
        var lower = stream.Next() < .2 ? .05 * (1 + stream.Below(2)) : 0;
        var upper = .2 + .05 * stream.Below(7);
        var curve = retailer.Demand.Curves[index];
        var stock = curve.Sold(lower) * stream.Between(1.05, 2.2);
        return new Bound(product.Id, product.ListCents / 100.0, lower, upper, (int)Math.Ceiling(stock));
    }
}
