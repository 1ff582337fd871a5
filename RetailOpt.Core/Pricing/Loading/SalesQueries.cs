using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>The portable queries behind the demand curves: every row of the sales with the reason for which it is dropped, or none.</summary>
internal sealed class SalesQueries(SalesShape shape)
{
    /// <summary>Most dropped rows that are listed one by one; all are counted.</summary>
    public const int ListedRows = 5_000_000;

    private static readonly Column Product = Text("product"), Store = Text("store"), Reason = Text("reason");
    private static readonly Column Day = new("day", "Day", ColumnType.Date);
    private static readonly Column List = Real("list"), Quantity = Real("quantity"), Amount = Real("amount");
    private static readonly Column File = Whole("source_file"), Line = Whole("source_line"), Rows = Whole("n");

    /// <summary>Kept rows, SKU by SKU: one by one, or summed by day and list price. Columns: product, store, day, list, quantity, amount, rows.</summary>
    public Aggregate Kept() => shape.Period == PricingPeriod.Row ? KeptRows() : KeptDays();

    /// <summary>Dropped rows counted by SKU and reason. Columns: product, store, reason, n.</summary>
    public Aggregate DroppedBySku() => new("dropped rows by SKU",
        $"SELECT product, store, reason, COUNT(*) AS n FROM ({Judged()}) t WHERE reason <> '' GROUP BY product, store, reason ORDER BY product, store, reason",
        [Product, Store, Reason, Rows]);

    /// <summary>The first dropped rows. Columns: source_file, source_line, product, store, quantity, amount, list, reason.</summary>
    public Aggregate Dropped() => new("dropped rows",
        $"SELECT source_file, source_line, product, store, {Double("quantity")}, {Double("amount")}, {Double("list")}, reason FROM ({Judged()}) t "
        + $"WHERE reason <> '' ORDER BY source_file, source_line, product, store, quantity, amount, list, reason LIMIT {ListedRows}",
        [File, Line, Product, Store, Quantity, Amount, List, Reason], Keep: false);

    private Aggregate KeptRows() => new("observations by row",
        $"SELECT product, store, day, {Double("list")}, {Double("quantity")}, {Double("amount")}, n FROM "
        + $"(SELECT product, store, day, list, quantity, amount, 1 AS n, moment, source_file, source_line FROM ({Judged()}) t WHERE reason = '') k "
        + "ORDER BY product, store, moment, source_file, source_line, quantity, amount, list",
        [Product, Store, Day, List, Quantity, Amount, Rows]);

    private Aggregate KeptDays() => new("observations by day",
        $"SELECT product, store, day, {Double("list")}, {Double("SUM(quantity)", "quantity")}, {Double("SUM(amount)", "amount")}, COUNT(*) AS n "
        + $"FROM ({Judged()}) t WHERE reason = '' GROUP BY product, store, day, list ORDER BY product, store, day, list",
        [Product, Store, Day, List, Quantity, Amount, Rows]);

    private string Judged() =>
        "SELECT product, store, day, moment, list, quantity, amount, source_file, source_line, CASE WHEN product = '' THEN 'sku-missing'"
        + (shape.ByStore ? " WHEN store = '' THEN 'store-missing'" : "")
        + (shape.Dated ? " WHEN dateless = 1 THEN 'date-missing'" : "")
        + " WHEN quantity IS NULL THEN 'quantity-missing' WHEN amount IS NULL THEN 'amount-missing'"
        + (shape.List == ListSource.Derived ? "" : " WHEN list IS NULL THEN 'msrp-missing'")
        + " WHEN quantity <= 0 THEN 'quantity' WHEN amount < 0 THEN 'amount'"
        + (shape.List == ListSource.Derived ? " WHEN amount = 0 THEN 'price'" : " WHEN list <= 0 THEN 'msrp'")
        + $" ELSE '' END AS reason FROM ({Read()}) r";

    private string Read() =>
        "SELECT COALESCE(s.product, '') AS product, " + (shape.ByStore ? "COALESCE(s.store, '')" : "''") + " AS store, "
        + (shape.Dated ? "COALESCE(s.date, DATE '1900-01-01') AS day, CASE WHEN s.date IS NULL THEN 1 ELSE 0 END AS dateless, " : "DATE '1900-01-01' AS day, ")
        + (shape.RowsByDate ? "COALESCE(s.date, DATE '1900-01-01')" : "DATE '1900-01-01'") + " AS moment, " // orders rows; a row of a pricing file needs no date
        + $"s.quantity AS quantity, {AmountOf()} AS amount, {ListOf()} AS list, " + Or0("source_file", shape.HasFile) + ", " + Or0("source_line", shape.HasLine) + " FROM sales s"
        + (shape.List switch
        {
            ListSource.Product => " LEFT JOIN products p ON p.product = s.product",
            ListSource.Bounds => " LEFT JOIN price_bounds b ON b.product = s.product",
            _ => "",
        });

    private string AmountOf() => (shape.HasAmount, shape.HasUnitPrice) switch
    {
        (true, true) => "COALESCE(s.amount, s.quantity * s.unit_price)",
        (true, false) => "s.amount",
        _ => "s.quantity * s.unit_price",
    };

    private string ListOf() => shape.List switch
    {
        ListSource.Row => "s.list_price",
        // rounded as money is, so that equal prices meet in one group
        ListSource.Discount => $"CASE WHEN s.quantity > 0 THEN ROUND(({AmountOf()} + COALESCE(s.discount, 0)) / s.quantity, 4) ELSE NULL END",
        ListSource.Product => "p.list_price",
        ListSource.Bounds => "b.msrp",
        _ => "CAST(NULL AS DECIMAL(18,4))",
    };

    private static string Or0(string column, bool there) => (there ? $"COALESCE(s.{column}, 0)" : "0") + $" AS {column}";
    private static string Double(string expression, string? name = null) => $"CAST({expression} AS DOUBLE PRECISION) AS {name ?? expression}";
    private static Column Text(string key) => new(key, key, ColumnType.Text);
    private static Column Real(string key) => new(key, key, ColumnType.Number);
    private static Column Whole(string key) => new(key, key, ColumnType.Integer);
}
