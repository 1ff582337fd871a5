using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Loading;

/// <summary>Reads sales and labels into a model.</summary>
internal sealed class OpportunitiesLoader(IQueryEngine data, StoreLabels? given, OpportunitiesReading reading, IStoreGroups groups)
{
    private string One => reading.Entity == StoreEntity.Store ? "store" : "account";

    /// <exception cref="InputException">The inputs cannot serve; the message says what to do.</exception>
    public async Task<OpportunitiesModel> LoadAsync(IWork work, CancellationToken ct)
    {
        var query = new SalesQuery(data, reading);
        work.Report(null, "Reading clusters");
        var (found, from) = await LabelsAsync(work, ct);
        work.Report(null, "Reading sales");
        var builder = new CellBuilder(found.Labels);
        var rows = new RowReader(query, builder, await CategoriesAsync(query, ct));
        await foreach (var batch in data.PullAsync(query.Sales(), ct))
        {
            rows.Read(batch);
            work.Report(null, "Reading sales", $"{rows.Counts.All:N0} rows");
        }
        work.Report(null, "Sorting sales");
        var cells = builder.Build(work.Threads, ct);
        if (cells.Count == 0) throw Nothing(rows.Counts, found.Labels);
        var notices = new LoadNotices(query, reading, rows.Counts, cells, found).All();
        return new(cells, new(data.Name, from, found.Groups, await NamesAsync(One + "s", One, ct), await NamesAsync("products", "product", ct),
            [.. rows.Counts.Unlabelled.Select(u => new Unlabelled(u.Key, u.Value.Rows, u.Value.Sales / SalesCells.Minor)).OrderBy(u => u.Store, StringComparer.Ordinal)], notices));
    }

    private async Task<(StoreGroups Found, string From)> LabelsAsync(IWork work, CancellationToken ct)
    {
        if (given is not null) return (new(given.ByStore, [], given.Told), $"given by {given.Source}");
        if (reading.Entity == StoreEntity.Store && StoreLabels.Has(data)) return (new((await StoreLabels.ReadAsync(data, ct)).ByStore, [], []), $"those of {data.Name}");
        return (await groups.FindAsync(data, new(One, reading.K, reading.From, reading.To), work, ct), "found by what is sold and how much");
    }

    private async Task<Dictionary<string, Category?>> CategoriesAsync(SalesQuery query, CancellationToken ct)
    {
        var categories = new Dictionary<string, Category?>(StringComparer.Ordinal);
        if (query.Category != CategorySource.Product) return categories;
        await foreach (var batch in data.PullAsync(query.Products(), ct))
            for (var i = 0; i < batch.Rows; i++)
                categories.TryAdd(batch.Column<string?>(0)[i]!, Categories.Of(query.CategoryColumns, batch.Column<string?>(1)[i], query.CategoryColumns.Count > 1 ? batch.Column<string?>(2)[i] : null));
        return categories;
    }

    private async Task<Dictionary<string, string>> NamesAsync(string table, string key, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!data.Has(table, key) || !data.Has(table, "name")) return names;
        var query = new Aggregate($"names of {table}", $"SELECT {key}, name FROM {table} WHERE {key} IS NOT NULL AND name IS NOT NULL ORDER BY {key}, name",
            [new(key, key, ColumnType.Text), new("name", "name", ColumnType.Text)]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) names.TryAdd(batch.Column<string?>(0)[i]!, batch.Column<string?>(1)[i]!);
        return names;
    }

    private InputException Nothing(RowCounts counts, IReadOnlyDictionary<string, string> labels)
    {
        var period = (reading.From ?? reading.To) is null ? "" : $" from {OptionSchema.Format(reading.From ?? DateOnly.MinValue)} to {OptionSchema.Format(reading.To ?? DateOnly.MaxValue)}";
        return new(counts.All == 0 ? $"The sales of '{data.Name}' have no row{period}."
            : counts.Unlabelled.Count > 0 ? $"None of the {counts.Unlabelled.Count:N0} {One}s with sales has a cluster. The sales name them like '{counts.Unlabelled.Keys.Min(StringComparer.Ordinal)}', the clusters like '{labels.Keys.Min(StringComparer.Ordinal)}': check that both write the ids alike, leading zeros too."
            : $"None of the {counts.All:N0} rows of the sales{period} can be used: {counts.NoStore:N0} name no {One}, {counts.NoProduct:N0} no product, {counts.NoCategory:N0} have a blank category.");
    }
}
