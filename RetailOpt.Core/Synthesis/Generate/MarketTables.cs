using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>The canonical tables of a market beside its sales.</summary>
internal static class MarketTables
{
    private sealed record Week(Market Market, int Number, int Item)
    {
        public PriceTag Tag => Market.Prices.Tags[Number][Item];
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<IResultTable> Of(Market market, int customers)
    {
        var names = market.Catalogue.Categories;
        yield return new TableLayout<Item>("products", "Products")
            .Text("product", "Product", i => i.Id).Text("name", "Name", i => i.Name).Text("category", "Category", i => i.Department ?? names[i.Attributes.Category].Name)
            .Text("subcategory", "Subcategory", i => names[i.Attributes.Category].Name).Text("brand", "Brand", i => i.Brand).Text("size", "Size", i => i.Size)
            .Money("list_price", "List price", i => i.UsualPrice).Text("status", "Status", _ => "active").OrderBy("product").IdentifiedBy("product")
            .Of([.. market.Catalogue.Items.OrderBy(i => i.Id, StringComparer.Ordinal)]);
        yield return new TableLayout<Shop>("stores", "Stores")
            .Text("store", "Store", s => s.Id).Text("name", "Name", s => $"{MarketMaker.ClusterNames[s.Cluster]} {s.Id}").Text("format", "Format", s => s.Size < .8 ? "Express" : s.Size < 1.3 ? "Supermarket" : "Superstore")
            .Number("area", "Area", s => Math.Round(s.Size * 900), "m2").OrderBy("store").IdentifiedBy("store").Of([.. market.Shops]);
        yield return new TableLayout<Customer>("accounts", "Accounts")
            .Text("account", "Account", c => SalesRows.Account(c.Number)).Text("segment", "Segment", c => c.Segment).Text("home_store", "Home store", c => market.Shops[c.Home].Id)
            .OrderBy("account").IdentifiedBy("account").Of(Enumerable.Range(0, customers).Select(n => Customer.Of(market, n)), customers);
        yield return new TableLayout<Drive>("campaigns", "Campaigns")
            .Text("campaign", "Campaign", d => d.Id).Text("name", "Name", d => $"{names[d.Category].Name} week").Text("type", "Type", _ => "general").Text("category", "Category", d => names[d.Category].Name)
            .Date("start", "Start", d => market.FirstDay.AddDays(7 * d.From)).Date("end", "End", d => market.FirstDay.AddDays(7 * d.To + 6))
            .Text("target_segment", "Target segment", d => d.Segment).Percent("discount_percent", "Discount", d => d.Depth).OrderBy("campaign").IdentifiedBy("campaign")
            .Of([.. market.Campaigns]);
        yield return new TableLayout<(Drive Drive, Item Item)>("campaign_products", "Campaign products")
            .Text("campaign", "Campaign", r => r.Drive.Id).Text("product", "Product", r => r.Item.Id).OrderBy("campaign", "product").IdentifiedBy("campaign", "product")
            .Of([.. from d in market.Campaigns from i in market.Catalogue.Items.OrderBy(i => i.Id, StringComparer.Ordinal) where i.Attributes.Category == d.Category select (d, i)]);
        yield return new TableLayout<Week>("promotions", "Promotions")
            .Text("product", "Product", w => market.Catalogue.Items[w.Item].Id).Integer("week", "Week", w => w.Number + 1).Date("date", "Date", w => market.FirstDay.AddDays(7 * w.Number))
            .Text("display", "Display", w => w.Tag.Display ? "1" : "0").Text("mailer", "Mailer", w => w.Tag.Mailer ? "A" : "0").OrderBy("product", "week").IdentifiedBy("product", "week")
            .Of(Weeks(market), null);
        yield return new TableLayout<Week>("truth_prices", "True prices")
            .Text("product", "Product", w => market.Catalogue.Items[w.Item].Id).Integer("week", "Week", w => w.Number + 1)
            .Money("base", "Base price", w => w.Tag.BaseCents / 100.0).Percent("discount", "Discount", w => w.Tag.Depth).Money("final", "Final price", w => w.Tag.Cents / 100.0)
            .Integer("base_state", "State of the base price", w => w.Tag.BaseState + 1).Text("promotion", "Promotion", w => w.Tag.Promotion.ToString()).OrderBy("product", "week").IdentifiedBy("product", "week")
            .Of(Weeks(market), null);
    }

    private static IEnumerable<Week> Weeks(Market market) =>
        from i in Enumerable.Range(0, market.Catalogue.Items.Count).OrderBy(i => market.Catalogue.Items[i].Id, StringComparer.Ordinal) from w in Enumerable.Range(0, market.Weeks) select new Week(market, w, i);
}
