using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Import.Mapping;

/// <summary>What a file must hold to fill a table, and which names of files hint at it.</summary>
internal static class TableNeeds
{
    private static readonly Dictionary<string, (string[][] Columns, string[] Hints)> All = new(StringComparer.Ordinal)
    {
        ["sales"] = ([["product"], ["quantity", "amount"]], ["sales", "transaction", "transactions", "orders", "invoices", "receipts", "pos"]),
        ["products"] = ([["product"], ["name", "category", "subcategory", "department", "brand", "manufacturer", "size", "list_price", "status"]], ["product", "products", "items", "catalog", "catalogue", "assortment"]),
        ["stores"] = ([["store"], ["name", "city", "region", "format", "area", "units_capacity"]], ["store", "stores", "shops", "outlets"]),
        ["accounts"] = ([["account"], ["name", "segment", "region", "home_store", "age", "income", "household_size"]], ["account", "accounts", "customer", "customers", "demographics", "households", "members"]),
        ["campaigns"] = ([["campaign"], ["name", "type", "category", "start", "end", "budget", "discount_percent"]], ["campaign_descriptions", "campaign_desc"]),
        ["campaign_targets"] = ([["campaign"], ["account"]], ["campaign_targets", "campaign_table", "targets"]),
        ["campaign_products"] = ([["campaign"], ["product"]], ["campaign_products", "coupons", "coupon"]),
        ["coupon_redemptions"] = ([["account"], ["coupon", "campaign"], ["coupon", "date"]], ["redemptions", "coupon_redemptions", "coupon_redempt"]),
        ["promotions"] = ([["product"], ["display", "mailer"]], ["promotions", "promotions_sample", "causal_data"]),
        ["supply"] = ([["product"], ["units"]], ["supply", "inventory", "stock"]),
        ["price_bounds"] = ([["product"], ["md_lower", "md_upper", "inventory"]], ["bounds", "price_bounds"]),
        ["clusters"] = ([["store"], ["cluster"]], ["cluster", "clusters", "clustering"]),
        ["product_roles"] = ([["product"], ["role"]], ["roles", "product_roles"]),
        ["price_bands"] = ([["product"], ["band"]], ["bands", "price_bands"]),
        ["store_attributes"] = ([["store"], ["fashion_ratio", "store_type", "rack_capacity", "size_tier"]], ["store_attributes", "attributes"]),
    };

    /// <summary>Groups of columns of which one each must be mapped.</summary>
    public static IReadOnlyList<string[]> Of(string table) => All[table].Columns;

    /// <summary>The first group that has no mapped column, in words; null when nothing is missing.</summary>
    public static string? Missing(string table, IEnumerable<string> mapped)
    {
        var present = mapped.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return All[table].Columns.FirstOrDefault(group => !group.Any(present.Contains)) is { } group ? string.Join(" or ", group) : null;
    }

    /// <summary>Whether a file's name speaks of the table.</summary>
    public static bool Hinted(string table, string leaf)
    {
        var name = Path.GetFileNameWithoutExtension(leaf).ToLowerInvariant();
        return All[table].Hints.Contains(name) || (table != "products" && table != "stores" && name.Split('_', '-', ' ', '.').Intersect(All[table].Hints).Any());
    }

    /// <summary>What files may hold, for the message on a file that holds none of it.</summary>
    public static string Explain()
    {
        var sales = Canonical.Tables["sales"];
        static string Names(Column column) => $"{column.Key} ({string.Join(", ", column.Aliases.Take(4))})";
        return $"A sales file needs {Names(sales["product"])} and {Names(sales["quantity"])} or {Names(sales["amount"])}; "
            + "a product, store, customer or campaign file needs its id and one more column.";
    }
}
