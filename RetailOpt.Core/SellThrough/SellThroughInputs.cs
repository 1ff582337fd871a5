using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;

namespace RetailOpt.Core.SellThrough;

/// <summary>What the analysis reads.</summary>
internal static class SellThroughInputs
{
    public const string Data = "data", Clusters = "clusters", Roles = "roles", Bands = "bands", Stores = "stores", Market = "market";

    public static readonly IReadOnlyList<InputSpec> All =
    [
        new(Data, [InputKind.Source], true, "Sales and supply: tills or a row for each store and product, and the units supplied.",
        [
            new("sales", "store", true, "A column such as str_code or store_id; or take accounts in their place (entity account).", Or: "account"),
            new("sales", "product", true, "A column such as spu_code, SKU or product_id."),
            new("sales", "quantity", true, "A column such as quantity or units: sell-through is units sold of units supplied."),
            new("sales", "amount", false, "A column such as spu_sales_amt; else quantity times unit price, else the quantity stands for it."),
            new("sales", "date", false, "Needed to choose days, and for more than one period."),
            new("supply", "units", false, "A column such as total_inventory_qty or supply beside the sales, or a table with store, product, date and units; else switch the estimate on (estimate-supply)."),
            new("products", "category", false, "cate_name; without categories everything is one category."),
            new("products", "subcategory", false, "sub_cate_name; tells fashion where the sales do not."),
            new("product_roles", "role", false, "Roles of products, in place of those that are derived; a file given as roles goes before it."),
            new("price_bands", "band", false, "Price bands of products; a file given as bands goes before it."),
            new("store_attributes", "store", false, "Attributes of stores; a file given as stores goes before it."),
        ]),
        new(Clusters, StoreLabels.Kinds, false, "Clusters: a file with str_code and Cluster, or a dataset or run with a table clusters. Without it the dataset's own labels, else clusters are found.", StoreLabels.Needs),
        new(Roles, [InputKind.File], false, "Product roles (spu_code, product_role); products that it does not name keep the role that is derived.", []),
        new(Bands, [InputKind.File], false, "Price bands (spu_code, price_band); products that it does not name keep the band that is derived.", []),
        new(Stores, [InputKind.File], false, "Store attributes (str_code and any of fashion_ratio, store_type, estimated_rack_capacity, size_tier, units_capacity).", []),
        new(Market, [InputKind.File], false, "Market index (category, multiplier, optionally period): scales demand where use-market is on.", []),
    ];
}
