using RetailOpt.Core.Analyses;
using RetailOpt.Core.Engines;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.CrossSell.Loading;

/// <summary>A product of the catalogue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, or null.</param>
/// <param name="Category">Its category, or null.</param>
/// <param name="Item">The item that it is or belongs to; null where it names none.</param>
/// <param name="Price">Its list price in the currency, or null.</param>
/// <param name="Active">Whether it is sold: status active, or none given.</param>
internal sealed record CatalogProduct(string Id, string? Name, string? Category, string? Item, double? Price, bool Active);

/// <summary>The products and the items that they are or belong to.</summary>
internal sealed class ItemCatalog(ItemLevel level, IReadOnlyDictionary<string, CatalogProduct> products)
{
    private static readonly string[] Optional = ["name", "category", "subcategory", "brand", "status", "list_price"];

    /// <summary>What is known of a product, or null.</summary>
    public CatalogProduct? Find(string product) => products.GetValueOrDefault(product);

    /// <summary>All products, by id.</summary>
    public IEnumerable<CatalogProduct> All => products.Values.OrderBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>The item of a product; null where it names none.</summary>
    public string? ItemOf(string product) => level == ItemLevel.Product ? product : products.GetValueOrDefault(product)?.Item;

    /// <summary>Reads the products.</summary>
    /// <exception cref="InputException">They lack what the level needs.</exception>
    public static async Task<ItemCatalog> LoadAsync(IQueryEngine data, ItemLevel level, bool upperCase, CancellationToken ct)
    {
        foreach (var column in Needed(level))
            if (!data.Has("products", column)) throw new InputException($"The products of '{data.Name}' have no {column}. Map a column to it, or choose other items (item-level).");
        var products = new Dictionary<string, CatalogProduct>(StringComparer.Ordinal);
        if (!data.Has("products", "product")) return new(level, products);
        var present = Optional.Where(c => data.Has("products", c)).ToArray();
        var query = new Aggregate("products", $"SELECT {string.Join(", ", present.Select(c => c == "list_price" ? "COALESCE(list_price, -1)" : c).Prepend("product"))} FROM products WHERE product IS NOT NULL ORDER BY product",
            [.. present.Prepend("product").Select(c => new Column(c, c, c == "list_price" ? ColumnType.Money : ColumnType.Text))]);
        await foreach (var batch in data.PullAsync(query, ct))
            for (var i = 0; i < batch.Rows; i++)
            {
                var id = upperCase ? batch.Column<string?>(0)[i]!.ToUpperInvariant() : batch.Column<string?>(0)[i]!;
                var price = Array.IndexOf(present, "list_price") is var at and >= 0 ? batch.Units(at + 1)[i] / 10_000.0 : -1;
                products.TryAdd(id, new(id, Text("name"), Text("category"), Item(level, Text("category"), Text("subcategory"), Text("brand")), price < 0 ? null : price,
                    Text("status") is not { } status || status.Equals("active", StringComparison.OrdinalIgnoreCase)));

                string? Text(string column) => Array.IndexOf(present, column) is var c and >= 0 && batch.Column<string?>(c + 1)[i] is { Length: > 0 } text ? text : null;
            }
        return new(level, products);
    }

    private static string[] Needed(ItemLevel level) => level switch
    {
        ItemLevel.Subcategory => ["subcategory"],
        ItemLevel.Category => ["category"],
        ItemLevel.Brand => ["brand"],
        ItemLevel.CategoryBrand => ["category", "brand"],
        _ => [],
    };

    private static string? Item(ItemLevel level, string? category, string? subcategory, string? brand) => level switch
    {
        ItemLevel.Subcategory => subcategory,
        ItemLevel.Category => category,
        ItemLevel.Brand => brand,
        ItemLevel.CategoryBrand => category is null || brand is null ? null : $"{category} | {brand}",
        _ => null,
    };
}
