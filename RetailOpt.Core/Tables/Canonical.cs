namespace RetailOpt.Core.Tables;

/// <summary>
/// The canonical tables of a dataset: a small star schema into which every imported file is mapped and from which
/// every analysis reads. A dataset holds the tables and columns that its files could fill; the rest are absent.
/// </summary>
public static partial class Canonical
{
    /// <summary>Columns by which rows of a dimension table are unique; other tables may repeat.</summary>
    public static IReadOnlyList<string> KeyOf(string table) => Tables.TryGetValue(table, out var schema) ? schema.Identity : [];

    /// <summary>All tables by name.</summary>
    public static IReadOnlyDictionary<string, TableSchema> Tables { get; } = new TableSchema[]
    {
        Table("sales", "Sales", ["source_line"], [],
            Date("date", "Date", "day", "week_end_date", "invoicedate", "invoice_date", "transaction_date", "transaction_timestamp", "order_date", "sale_date", "week_ending", "datetime"),
            Text("store", "Store", "store_id", "store_nbr", "store_num", "str_code", "shop", "location", "site", "outlet", "branch"),
            Text("account", "Account", "account_id", "household_id", "household_key", "customer", "customerid", "customer_id", "hshd_num", "client", "member_id"),
            Text("basket", "Basket", "basket_id", "invoiceno", "invoice_no", "invoice", "transaction_id", "transaction", "order_id", "receipt", "basket_num", "ticket"),
            Text("product", "Product", "product_id", "sku", "upc", "upc_id", "spu_code", "stockcode", "stock_code", "item", "item_id", "article", "material", "ean", "gtin"),
            Text("category", "Category of the row"), Text("subcategory", "Subcategory of the row"),
            Money("quantity", "Quantity", "units", "qty", "sales_qty", "units_sold", "sold", "quantity_sold", "menge"),
            Money("amount", "Net amount", "net_amount", "sales_amt", "sales_value", "spend", "revenue", "net_sales", "sales_amount", "spu_sales_amt", "total", "umsatz"),
            Money("unit_price", "Unit price", "unitprice", "price", "price_each", "selling_price"),
            Money("list_price", "List price", "msrp", "base_price", "regular_price", "rrp", "list", "full_price"),
            Money("discount", "Discount", "discount_amount", "retail_disc", "coupon_disc", "coupon_match_disc", "markdown_amount", "discount_amt"),
            Money("fashion_amount", "Of the amount, fashion", "fashion_sal_amt", "fashion_sales_amt"), Money("basic_amount", "Of the amount, basic", "basic_sal_amt", "basic_sales_amt"),
            Money("fashion_quantity", "Of the quantity, fashion", "fashion_sal_qty", "fashion_qty"), Money("basic_quantity", "Of the quantity, basic", "basic_sal_qty", "basic_qty"),
            Text("campaign", "Campaign", "campaign_id", "promo_id", "promotion_id"),
            Flag("feature", "Feature"), Flag("display", "Display"), Flag("tpr_only", "Price cut only"),
            Integer("source_file", "Number of the file"), Integer("source_line", "Line in the file")),
        Table("products", "Products", ["product"], ["product"],
            Text("product", "Product", "product_id", "sku", "upc", "upc_id", "spu_code", "stockcode", "stock_code", "item_id", "id"),
            Text("name", "Name", "description", "product_name", "title", "item_name"),
            Text("category", "Category", "cate_name", "product_category", "category_name", "dept", "department_name"),
            Text("subcategory", "Subcategory", "sub_category", "sub_cate_name", "product_type", "subcategory_name"),
            Text("department", "Department"), Text("brand", "Brand", "brand_name", "label"),
            Text("manufacturer", "Manufacturer", "manufacturer_id", "vendor", "supplier"),
            Text("size", "Size", "product_size", "package_size", "pack_size"),
            Money("list_price", "List price", "msrp", "base_price", "rrp", "price"), Text("status", "Status")),
        Table("stores", "Stores", ["store"], ["store"],
            Text("store", "Store", "store_id", "str_code", "store_nbr", "id"), Text("name", "Name", "store_name"),
            Text("city", "City", "address_city_name"), Text("region", "Region", "address_state_prov_code", "state", "country"),
            Text("format", "Format", "seg_value_name", "store_type", "banner", "segment"),
            Number("area", "Area", "sales_area_size_num", "sqm", "sqft"), Number("units_capacity", "Capacity in units", "capacity_units")),
        Table("accounts", "Accounts", ["account"], ["account"],
            Text("account", "Account", "account_id", "household_id", "customer_id", "customerid", "id"), Text("name", "Name", "account_name"),
            Text("segment", "Segment", "tier", "loyalty"), Text("region", "Region", "country"), Text("home_store", "Home store"),
            Text("age", "Age"), Text("income", "Income"), Text("household_size", "Household size")),
        Table("campaigns", "Campaigns", ["campaign"], ["campaign"],
            Text("campaign", "Campaign", "campaign_id", "id"), Text("name", "Name", "campaign_name"), Text("type", "Type", "campaign_type"),
            Text("category", "Category"), Date("start", "Start", "start_date", "start_day"), Date("end", "End", "end_date", "end_day"),
            Money("budget", "Budget"), Money("actual_spend", "Actual spend", "spend"), Text("target_segment", "Target segment"),
            Percent("discount_percent", "Discount", "discount_percentage", "discount_pct"), Text("status", "Status")),
        Table("campaign_targets", "Campaign targets", ["campaign", "account"], ["campaign", "account"],
            Text("campaign", "Campaign", "campaign_id"), Text("account", "Account", "account_id", "household_id", "customer_id")),
        Table("campaign_products", "Campaign products", ["campaign", "product", "coupon"], ["campaign", "product", "coupon"],
            Text("campaign", "Campaign", "campaign_id"), Text("product", "Product", "product_id", "sku"), Text("coupon", "Coupon", "coupon_upc", "coupon_id")),
        Table("coupon_redemptions", "Coupon redemptions", ["source_line"], [],
            Text("account", "Account", "household_id", "account_id"), Text("coupon", "Coupon", "coupon_upc", "coupon_id"), Text("campaign", "Campaign", "campaign_id"),
            Date("date", "Date", "redemption_date"), Integer("source_file", "Number of the file"), Integer("source_line", "Line in the file")),
        Table("promotions", "Promotions", ["product", "store", "week"], ["product", "store", "week"],
            Text("product", "Product", "product_id", "upc"), Text("store", "Store", "store_id"), Integer("week", "Week", "week_no", "week_num"),
            Date("date", "Date", "week_end_date"), Text("display", "Display", "display_location"), Text("mailer", "Mailer", "mailer_location")),
        Table("supply", "Supply", ["store", "product", "date"], ["store", "product", "date"],
            Text("store", "Store", "str_code", "store_id"), Text("product", "Product", "spu_code", "sku", "product_id"), Date("date", "Date", "period", "week_end_date"),
            Money("units", "Units supplied", "total_inventory_qty", "supply", "inventory", "supplied", "stock")),
        Table("price_bounds", "Price bounds", ["product"], ["product"],
            Text("product", "Product", "sku"), Money("msrp", "MSRP", "list_price"),
            Percent("md_lower", "Lowest markdown", "md_lower_bound", "md_min", "lower_bound"), Percent("md_upper", "Highest markdown", "md_upper_bound", "md_max", "upper_bound"),
            Money("inventory", "Inventory", "inventory_bound", "inv", "stock", "inventory_qty")),
        Table("clusters", "Clusters", ["store"], ["store"],
            Text("store", "Store", "str_code", "store_id"), Text("cluster", "Cluster", "cluster_id", "cluster_label", "label")),
        Table("product_roles", "Product roles", ["product"], ["product"],
            Text("product", "Product", "spu_code", "sku"), Text("role", "Role", "product_role")),
        Table("price_bands", "Price bands", ["product"], ["product"],
            Text("product", "Product", "spu_code", "sku"), Text("band", "Band", "price_band")),
        Table("store_attributes", "Store attributes", ["store"], ["store"],
            Text("store", "Store", "str_code", "store_id"), Number("fashion_ratio", "Fashion ratio"), Text("store_type", "Store type"),
            Integer("rack_capacity", "Rack capacity", "estimated_rack_capacity"), Text("size_tier", "Size tier")),
    }.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);

    private static TableSchema Table(string name, string title, string[] order, string[] identity, params Column[] columns) =>
        new(name, title, columns, [.. order.Select(k => new SortKey(k))], identity);

    private static Column Text(string key, string label, params string[] aliases) => new(key, label, ColumnType.Text, Aliases: aliases);
    private static Column Money(string key, string label, params string[] aliases) => new(key, label, ColumnType.Money, Aliases: aliases);
    private static Column Number(string key, string label, params string[] aliases) => new(key, label, ColumnType.Number, Aliases: aliases);
    private static Column Percent(string key, string label, params string[] aliases) => new(key, label, ColumnType.Percent, Aliases: aliases);
    private static Column Integer(string key, string label, params string[] aliases) => new(key, label, ColumnType.Integer, Aliases: aliases);
    private static Column Date(string key, string label, params string[] aliases) => new(key, label, ColumnType.Date, Aliases: aliases);
    private static Column Flag(string key, string label, params string[] aliases) => new(key, label, ColumnType.Flag, Aliases: aliases);
}
