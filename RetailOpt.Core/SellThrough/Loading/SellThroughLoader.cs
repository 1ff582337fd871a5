using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Loading;

/// <summary>Reads sales, supply, labels and the optional files into a model.</summary>
internal sealed class SellThroughLoader(RunInputs inputs, SellThroughReading reading, IStoreGroups groups)
{
    private readonly IQueryEngine _data = inputs.Require(SellThroughInputs.Data);

    private string Entity => reading.Entity == SellThroughEntity.Store ? "store" : "account";

    /// <exception cref="InputException">The inputs cannot serve; the message says what to do.</exception>
    public async Task<SellThroughModel> LoadAsync(IWork work, CancellationToken ct)
    {
        var query = new SalesRows(_data, reading);
        work.Report(null, "Reading clusters");
        var (found, from) = await LabelsAsync(work, ct);
        var starts = await ObservedPeriods.OfAsync(_data, query.Days, query.SupplyDays, ct);
        var builder = new PairsBuilder(found.Labels, starts);
        await foreach (var batch in _data.PullAsync(query.Sales(starts), ct))
        {
            builder.Sales(batch, query.TellsFashion);
            work.Report(null, "Reading sales", $"{builder.Counts.All:N0} rows");
        }
        if (query.HasSupply)
            await foreach (var batch in _data.PullAsync(query.Supply(starts), ct))
            {
                builder.Supply(batch);
                work.Report(null, "Reading supply");
            }
        if (builder.IsEmpty) throw Nothing(builder.Counts, found.Labels);
        var categories = await CategoriesAsync(ct);
        var pairs = builder.Build(query.HasSupply ? null : reading.SupplyFactor, query.TellsFashion, p => categories.GetValueOrDefault(p, ("(none)", "")));
        var given = await GivenFiles.ReadAsync(inputs, _data, pairs, reading.Entity == SellThroughEntity.Store, ct);
        work.Report(null, "Estimating demand");
        var demand = new DemandEstimator(pairs, ct).Estimate();
        Notice[] notices = [.. found.Told, .. query.Told is { } told ? [told] : Array.Empty<Notice>(), .. LoadNotices.Of(pairs, builder.Counts, reading, found), .. given.Told];
        return new(pairs, demand, given, await CapacitiesAsync(ct), new(_data.Name, from, found.Groups, builder.Counts, notices));
    }

    private async Task<(StoreGroups Found, string From)> LabelsAsync(IWork work, CancellationToken ct)
    {
        if (await StoreLabels.FindAsync(inputs, SellThroughInputs.Clusters, ct) is { } given) return (new(given.ByStore, [], given.Told), $"given by {given.Source}");
        if (reading.Entity == SellThroughEntity.Store && StoreLabels.Has(_data)) return (new((await StoreLabels.ReadAsync(_data, ct)).ByStore, [], []), $"those of {_data.Name}");
        return (await groups.FindAsync(_data, new(Entity, reading.K, reading.From, reading.To), work, ct), "found by what is sold and how much");
    }

    private async Task<Dictionary<string, (string Category, string Subcategory)>> CategoriesAsync(CancellationToken ct)
    {
        var categories = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (!_data.Has("products", "category")) return categories;
        var sub = _data.Has("products", "subcategory") ? "subcategory" : "category";
        var query = new Aggregate("categories of products", $"SELECT product, COALESCE(category, '(none)'), COALESCE({sub}, '') FROM products WHERE product IS NOT NULL ORDER BY 1, 2, 3", [Text("product"), Text("category"), Text("subcategory")]);
        await foreach (var batch in _data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) categories.TryAdd(batch.Column<string?>(0)[i]!, (batch.Column<string?>(1)[i]!, batch.Column<string?>(2)[i]!));
        return categories;
    }

    /// <summary>Capacities in units that the data gives, by store.</summary>
    private async Task<Dictionary<string, double>> CapacitiesAsync(CancellationToken ct)
    {
        var capacities = new Dictionary<string, double>(StringComparer.Ordinal);
        if (reading.Entity != SellThroughEntity.Store || !_data.Has("stores", "units_capacity")) return capacities;
        var query = new Aggregate("capacities of stores", "SELECT store, units_capacity FROM stores WHERE store IS NOT NULL AND units_capacity IS NOT NULL ORDER BY 1", [Text("store"), new("units_capacity", "units_capacity", ColumnType.Number)]);
        await foreach (var batch in _data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) capacities[batch.Column<string?>(0)[i]!] = batch.Column<double>(1)[i];
        return capacities;
    }

    private InputException Nothing(RowCounts counts, IReadOnlyDictionary<string, string> labels) => new(
        counts.Unlabelled.Count > 0 ? $"None of the {counts.Unlabelled.Count:N0} {Entity}s with sales or supply has a cluster. They are named like '{counts.Unlabelled.Keys.Min(StringComparer.Ordinal)}', the clusters name them like '{labels.Keys.Min(StringComparer.Ordinal)}': check that both write the ids alike, leading zeros too."
        : counts.All == 0 ? $"The sales of '{_data.Name}' have no row{(reading.From ?? reading.To) switch { null => "", _ => " in the days that were chosen" }}."
        : $"None of the {counts.All:N0} rows of the sales can be used: {counts.NoStore:N0} name no {Entity}, {counts.NoProduct:N0} no product.");

    private static Column Text(string key) => new(key, key, ColumnType.Text);
}
