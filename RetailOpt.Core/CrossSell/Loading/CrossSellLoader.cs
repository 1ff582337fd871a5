using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;
using static System.FormattableString;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>What a dataset's sales say about baskets.</summary>
/// <param name="Loaded">Purchases and lines.</param>
/// <param name="Catalog">Products.</param>
/// <param name="Window">The days that count.</param>
/// <param name="Notices">What a person must know.</param>
internal sealed record CrossSellData(Loaded Loaded, ItemCatalog Catalog, SalesWindow Window, IReadOnlyList<Notice> Notices);

/// <summary>Reads baskets, products and segments.</summary>
internal sealed class CrossSellLoader(IQueryEngine data, CrossSellReading reading)
{
    private readonly List<Notice> _notices = [];

    /// <exception cref="InputException">The sales cannot serve; the message says what to do.</exception>
    public async Task<CrossSellData> LoadAsync(IWork work, CancellationToken ct)
    {
        work.Report(null, "Reading products");
        var window = await SalesWindow.FindAsync(data, reading.AsOf, reading.LookbackDays, ct);
        var catalog = await ItemCatalog.LoadAsync(data, reading.Level, reading.UpperCase, ct);
        var known = await SegmentsAsync(ct);
        var reader = new LineReader(data, reading, catalog, window);
        await reader.ReadAsync(work, ct);
        work.Report(null, "Sorting baskets");
        var builder = new PurchaseBuilder(reader, catalog, reading);
        var loaded = builder.Build((accounts, accountOf, days, net) => Segments(known, accounts, accountOf, days, net, ct), ct);
        if (loaded.Purchases.Count == 0) throw Nothing(reader.Counts, window);
        if (reader.Told is { } told) _notices.Add(told);
        return new(loaded, catalog, window, [.. _notices, .. window.Notices, .. builder.Notices, .. reader.Counts.Told(reading.Level), .. Doubts(loaded)]);
    }

    private async Task<Dictionary<string, string>> SegmentsAsync(CancellationToken ct)
    {
        var segments = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reading.Segments is not (SegmentSource.Auto or SegmentSource.Given)) return segments;
        if (data.Has("accounts", "segment"))
        {
            var query = new Aggregate("segments of accounts", "SELECT account, segment FROM accounts WHERE account IS NOT NULL AND segment IS NOT NULL ORDER BY account, segment",
                [new("account", "account", ColumnType.Text), new("segment", "segment", ColumnType.Text)]);
            await foreach (var batch in data.PullAsync(query, ct))
                for (var i = 0; i < batch.Rows; i++)
                    if (batch.Column<string?>(1)[i]!.Trim() is { Length: > 0 } name) segments.TryAdd(batch.Column<string?>(0)[i]!, name);
        }
        return segments.Count > 0 || reading.Segments == SegmentSource.Auto ? segments
            : throw new InputException($"The accounts of '{data.Name}' have no segments. Map a column to segment, or let them be computed (segments computed).");
    }

    private Segmentation Segments(Dictionary<string, string> given, IReadOnlyList<string> accounts, int[] accountOf, int[] days, long[] net, CancellationToken ct)
    {
        if (reading.Segments == SegmentSource.None || accounts.Count == 0) return new([], [.. accounts.Select(_ => -1)], SegmentMethod.Given, new Dictionary<string, int>());
        return given.Count > 0 ? Given(given, accounts) : Computed(accounts, accountOf, days, net, ct);
    }

    private Segmentation Given(Dictionary<string, string> given, IReadOnlyList<string> accounts)
    {
        string[] names = [.. given.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var known = given.ToDictionary(g => g.Key, g => Array.BinarySearch(names, g.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        var of = accounts.Select(a => known.GetValueOrDefault(a, -1)).ToArray();
        var none = of.Count(s => s < 0);
        if (none > 0) _notices.Add(new(NoticeLevel.Warning, Invariant($"{none:N0} of {accounts.Count:N0} accounts with purchases have no segment: they count for everybody together, and in no segment."), none));
        return new(names, of, SegmentMethod.Given, known);
    }

    private Segmentation Computed(IReadOnlyList<string> accounts, int[] accountOf, int[] days, long[] net, CancellationToken ct)
    {
        var method = reading.Segments == SegmentSource.Clusters ? SegmentMethod.Clusters : SegmentMethod.Thirds;
        var of = ComputedSegments.Of(method, accounts.Count, accountOf, days, b => net[b], null, ct);
        _notices.Add(new(NoticeLevel.Info, $"{(reading.Segments == SegmentSource.Auto ? "The accounts have no segments: " : "")}Premium, Standard and Basic are computed, as {(method == SegmentMethod.Clusters ? "clusters" : "thirds")} by recency, frequency and money."));
        return new(ComputedSegments.Names, of, method, accounts.Index().ToDictionary(a => a.Item, a => of[a.Index], StringComparer.Ordinal));
    }

    /// <summary>What looks like no product or no purchase and was not left out.</summary>
    private IEnumerable<Notice> Doubts(Loaded loaded)
    {
        if (reading.ProductPattern is null && loaded.Products.Count(p => p.Count(char.IsAsciiDigit) >= 3) >= .95 * loaded.Products.Count
            && loaded.Products.Where(p => p.Count(char.IsAsciiDigit) < 3).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } odd)
            yield return new(NoticeLevel.Warning, Invariant($"{odd.Length:N0} of {loaded.Products.Count:N0} product ids look like no products ({string.Join(", ", odd.Take(5))}); leave such out with a pattern (product-pattern)."), odd.Length);
        if (!reading.UpperCase && loaded.Products.Count - loaded.Products.Distinct(StringComparer.OrdinalIgnoreCase).Count() is var twins and > 0)
            yield return new(NoticeLevel.Warning, Invariant($"{twins:N0} product ids differ from another only in case; take them as one with upper-case-products."), twins);
    }

    private InputException Nothing(RowCounts counts, SalesWindow window) => new(Invariant(
        $"The sales of '{data.Name}' have no baskets{(window.AsOf is { } to ? Invariant($" from {window.From:yyyy-MM-dd} to {to:yyyy-MM-dd}") : "")}: of {counts.All:N0} rows {counts.Returns:N0} are returns, {counts.Skipped:N0} are of baskets left out, {counts.NoBasket:N0} name no basket, {counts.NoProduct:N0} no product, {counts.OtherProducts + counts.NoItem:N0} no item that counts. Look back further (lookback-days) or loosen what is left out."));
}
