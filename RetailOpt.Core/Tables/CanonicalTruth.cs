namespace RetailOpt.Core.Tables;

public static partial class Canonical
{
    /// <summary>
    /// Tables in which made data keeps what was planted, so that an analysis can be held against it. Files are never mapped to them.
    /// Units are units a week; a product's demand at markdown md is the season's factor times its curve:
    /// linear a*md + b, exp a*exp(b*md), log a + b*ln(md+1).
    /// </summary>
    public static IReadOnlyDictionary<string, TableSchema> Truths { get; } = new TableSchema[]
    {
        Table("truth_demand", "True demand curves", ["product"], ["product"],
            Text("product", "Product"), Text("method", "Method"), Number("a", "a"), Number("b", "b"), Number("units_per_line", "Units of a line"), Money("wanted", "Units wanted"), Money("lost", "Units lost to empty shelves")),
        Table("truth_season", "True seasons", ["category", "week"], ["category", "week"],
            Text("category", "Category"), Date("week", "Week"), Number("factor", "Factor")),
        Table("truth_demand_cells", "True demand per store and product", ["store", "product"], ["store", "product"],
            Text("store", "Store"), Text("product", "Product"), Flag("carried", "Carried"), Number("share", "Share of demand"), Number("weekly", "Units a week at list price"),
            Money("wanted", "Units wanted"), Money("lost", "Units lost to empty shelves"), Money("supplied", "Units supplied")),
        Table("truth_gaps", "Planted gaps", ["store", "product"], ["store", "product"],
            Text("store", "Store"), Text("product", "Product"), Text("cluster", "Cluster"), Number("weekly", "Units a week at list price")),
        Table("truth_affinity", "Planted affinities", ["level", "trigger", "target"], ["level", "trigger", "target"],
            Text("level", "Level"), Text("trigger", "Trigger"), Text("target", "Target"), Text("segment", "Segment"), Number("strength", "Strength")),
        Table("truth_clusters", "Planted clusters", ["store"], ["store"], Text("store", "Store"), Text("cluster", "Cluster")),
        Table("truth_campaigns", "Planted campaign effects", ["campaign"], ["campaign"], Text("campaign", "Campaign"), Number("uplift", "Uplift beyond the price")),
    }.ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
}
