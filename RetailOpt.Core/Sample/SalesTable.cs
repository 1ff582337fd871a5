using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Sample;

/// <summary>The sales lines of all stores in the order of time: by day, then store, then basket.</summary>
internal static class SalesTable
{
    private readonly record struct Row(
        DateOnly Date, string Store, string Account, string Basket, string Product, int Quantity, int ListCents, int Cents, string? Campaign, long Number);

    private static readonly TableLayout<Row> Layout = new TableLayout<Row>("sales", "Sales")
        .Date("date", "Date", r => r.Date).Text("store", "Store", r => r.Store).Text("account", "Account", r => r.Account)
        .Text("basket", "Basket", r => r.Basket).Text("product", "Product", r => r.Product)
        .Money("quantity", "Quantity", r => r.Quantity).Money("amount", "Net amount", r => r.Quantity * r.Cents / 100.0)
        .Money("list_price", "List price", r => r.ListCents / 100.0)
        .Money("discount", "Discount", r => r.Quantity * (r.ListCents - r.Cents) / 100.0)
        .Text("campaign", "Campaign", r => r.Campaign).Integer("source_line", "Line in the file", r => r.Number)
        .OrderBy("source_line");

    public static IResultTable Of(Retailer retailer) => Layout.Of(Rows(retailer), retailer.Lines);

    private static IEnumerable<Row> Rows(Retailer retailer)
    {
        var next = new int[retailer.Trades.Length];
        long number = 0, basket = 0;
        for (var day = 0; day < retailer.World.Options.Weeks * 7; day++)
            for (var s = 0; s < next.Length; s++)
            {
                var lines = retailer.Trades[s].Lines;
                for (var last = -1; next[s] < lines.Count && retailer.Visits[s][lines[next[s]].Visit].Day == day; next[s]++)
                {
                    var line = lines[next[s]];
                    if (line.Visit != last) basket++;
                    last = line.Visit;
                    yield return RowOf(retailer, s, line, basket, ++number);
                }
            }
    }

    private static Row RowOf(Retailer retailer, int store, Line line, long basket, long number)
    {
        var (world, visit, product) = (retailer.World, retailer.Visits[store][line.Visit], retailer.World.Products[line.Product]);
        return new Row(retailer.Day(visit.Day), world.Stores[store].Id, world.Accounts[visit.Account].Id, $"B{basket:D7}", product.Id,
            line.Quantity, product.ListCents, line.Cents, line.Campaign < 0 ? null : world.Campaigns[line.Campaign].Id, number);
    }
}
