using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>Where the list price of a row comes from, best first.</summary>
internal enum ListSource
{
    /// <summary>The row's own list price.</summary>
    Row,
    /// <summary>The row's net amount and the discount taken off it.</summary>
    Discount,
    /// <summary>The product's list price.</summary>
    Product,
    /// <summary>The MSRP of the price bounds.</summary>
    Bounds,
    /// <summary>None is given: it is derived from the prices that were paid.</summary>
    Derived,
}

/// <summary>What the sales of a source hold, and so how they are read.</summary>
internal sealed record SalesShape(PricingPeriod Period, bool ByStore, bool Dated, ListSource List, bool HasFile, bool HasLine, bool HasAmount, bool HasUnitPrice, bool DatesMissed, bool RowsByDate)
{
    public static SalesShape Of(IQueryEngine data, PricingReading reading)
    {
        var sales = (string column) => data.Has("sales", column);
        RequireColumns(data, sales, reading);
        var dated = sales("date");
        var rows = !dated || reading.Period == PricingPeriod.Row || reading.Period == PricingPeriod.Auto && IsPricingFile(data);
        return new SalesShape(
            rows ? PricingPeriod.Row : reading.Period == PricingPeriod.Day ? PricingPeriod.Day : PricingPeriod.Week,
            reading.By == PricingLevel.ProductAndStore, dated && !rows, ListOf(data), sales("source_file"), sales("source_line"), sales("amount"), sales("unit_price"),
            DatesMissed: !dated && reading.Period is (PricingPeriod.Day or PricingPeriod.Week), RowsByDate: dated && rows);
    }

    /// <summary>A pricing file has one row per SKU and period with an MSRP, and no store, basket or customer.</summary>
    private static bool IsPricingFile(IQueryEngine data) =>
        data.Has("price_bounds", "msrp") && !data.Has("sales", "store") && !data.Has("sales", "basket") && !data.Has("sales", "account");

    private static ListSource ListOf(IQueryEngine data) =>
        data.Has("sales", "list_price") ? ListSource.Row
        : data.Has("sales", "discount") && data.Has("sales", "amount") ? ListSource.Discount
        : data.Has("products", "list_price") ? ListSource.Product
        : data.Has("price_bounds", "msrp") ? ListSource.Bounds
        : ListSource.Derived;

    private static void RequireColumns(IQueryEngine data, Func<string, bool> sales, PricingReading reading)
    {
        var missing = new List<string>();
        if (!sales("product")) missing.Add("product (SKU, a column such as SKU, UPC or product_id)");
        if (!sales("quantity")) missing.Add("quantity (SALES_QTY, a column such as units or qty)");
        if (!sales("amount") && !sales("unit_price")) missing.Add("amount (SALES_AMT, a column such as spend or revenue) or unit_price");
        if (reading.By == PricingLevel.ProductAndStore && !sales("store")) missing.Add("store (needed by --by product-and-store)");
        if (missing.Count > 0)
            throw new InputException($"'{data.Name}' cannot be priced: its sales lack {string.Join("; ", missing)}. Map the columns at import (--map product=COLUMN ...).");
    }
}
