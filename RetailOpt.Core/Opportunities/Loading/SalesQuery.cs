using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Loading;

/// <summary>Where the category of a row comes from.</summary>
internal enum CategorySource
{
    /// <summary>The row names it.</summary>
    Row,
    /// <summary>The product has it.</summary>
    Product,
    /// <summary>There is none: everything is one category.</summary>
    None,
}

/// <summary>
/// The portable query behind the rule: sales by store, product and category. A file with a row for each store and product already, without dates
/// and baskets, is not grouped again: rows that repeat are summed when they are read. No order is asked for, since none is needed.
/// </summary>
internal sealed class SalesQuery
{
    private readonly string _entity;
    private readonly SalesAmount _amount;
    private readonly SalesPeriod _period;
    private readonly bool _grouped;

    /// <summary>Of a source's sales.</summary>
    /// <exception cref="InputException">The sales lack what is needed.</exception>
    public SalesQuery(IQueryEngine data, OpportunitiesReading reading)
    {
        _entity = reading.Entity == StoreEntity.Store ? "store" : "account";
        if (!data.Has("sales", _entity)) throw new InputException(reading.Entity == StoreEntity.Store
            ? $"The sales of '{data.Name}' name no store. Map a column to store, or take accounts in their place (entity account)."
            : $"The sales of '{data.Name}' name no account. Map a column to account, or take stores (entity store).");
        if (!data.Has("sales", "product")) throw new InputException($"The sales of '{data.Name}' name no product. Map a column to product.");
        _amount = SalesAmount.Of(data, "s");
        _period = SalesPeriod.Of(data, "s", reading.From, reading.To);
        _grouped = new[] { "date", "basket", "account" }.Any(c => data.Has("sales", c));
        var table = data.Has("sales", "category") || data.Has("sales", "subcategory") ? "sales" : "products";
        Category = data.Has(table, "category") || data.Has(table, "subcategory") ? table == "sales" ? CategorySource.Row : CategorySource.Product : CategorySource.None;
        CategoryColumns = [.. new[] { "category", "subcategory" }.Where(c => data.Has(table, c))];
    }

    /// <summary>Where categories come from.</summary>
    public CategorySource Category { get; }

    /// <summary>Those of category and subcategory that are there.</summary>
    public IReadOnlyList<string> CategoryColumns { get; }

    /// <summary>What to know of the amounts, or null.</summary>
    public Notice? Told => _amount.Told;

    /// <summary>The columns that name a row, all texts: store, product, and what the row says of its category.</summary>
    public IReadOnlyList<string> Keys => [_entity, "product", .. Category == CategorySource.Row ? CategoryColumns : []];

    /// <summary>The keys, the amount, and how many rows of the sales it is of.</summary>
    public Aggregate Sales()
    {
        var keys = string.Join(", ", Keys.Select(k => $"s.{k}"));
        return new("sales by store and product",
            _grouped ? $"SELECT {keys}, SUM({_amount.Sql}), COUNT(*) FROM sales s{_period.Where} GROUP BY {keys}" : $"SELECT {keys}, {_amount.Sql}, 1 FROM sales s{_period.Where}",
            [.. Keys.Select(Text), new("amount", "amount", ColumnType.Money), new("rows", "rows", ColumnType.Integer)], _period.Arguments, Keep: _grouped, Coded: Keys);
    }

    /// <summary>Categories by product: product, and those of category and subcategory that are there.</summary>
    public Aggregate Products()
    {
        var columns = string.Join(", ", CategoryColumns);
        return new("categories of products", $"SELECT product, {columns} FROM products WHERE product IS NOT NULL ORDER BY product, {columns}", [Text("product"), .. CategoryColumns.Select(Text)]);
    }

    private static Column Text(string key) => new(key, key, ColumnType.Text);
}
