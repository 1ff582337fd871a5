using RetailOpt.Core.Analyses;
using RetailOpt.Core.CrossSell.External;
using RetailOpt.Core.CrossSell.Loading;
using RetailOpt.Core.CrossSell.Promotions;
using RetailOpt.Core.CrossSell.Ranking;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Recommendations;

/// <summary>Reads baskets, campaigns and products, and mines the rules.</summary>
internal static class RecommendationLoader
{
    private const int MostProducts = 3;

    /// <summary>The model; with a learned ranker, tried beside the rules under these settings, where they are given.</summary>
    /// <exception cref="InputException">The sales cannot serve; the message says what to do.</exception>
    public static async Task<RecommendationModel> LoadAsync(RunInputs inputs, CrossSellReading reading, RuleMining mining, RecommendationSettings? learnBeside, IWork work, CancellationToken ct)
    {
        var source = inputs.Require(CrossSellInputs.Data);
        var data = await new CrossSellLoader(source, reading).LoadAsync(work, ct);
        var purchases = data.Loaded.Purchases;
        if (purchases.Accounts.Count == 0) throw new InputException($"The sales of '{source.Name}' name no account, so nothing can be recommended to anybody. Map a column to account.");
        var (campaigns, told) = await PromotionModel.CampaignsAsync(source, reading, data, ct);
        var products = await ProductsAsync(source, reading, data, ct);
        var itemOf = data.Loaded.Products.Index().Where(p => data.Loaded.ItemOf[p.Index] >= 0).ToDictionary(p => p.Item, p => data.Loaded.ItemOf[p.Index], StringComparer.Ordinal);
        var newer = NewSales.Read(inputs, purchases, itemOf, reading.UpperCase, ct);
        work.Report(null, "Mining rules");
        var model = new RecommendationModel
        {
            Purchases = purchases,
            Window = data.Window,
            History = new(purchases),
            Mining = mining,
            Books = SegmentRules.Mine(purchases, mining, work, ct),
            ItemOf = itemOf,
            External = GivenExternal.Read(inputs, ct),
            Offers = Offer.Of(campaigns, data.Loaded, data.Catalog, data.Window),
            Products = products,
            Groups = Groups(purchases, data.Catalog, reading.Level),
            Notices = [.. newer?.Told ?? [], .. told, .. data.Notices],
        };
        if (learnBeside is not null)
        {
            model = model.With(new Learning(model, work, ct));
            model.Learning!.Against(learnBeside, work, ct); // so that the first answer need not
            _ = model.History.Near;
        }
        return newer is { } since ? model.With(since.Baskets) : model;
    }

    /// <summary>Up to three active products of each item: those with the most lines.</summary>
    private static async Task<IReadOnlyList<OfferedProduct>[]> ProductsAsync(IQueryEngine source, CrossSellReading reading, CrossSellData data, CancellationToken ct)
    {
        var loaded = data.Loaded;
        var prices = await PricesAsync(source, reading, data.Window, ct);
        var lines = new int[loaded.Products.Count];
        foreach (var line in loaded.Lines) lines[line.Product]++;
        return [.. Enumerable.Range(0, loaded.Products.Count).Where(p => loaded.ItemOf[p] >= 0).GroupBy(p => loaded.ItemOf[p]).OrderBy(g => g.Key)
            .Select(g => (IReadOnlyList<OfferedProduct>)[.. g.OrderByDescending(p => lines[p]).ThenBy(p => loaded.Products[p], StringComparer.Ordinal)
                .Select(p => (Id: loaded.Products[p], Known: data.Catalog.Find(loaded.Products[p]))).Where(p => p.Known?.Active != false).Take(MostProducts)
                .Select(p => new OfferedProduct(p.Id, p.Known?.Name, p.Known?.Price ?? (prices.TryGetValue(p.Id, out var price) ? price : null)))])];
    }

    private static async Task<Dictionary<string, double>> PricesAsync(IQueryEngine source, CrossSellReading reading, SalesWindow window, CancellationToken ct)
    {
        var prices = new Dictionary<string, double>(StringComparer.Ordinal);
        if (source.Has("products", "list_price") || !source.Has("sales", "quantity") || !source.Has("sales", "amount") && !source.Has("sales", "unit_price")) return prices;
        var period = SalesPeriod.Of(source, "s", window.From, window.AsOf);
        var query = new Aggregate("mean prices of products",
            $"SELECT s.product, SUM({SalesAmount.Of(source, "s").Sql}), SUM(s.quantity) FROM sales s{(period.Where.Length == 0 ? " WHERE" : period.Where + " AND")} s.quantity > 0 AND s.product IS NOT NULL GROUP BY s.product ORDER BY 1",
            [new("product", "product", ColumnType.Text), new("amount", "amount", ColumnType.Money), new("quantity", "quantity", ColumnType.Money)], period.Arguments);
        await foreach (var batch in source.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
                prices.TryAdd(reading.UpperCase ? batch.Column<string?>(0)[i]!.ToUpperInvariant() : batch.Column<string?>(0)[i]!, Math.Round(batch.Units(1)[i] / (double)batch.Units(2)[i], 2));
        return prices;
    }

    private static int[] Groups(Purchases purchases, ItemCatalog catalog, ItemLevel level)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. purchases.Items.Select((item, i) => level == ItemLevel.Product && catalog.Find(item)?.Category is { } category ? first.TryGetValue(category, out var g) ? g : first[category] = i : i)];
    }
}
