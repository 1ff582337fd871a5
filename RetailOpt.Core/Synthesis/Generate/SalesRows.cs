using RetailOpt.Core.Synthesis.Shopping;
using RetailOpt.Core.Synthesis.World;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Generate;

/// <summary>Purchases as rows of the canonical table of sales; ids are those of their customer, so they are unique in whatever batch they come.</summary>
internal static class SalesRows
{
    internal readonly record struct Row(Market Market, Purchase Purchase, long Number)
    {
        public Item Item => Market.Catalogue.Items[Purchase.Item];
        public PriceTag Tag => Market.Prices.Tags[Purchase.Week][Purchase.Item];
    }

    /// <summary>The layout of the table.</summary>
    public static TableLayout<Row> Layout() => new TableLayout<Row>("sales", "Sales")
        .Date("date", "Date", r => r.Market.FirstDay.AddDays(7 * r.Purchase.Week + r.Purchase.Day)).Text("store", "Store", r => r.Market.Shops[r.Purchase.Store].Id)
        .Text("account", "Account", r => Account(r.Purchase.Customer)).Text("basket", "Basket", r => Basket(r.Purchase)).Text("product", "Product", r => r.Item.Id)
        .Money("quantity", "Quantity", r => r.Purchase.Quantity).Money("amount", "Net amount", r => (long)r.Purchase.Quantity * r.Purchase.Cents / 100.0)
        .Money("list_price", "List price", r => r.Tag.BaseCents / 100.0).Money("discount", "Discount", r => (long)r.Purchase.Quantity * (r.Tag.BaseCents - r.Purchase.Cents) / 100.0)
        .Text("campaign", "Campaign", r => r.Purchase.Campaign < 0 ? null : r.Market.Campaigns[r.Purchase.Campaign].Id).Integer("source_line", "Line in the file", r => r.Number)
        .OrderBy("source_line");

    /// <summary>The rows of batches, numbered from 1.</summary>
    public static IEnumerable<Row> Of(Market market, IEnumerable<IReadOnlyList<Purchase>> batches)
    {
        long number = 0;
        foreach (var batch in batches)
            foreach (var purchase in batch)
                yield return new(market, purchase, ++number);
    }

    /// <summary>Id of a customer.</summary>
    public static string Account(int number) => $"A{number + 1:D7}";

    private static string Basket(Purchase purchase) => $"B{purchase.Customer + 1:D7}{purchase.Week:D3}{purchase.Trip}";
}
