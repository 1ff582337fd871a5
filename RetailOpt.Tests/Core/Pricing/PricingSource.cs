using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Engines.DuckDb;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Loading;
using RetailOpt.Core.Storage;
using RetailOpt.Core.Tables;
using RetailOpt.Tests.Support;

namespace RetailOpt.Tests.Core.Pricing;

/// <summary>A row of sales as tests write it; null cells stay empty.</summary>
internal sealed record Sale(string? Product, decimal? Quantity, decimal? Amount, decimal? List, DateOnly? Date = null, string? Store = null, decimal? UnitPrice = null, decimal? Discount = null);

/// <summary>A row of price_bounds.</summary>
internal sealed record Bounds(string Product, decimal? Msrp = null, double? Lower = null, double? Upper = null, decimal? Inventory = null);

/// <summary>Small datasets in real Parquet behind a real engine.</summary>
internal sealed class PricingSource : IDisposable
{
    private readonly TempHome _home = new();
    private int _count;

    public void Dispose() => _home.Dispose();

    /// <summary>Sales with the named columns besides product, quantity and source_line (from 2, below a header).</summary>
    public Task<IQueryEngine> OfAsync(IEnumerable<Sale> sales, string columns, params Bounds[] bounds) => OfAsync(sales, columns, [], bounds);

    public async Task<IQueryEngine> OfAsync(IEnumerable<Sale> sales, string columns, (string Product, string Name, string Category)[] products, params Bounds[] bounds)
    {
        var tables = new List<ParquetTable>();
        var names = new[] { "product", "quantity", "source_line" }.Concat(columns.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        await AddAsync("sales", names, sales.Select((s, i) => names.Select(n => Cell(s, n, i + 2)).ToArray()));
        if (products.Length > 0) await AddAsync("products", ["product", "name", "category"], products.Select(p => new object?[] { p.Product, p.Name, p.Category }));
        if (bounds.Length > 0)
            await AddAsync("price_bounds", ["product", "msrp", "md_lower", "md_upper", "inventory"], bounds.Select(b => new object?[] { b.Product, b.Msrp, b.Lower, b.Upper, b.Inventory }));
        return new DuckDbEngine("test", $"v{_count}", tables, _home.Host.Runs, new CacheFolder(_home.Home.Cache, 1 << 30, TimeProvider.System));

        async Task AddAsync(string table, string[] keys, IEnumerable<object?[]> rows)
        {
            var schema = new TableSchema(table, table, [.. keys.Select(k => Canonical.Tables[table][k])], [], []);
            var path = Path.Combine(_home.Home.Root, $"{table}-{_count++}.parquet");
            await _home.Parquet.WriteAsync(new RowTable(schema, [.. rows]), path, TestContext.Current.CancellationToken);
            tables.Add(new ParquetTable(schema, [path]));
        }
    }

    public static Task<PricingData> LoadAsync(IQueryEngine engine, PricingPeriod period = PricingPeriod.Auto, PricingLevel by = PricingLevel.Product, MdConvention convention = MdConvention.Discount) =>
        new PricingLoader(engine, new PricingReading(period, by, convention)).LoadAsync(new NoWork(), TestContext.Current.CancellationToken);

    public static RunInputs Inputs(IQueryEngine engine) => new(new Dictionary<string, IQueryEngine> { ["data"] = engine });

    private static object? Cell(Sale sale, string column, long line) => column switch
    {
        "product" => sale.Product,
        "quantity" => sale.Quantity,
        "amount" => sale.Amount,
        "list_price" => sale.List,
        "date" => sale.Date,
        "store" => sale.Store,
        "unit_price" => sale.UnitPrice,
        "discount" => sale.Discount,
        _ => line,
    };
}
