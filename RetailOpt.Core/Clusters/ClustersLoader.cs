using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Grouping;
using RetailOpt.Core.Numerics;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Clusters;

/// <summary>Reads sales by entity and category, and labels where they are given.</summary>
internal static class ClustersLoader
{
    private const string NoCategory = "(none)";

    public static Task<ClustersModel> LoadAsync(IQueryEngine data, StoreLabels? labels, ClustersOptions options, IWork work, CancellationToken ct) =>
        LoadAsync(data, labels, options, null, null, work, ct);

    /// <summary>The same of the sales between two days.</summary>
    public static async Task<ClustersModel> LoadAsync(IQueryEngine data, StoreLabels? labels, ClustersOptions options, DateOnly? from, DateOnly? to, IWork work, CancellationToken ct)
    {
        var entity = options.Entity == ClusterEntity.Store ? "store" : "account";
        if (!data.Has("sales", entity)) throw new InputException(options.Entity == ClusterEntity.Store
            ? $"The sales of '{data.Name}' name no store. Map a column to store, or cluster accounts instead (entity account)."
            : $"The sales of '{data.Name}' name no account. Map a column to account, or cluster stores instead (entity store).");
        work.Report(null, "Reading sales");
        List<Notice> notices = [.. labels?.Told ?? []];
        var cells = new List<(string Id, string Category, double Sales)>();
        var (nameless, rows) = (0L, 0L);
        await foreach (var batch in data.PullAsync(Sales(data, entity, options.Mix, SalesPeriod.Of(data, "s", from, to), notices), ct))
            for (var i = 0; i < batch.Rows; i++)
            {
                var (id, count) = (batch.Column<string?>(0)[i], batch.Column<long>(3)[i]);
                rows += count;
                if (string.IsNullOrEmpty(id)) nameless += count;
                else cells.Add((id, batch.Column<string?>(1)[i] is { Length: > 0 } category ? category : NoCategory, (double)batch.Column<decimal>(2)[i]));
            }
        if (cells.Count == 0) throw new InputException(rows == 0 ? $"The sales of '{data.Name}' have no row{Days(from, to)}." : $"The sales of '{data.Name}' have no row that names a {entity}.");
        if (nameless > 0) notices.Add(new(NoticeLevel.Warning, $"{nameless:N0} of {rows:N0} sales rows name no {entity} and are left out.", nameless));
        return Model(cells, await NamesAsync(data, entity, ct), labels?.ByStore, notices);
    }

    private static string Days(DateOnly? from, DateOnly? to) => (from is null ? "" : $" from {OptionSchema.Format(from)}") + (to is null ? "" : $" until {OptionSchema.Format(to)}");

    private static Aggregate Sales(IQueryEngine data, string entity, MixLevel mix, SalesPeriod period, List<Notice> notices)
    {
        var amount = SalesAmount.Of(data, "s");
        if (amount.Told is { } told) notices.Add(told);
        var level = Level(data, mix, notices);
        var join = level is null ? "" : " LEFT JOIN products p ON p.product = s.product";
        return new Aggregate($"sales by {entity} and category",
            $"SELECT s.{entity}, {level ?? "'(all)'"}, SUM({amount.Sql}), COUNT(*) FROM sales s{join}{period.Where} GROUP BY s.{entity}{(level is null ? "" : $", {level}")} ORDER BY 1, 2",
            [new(entity, entity, ColumnType.Text), new("category", "category", ColumnType.Text), new("amount", "amount", ColumnType.Money), new("rows", "rows", ColumnType.Integer)], period.Arguments);
    }

    private static string? Level(IQueryEngine data, MixLevel mix, List<Notice> notices)
    {
        var (category, subcategory) = (data.Has("products", "category"), data.Has("products", "subcategory"));
        if (!category)
        {
            notices.Add(new(NoticeLevel.Warning, "The products have no category: only the scale of sales is compared."));
            return null;
        }
        if (mix == MixLevel.Category) return "p.category";
        if (subcategory) return "p.category || '|' || COALESCE(p.subcategory, '')";
        notices.Add(new(NoticeLevel.Warning, "The products have no subcategory: categories are compared."));
        return "p.category";
    }

    private static async Task<Dictionary<string, string>> NamesAsync(IQueryEngine data, string entity, CancellationToken ct)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var table = entity + "s";
        if (!data.Has(table, entity) || !data.Has(table, "name")) return names;
        await foreach (var (id, name) in PairsAsync(data, table, entity, "name", ct))
            if (name is not null) names[id] = name;
        return names;
    }

    private static async IAsyncEnumerable<(string Id, string? Value)> PairsAsync(
        IQueryEngine source, string table, string key, string value, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var query = new Aggregate($"{value} of {table}", $"SELECT {key}, {value} FROM {table} WHERE {key} IS NOT NULL GROUP BY {key}, {value} ORDER BY 1, 2",
            [new(key, key, ColumnType.Text), new(value, value, ColumnType.Text)]);
        await foreach (var batch in source.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++) yield return (batch.Column<string?>(0)[i]!, batch.Column<string?>(1)[i]);
    }

    private static ClustersModel Model(List<(string Id, string Category, double Sales)> cells, Dictionary<string, string> names, IReadOnlyDictionary<string, string>? labels, List<Notice> notices)
    {
        string[] ids = [.. cells.Select(c => c.Id).Distinct().Order(StringComparer.Ordinal)], categories = [.. cells.Select(c => c.Category).Distinct().Order(StringComparer.Ordinal)];
        var row = ids.Index().ToDictionary(x => x.Item, x => x.Index, StringComparer.Ordinal);
        var column = categories.Index().ToDictionary(x => x.Item, x => x.Index, StringComparer.Ordinal);
        var sales = new Points(ids.Length, categories.Length);
        foreach (var cell in cells) sales[row[cell.Id]][column[cell.Category]] += cell.Sales;
        return new ClustersModel { Ids = ids, Names = names, Categories = categories, Sales = sales, Labels = labels, Notices = notices };
    }
}
