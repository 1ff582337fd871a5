using RetailOpt.Core.Analyses;

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
            new("clusters", "cluster", false, "A file with str_code and Cluster; without labels clusters are found."),
        ]),
        new(Clusters, [InputKind.Source, InputKind.Run], false, "Clusters: a file or dataset with store and cluster, or a run of clusters. Without it the dataset's own labels, else clusters are found.",
        [
            new("clusters", "store", true, "A column with the store (or the account) as the sales name it."),
            new("clusters", "cluster", true, "A column with the label."),
        ]),
    ];
}
