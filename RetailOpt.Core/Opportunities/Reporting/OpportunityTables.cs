using System.Globalization;
using RetailOpt.Core.Opportunities.Rule;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Reporting;

/// <summary>The columns of the output, in the source's names.</summary>
internal static class OpportunityTables
{
    public static TableLayout<Opportunity> Opportunities(OpportunitiesResult r) => new TableLayout<Opportunity>("opportunities", "Opportunities")
        .Text("str_code", r.Options.One, o => r.Cells.Stores[o.Store]).Text("cluster", "Cluster", o => r.Cells.Clusters[o.Cluster])
        .Text("category_key", "Category", o => CategoryOf(r, o).Key).Text("spu_code", "Product", o => r.Cells.Products[o.Item])
        .Money("spu_total_sales_in_cluster", "Sales in the cluster", o => o.Total).Money("spu_avg_sales_per_store", "Sales per store", o => o.Average, "Mean sales of the product in the stores of the cluster that carry it.")
        .Percent("adoption_rate", "Adoption", o => o.Adoption, "Share of the cluster's stores in the category that carry it.").Percent("sales_percentile", "Percentile", o => o.Percentile, "Rank of its sales within the cluster and category.")
        .Integer("stores_selling", "Stores selling", o => o.StoresSelling).Integer("total_stores", "Stores", o => o.TotalStores)
        .Number("opportunity_score", "Score", o => o.Score, help: "Percentile times adoption.")
        .Text("cate_name", "Category name", o => CategoryOf(r, o).Name).Text("sub_cate_name", "Subcategory name", o => CategoryOf(r, o).Subcategory)
        .Text("reason", "Why", o => Reason(r, o))
        .OrderBy("str_code", "-opportunity_score", "spu_code", "category_key").IdentifiedBy("str_code", "category_key", "spu_code");

    /// <summary>The columns of the ranked list: what a person reads first, then the figures behind it.</summary>
    public static TableLayout<Opportunity> Ranked(OpportunitiesResult r)
    {
        var layout = new TableLayout<Opportunity>("ranked", "Opportunities").Text("str_code", r.Options.One, o => r.Cells.Stores[o.Store]).Text("spu_code", "Product", o => r.Cells.Products[o.Item])
            .Money("spu_avg_sales_per_store", "Peers sell", o => o.Average, "Mean sales of the product in the stores of the cluster that carry it.").Number("opportunity_score", "Score", o => o.Score, help: "Percentile times adoption.")
            .Text("reason", "Why", o => Reason(r, o)).Text("cluster", "Cluster", o => r.Cells.Clusters[o.Cluster]).Text("category_key", "Category", o => CategoryOf(r, o).Key)
            .Percent("adoption_rate", "Adoption", o => o.Adoption).Percent("sales_percentile", "Percentile", o => o.Percentile).Integer("stores_selling", "Stores selling", o => o.StoresSelling)
            .Integer("total_stores", "Stores", o => o.TotalStores).Money("spu_total_sales_in_cluster", "Sales in the cluster", o => o.Total);
        if (r.Model.Notes.Names.Count > 0) layout = layout.Text("store_name", $"{r.Options.One} name", o => r.Model.Notes.Names.GetValueOrDefault(r.Cells.Stores[o.Store]));
        if (r.Model.Notes.ProductNames.Count > 0) layout = layout.Text("product_name", "Product name", o => r.Model.Notes.ProductNames.GetValueOrDefault(r.Cells.Products[o.Item]));
        return layout.OrderBy("-opportunity_score", "-spu_avg_sales_per_store", "cluster", "category_key", "spu_code", "str_code").IdentifiedBy("str_code", "category_key", "spu_code");
    }

    public static TableLayout<StoreLine> Stores(OpportunitiesResult r) => new TableLayout<StoreLine>("stores", "Stores")
        .Text("str_code", r.Options.One, s => r.Cells.Stores[s.Store]).Text("cluster", "Cluster", s => r.Cells.Clusters[s.Cluster])
        .Integer("rule11_flag", "Misses something", s => s.Missing > 0 ? 1 : 0, help: "1 where the store misses a top performer.").Integer("missing_count", "Products missed", s => s.Missing)
        .Number("avg_opportunity_score", "Mean score", s => s.AverageScore).Money("potential_sales_increase", "Potential sales", s => s.Potential, "What peers sell on average of each product that the store misses.")
        .OrderBy("str_code").IdentifiedBy("str_code");

    public static TableLayout<Opportunity> TopPerformers(OpportunitiesResult r) => new TableLayout<Opportunity>("top_performers", "Top performers")
        .Text("cluster", "Cluster", o => r.Cells.Clusters[o.Cluster]).Text("category_key", "Category", o => CategoryOf(r, o).Key).Text("spu_code", "Product", o => r.Cells.Products[o.Item])
        .Money("total_sales", "Sales", o => o.Total).Money("avg_sales", "Sales per store", o => o.Average).Integer("stores_selling", "Stores selling", o => o.StoresSelling)
        .Integer("total_stores", "Stores", o => o.TotalStores).Percent("sales_percentile", "Percentile", o => o.Percentile).Percent("adoption_rate", "Adoption", o => o.Adoption)
        .OrderBy("cluster", "category_key", "spu_code").IdentifiedBy("cluster", "category_key", "spu_code");

    /// <summary>"99th percentile in T-shirts|round neck, 74 of 75 peers carry it, peers average 2,338 a store".</summary>
    public static string Reason(OpportunitiesResult r, Opportunity o) => string.Create(CultureInfo.InvariantCulture,
        $"{Ordinal((int)Math.Floor(100 * o.Percentile + 1e-9))} percentile in {CategoryOf(r, o).Key}, {o.StoresSelling:N0} of {o.TotalStores:N0} peers carry it, peers average {Amount(o.Average)} {r.Options.Each}");

    private static Category CategoryOf(OpportunitiesResult r, Opportunity o) => r.Cells.Categories[r.Cells.CategoryOf[o.Item]];

    private static string Amount(double value) => value.ToString(value < 100 ? "0.00" : "#,##0", CultureInfo.InvariantCulture);

    private static string Ordinal(int n) => string.Create(CultureInfo.InvariantCulture, $"{n}{(n / 10 % 10 == 1 ? "th" : (n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");
}
