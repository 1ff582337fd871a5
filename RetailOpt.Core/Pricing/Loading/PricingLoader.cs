using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Loading;

/// <summary>Reads a source into <see cref="PricingData"/>.</summary>
internal sealed class PricingLoader(IQueryEngine data, PricingReading reading)
{
    private const string NoCategory = "(all)";

    public async Task<PricingData> LoadAsync(IWork work, CancellationToken ct)
    {
        var shape = SalesShape.Of(data, reading);
        var bounds = await GivenBounds.ReadAsync(data, reading.Convention, ct);
        var products = await ProductsAsync(ct);
        var reader = new SalesReader(data, shape, bounds);
        var histories = await reader.HistoriesAsync(work, ct);
        work.Report(null, "Counting dropped rows");
        var dropped = await reader.DroppedAsync(ct);
        return Assemble(shape, histories, bounds, products, dropped);
    }

    private PricingData Assemble(SalesShape shape, List<SkuHistory> histories, Dictionary<string, GivenBounds> bounds,
        Dictionary<string, (string? Name, string? Category)> products, DroppedRows dropped)
    {
        var productUnits = shape.ByStore
            ? histories.GroupBy(h => h.Product, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(h => h.LargestUnits), StringComparer.Ordinal)
            : [];
        var (kept, refused) = (new List<(SkuHistory History, PlanBounds Plan, GivenBounds Given)>(), new List<RefusedSku>());
        foreach (var history in histories)
        {
            var given = bounds.GetValueOrDefault(history.Product, new(double.NaN, double.NaN, double.NaN, double.NaN));
            var plan = PlanBounds.Of(history, given, shape.ByStore ? history.LargestUnits / productUnits[history.Product] : 1);
            if (plan.Refusal() is { } reason) refused.Add(new(SalesReader.Sku(history.Product, history.Store), plan.Lower, plan.Upper, reason));
            else kept.Add((history, plan, given));
        }
        refused.AddRange(AllDropped(histories, dropped));
        var noCategories = !data.Has("products", "category");
        var assumed = new Assumed(noCategories, kept.Count(k => double.IsNaN(k.Given.Lower)), kept.Count(k => double.IsNaN(k.Given.Upper)),
            kept.Count(k => k.Plan.StockPerPeriod), kept.Where(k => !k.Plan.StockPerPeriod).DistinctBy(k => k.History.Product).Count(), kept.Count(k => k.History.MsrpVaries),
            Seen([.. kept.Select(k => k.History)]));
        var notes = new LoadNotes(data.Name, shape, dropped, [.. refused.OrderBy(r => r.Sku, StringComparer.Ordinal)], assumed);
        if (kept.Count == 0) throw NothingLeft(notes);
        return Pack(shape, notes, kept, products, noCategories);
    }

    private static PricingData Pack(SalesShape shape, LoadNotes notes, List<(SkuHistory History, PlanBounds Plan, GivenBounds Given)> kept,
        Dictionary<string, (string? Name, string? Category)> products, bool noCategories)
    {
        var starts = new int[kept.Count + 1];
        for (var i = 0; i < kept.Count; i++) starts[i + 1] = starts[i] + kept[i].History.Md.Length;
        return new PricingData(notes)
        {
            Skus = [.. kept.Select(k => SalesReader.Sku(k.History.Product, k.History.Store))],
            Names = [.. kept.Select(k => products.GetValueOrDefault(k.History.Product).Name)],
            Categories = [.. kept.Select(k => noCategories ? NoCategory : products.GetValueOrDefault(k.History.Product).Category ?? "")],
            // an MSRP that the bounds give overrides the one seen in the sales
            Msrp = [.. kept.Select(k => k.Given.Msrp > 0 ? k.Given.Msrp : k.History.Msrp)],
            Lower = [.. kept.Select(k => k.Plan.Lower)],
            Upper = [.. kept.Select(k => k.Plan.Upper)],
            Stock = [.. kept.Select(k => k.Plan.Stock)],
            StockPerPeriod = [.. kept.Select(k => k.Plan.StockPerPeriod)],
            Starts = starts,
            Md = [.. kept.SelectMany(k => k.History.Md)],
            Sold = [.. kept.SelectMany(k => k.History.Sold)],
            Days = [.. kept.SelectMany(k => k.History.Days)],
            Period = shape.Period,
        };
    }

    // the share of a source's periods in which its SKUs sold: a week without a sale leaves no row, so it is no observation
    private static double Seen(IReadOnlyCollection<SkuHistory> histories)
    {
        var periods = histories.SelectMany(h => h.Days).Distinct().Count();
        return periods == 0 ? 1 : histories.Sum(h => (double)h.Days.Length) / periods / histories.Count;
    }

    private static IEnumerable<RefusedSku> AllDropped(List<SkuHistory> histories, DroppedRows dropped)
    {
        var seen = histories.Select(h => SalesReader.Sku(h.Product, h.Store)).ToHashSet(StringComparer.Ordinal);
        return dropped.BySku.Where(d => d.Key.Length > 0 && !seen.Contains(d.Key))
            .Select(d => new RefusedSku(d.Key, double.NaN, double.NaN, Invariant($"every row was dropped: {d.Value} of them")));
    }

    private static InputException NothingLeft(LoadNotes notes) => new(
        Invariant($"'{notes.Source}' has no SKU that can be priced. ")
        + (notes.Dropped.Count > 0 ? Invariant($"{notes.Dropped.Count} rows were dropped ({string.Join("; ", notes.Dropped.ByReason.Select(r => Invariant($"{r.Value} because {DroppedRows.Say(r.Key)}")))}")
            + (notes.Dropped.Listed is [var first, ..] && first.Line > 0 ? Invariant($"; the first is line {first.Line}") : "") + "). " : "The sales have no rows. ")
        + (notes.Refused.FirstOrDefault() is { } sku ? Invariant($"First SKU refused: {sku.Sku}, {sku.Reason}.") : ""));

    private async Task<Dictionary<string, (string? Name, string? Category)>> ProductsAsync(CancellationToken ct)
    {
        var products = new Dictionary<string, (string?, string?)>(StringComparer.Ordinal);
        if (!data.Has("products", "product")) return products;
        var cells = string.Join(", ", new[] { "name", "category" }.Select(c => $"{(data.Has("products", c) ? c : "CAST(NULL AS VARCHAR)")} AS {c}"));
        var query = new Aggregate("products", $"SELECT product, {cells} FROM products WHERE product IS NOT NULL ORDER BY product",
            [.. new[] { "product", "name", "category" }.Select(c => new Column(c, c, ColumnType.Text))]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
                products[batch.Column<string?>(0)[i]!] = (batch.Column<string?>(1)[i], batch.Column<string?>(2)[i]);
        return products;
    }
}
