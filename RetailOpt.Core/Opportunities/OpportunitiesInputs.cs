using RetailOpt.Core.Analyses;
using RetailOpt.Core.Grouping;

namespace RetailOpt.Core.Opportunities;

/// <summary>What the rule reads.</summary>
internal static class OpportunitiesInputs
{
    public const string Data = "data", Clusters = "clusters";

    public static readonly IReadOnlyList<InputSpec> All =
    [
        new(Data, [InputKind.Source], true, "Sales: tills, or a row for each store and product.",
        [
            new("sales", "store", true, "A column such as str_code or store_id; or take accounts in their place (entity account).", Or: "account"),
            new("sales", "product", true, "A column such as spu_code, SKU or product_id."),
            new("sales", "amount", false, "A column such as spu_sales_amt or sales_value; else quantity times unit price, else the quantity stands for it."),
            new("sales", "date", false, "Needed to choose a period, and for the forward test."),
            new("products", "category", false, "cate_name; without categories everything is one category."),
            new("products", "subcategory", false, "sub_cate_name; without it products are compared by category alone."),
        ]),
        new(Clusters, StoreLabels.Kinds, false, "Clusters: a file with str_code and Cluster, or a dataset or run with a table clusters. Without it the dataset's own labels, else clusters are found.", StoreLabels.Needs),
    ];
}
