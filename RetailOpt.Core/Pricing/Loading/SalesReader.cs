using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>Reads the sales of a source into one history per SKU, in SKU order, and tells which rows were dropped.</summary>
internal sealed class SalesReader(IQueryEngine data, SalesShape shape, IReadOnlyDictionary<string, GivenBounds> bounds)
{
    private readonly SalesQueries _queries = new(shape);

    public async Task<List<SkuHistory>> HistoriesAsync(IWork work, CancellationToken ct)
    {
        var fold = new SkuFold(shape.Period, shape.Dated, shape.List == ListSource.Derived);
        var histories = new List<SkuHistory>();
        string? product = null, store = null;
        var rows = 0L;
        await foreach (var batch in data.PullAsync(_queries.Kept(), ct))
        {
            var (products, stores, days) = (batch.Column<string?>(0), batch.Column<string?>(1), batch.Column<DateOnly>(2));
            var (list, quantity, amount, count) = (batch.Column<double>(3), batch.Column<double>(4), batch.Column<double>(5), batch.Column<long>(6));
            for (var i = 0; i < batch.Rows; i++)
            {
                if (products[i] != product || stores[i] != store)
                {
                    if (product is not null) histories.Add(fold.Finish(product, store!, FixedMsrp(product)));
                    (product, store) = (products[i], stores[i]);
                }
                fold.Add(days[i], list[i], quantity[i], amount[i], count[i]);
            }
            work.Report(null, "Reading sales", Invariant($"{rows += batch.Rows:N0} rows, {histories.Count:N0} SKUs"));
        }
        if (product is not null) histories.Add(fold.Finish(product, store!, FixedMsrp(product)));
        histories.Sort((a, b) => string.CompareOrdinal(Sku(a), Sku(b))); // engines differ in how they order text
        return histories;
    }

    public async Task<DroppedRows> DroppedAsync(CancellationToken ct)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var skus = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var batch in data.PullAsync(_queries.DroppedBySku(), ct))
            for (var i = 0; i < batch.Rows; i++)
            {
                var (sku, reason, n) = (Sku(batch.Column<string?>(0)[i]!, batch.Column<string?>(1)[i]!), batch.Column<string?>(2)[i]!, batch.Column<long>(3)[i]);
                counts[reason] = counts.GetValueOrDefault(reason) + n;
                skus[sku] = skus.GetValueOrDefault(sku) + n;
            }
        return new DroppedRows(counts, skus, counts.Count == 0 ? [] : await ListedAsync(ct));
    }

    private async Task<List<DroppedRow>> ListedAsync(CancellationToken ct)
    {
        var rows = new List<DroppedRow>();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal); // a SKU and a reason are kept once, however many rows name them
        await foreach (var batch in data.PullAsync(_queries.Dropped(), ct))
            for (var i = 0; i < batch.Rows; i++)
                rows.Add(new DroppedRow(rows.Count + 1, batch.Column<long>(0)[i], batch.Column<long>(1)[i], Once(Sku(batch.Column<string?>(2)[i]!, batch.Column<string?>(3)[i]!)),
                    batch.Column<double>(4)[i], batch.Column<double>(5)[i], batch.Column<double>(6)[i], Once(batch.Column<string?>(7)[i]!)));
        return rows;

        string Once(string text) => texts.TryGetValue(text, out var known) ? known : texts[text] = text;
    }

    // In a pricing file the MSRP belongs to the SKU: the first one holds for all its rows.
    private double FixedMsrp(string product) =>
        shape.Period == PricingPeriod.Row && bounds.TryGetValue(product, out var given) && given.Msrp > 0 ? given.Msrp : double.NaN;

    private static string Sku(SkuHistory h) => Sku(h.Product, h.Store);

    public static string Sku(string product, string store) => store.Length == 0 ? product : $"{store}|{product}";
}

/// <summary>A row that was left out.</summary>
internal readonly record struct DroppedRow(long Number, long File, long Line, string Sku, double Quantity, double Amount, double ListPrice, string Reason);

/// <summary>All rows that were left out: counted by reason and by SKU, the first of them one by one.</summary>
internal sealed record DroppedRows(IReadOnlyDictionary<string, long> ByReason, IReadOnlyDictionary<string, long> BySku, IReadOnlyList<DroppedRow> Listed)
{
    public long Count => ByReason.Values.Sum();

    /// <summary>The sentence for a reason.</summary>
    public static string Say(string reason) => reason switch
    {
        "sku-missing" => "SKU is missing",
        "store-missing" => "store is missing",
        "date-missing" => "date is missing",
        "quantity-missing" => "SALES_QTY is missing",
        "amount-missing" => "SALES_AMT is missing",
        "msrp-missing" => "list price (MSRP) is missing",
        "quantity" => "SALES_QTY is zero or less (a return or a correction)",
        "amount" => "SALES_AMT is below zero",
        "price" => "nothing was paid",
        _ => "list price (MSRP) is zero or less",
    };
}
