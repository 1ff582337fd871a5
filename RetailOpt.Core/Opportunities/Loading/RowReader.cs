using RetailOpt.Core.Engines;
using RetailOpt.Core.Opportunities.Rule;

namespace RetailOpt.Core.Opportunities.Loading;

/// <summary>Rows that were read, and those that could not be used, by reason.</summary>
internal sealed class RowCounts
{
    public long All { get; set; }
    public long NoStore { get; set; }
    public long NoProduct { get; set; }
    public long NoCategory { get; set; }
    /// <summary>Stores without a label: rows, and sales in ten-thousandths.</summary>
    public Dictionary<string, (long Rows, long Sales)> Unlabelled { get; } = new(StringComparer.Ordinal);
    /// <summary>Sales of rows that were used, in ten-thousandths.</summary>
    public long Used { get; set; }
}

/// <summary>Puts the rows of <see cref="SalesQuery.Sales"/> into a <see cref="CellBuilder"/>. Each store, and each product with its category, is looked up once.</summary>
internal sealed class RowReader(SalesQuery query, CellBuilder cells, IReadOnlyDictionary<string, Category?> byProduct)
{
    private const int Unusable = -1, Unknown = -2;
    private static readonly Category Everything = new("(all)", null, null);
    private readonly List<int> _stores = [];
    private readonly List<LastItem> _items = [];
    private readonly Dictionary<(int Product, int First, int Second), int> _itemOf = [];

    public RowCounts Counts { get; } = new();

    private record struct LastItem(int First, int Second, int Item);

    public void Read(Batch batch)
    {
        var keys = query.Keys.Count;
        var (stores, products, amounts, rows) = (batch.Codes(0), batch.Codes(1), batch.Units(keys), batch.Column<long>(keys + 1));
        var first = keys > 2 ? batch.Codes(2) : null;
        var second = keys > 3 ? batch.Codes(3) : null;
        for (var i = 0; i < batch.Rows; i++)
        {
            Counts.All += rows[i];
            var store = Store(batch, stores[i]);
            var item = store == Unknown ? Unusable : Item(batch, products[i], first?[i] ?? Unusable, second?[i] ?? Unusable, rows[i]);
            if (store == Unknown) Counts.NoStore += rows[i];
            if (item < 0) continue;
            if (store < 0) Leave(batch.Texts(0)[stores[i]], rows[i], amounts[i]);
            else
            {
                cells.Add(store, item, amounts[i]);
                Counts.Used += amounts[i];
            }
        }
    }

    /// <summary>Number of the store, below 0 where it has no label, or where there is none.</summary>
    private int Store(Batch batch, int code)
    {
        if (code < 0) return Unknown;
        while (_stores.Count <= code) _stores.Add(batch.Texts(0)[_stores.Count] is { Length: > 0 } id ? cells.Store(id) : Unknown);
        return _stores[code];
    }

    /// <summary>Number of the item, below 0 where it cannot be told.</summary>
    private int Item(Batch batch, int product, int first, int second, long rows)
    {
        if (product < 0 || batch.Texts(1)[product].Length == 0)
        {
            Counts.NoProduct += rows;
            return Unusable;
        }
        while (_items.Count <= product) _items.Add(new(Unknown, Unknown, Unknown));
        // nearly every product has one category
        var last = _items[product];
        if (last.First != first || last.Second != second)
        {
            if (!_itemOf.TryGetValue((product, first, second), out var item)) _itemOf[(product, first, second)] = item = NewItem(batch, product, first, second);
            _items[product] = last = new(first, second, item);
        }
        if (last.Item < 0) Counts.NoCategory += rows;
        return last.Item;
    }

    private int NewItem(Batch batch, int product, int first, int second)
    {
        var id = batch.Texts(1)[product];
        var category = query.Category switch
        {
            CategorySource.Row => Categories.Of(query.CategoryColumns, Text(2, first), Text(3, second)),
            CategorySource.Product => byProduct.GetValueOrDefault(id),
            _ => Everything,
        };
        return category is null ? Unusable : cells.Item(id, category);

        string? Text(int column, int code) => code < 0 ? null : batch.Texts(column)[code];
    }

    private void Leave(string store, long rows, long amount)
    {
        var sum = Counts.Unlabelled.GetValueOrDefault(store);
        Counts.Unlabelled[store] = (sum.Rows + rows, sum.Sales + amount);
    }
}

/// <summary>Makes categories of cells.</summary>
internal static class Categories
{
    /// <summary>category|subcategory of the cells of those columns, in their order; the only one where there is one; null where all are blank.</summary>
    public static Category? Of(IReadOnlyList<string> columns, string? first, string? second)
    {
        if (string.IsNullOrWhiteSpace(first) && string.IsNullOrWhiteSpace(second)) return null;
        return columns.Count == 2 ? new($"{first}|{second}", first ?? "", second ?? "") : columns[0] == "category" ? new(first!, first, null) : new(first!, null, first);
    }
}
