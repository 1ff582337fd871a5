using RetailOpt.Core.Tables;
using RetailOpt.Core.Truth;

namespace RetailOpt.Core.Sample;

/// <summary>What was planted, saved beside the tables so that an analysis can be held against it. Their columns are agreed in <see cref="Canonical.Truths"/>.</summary>
internal static class TruthTables
{
    public static IEnumerable<IResultTable> Of(Retailer retailer)
    {
        var world = retailer.World;
        yield return Demand(retailer).Of([.. Enumerable.Range(0, world.Products.Length)]);
        yield return Season(retailer).Of(from c in Order(Groceries.Categories) from w in Enumerable.Range(0, world.Options.Weeks) select (c, w), null);
        yield return Cells(retailer).Of(from s in Enumerable.Range(0, world.Stores.Length) from p in Enumerable.Range(0, world.Products.Length) select (s, p), null);
        yield return Gaps(retailer).Of([.. retailer.Assortment.Gaps.OrderBy(g => g.Store).ThenBy(g => g.Product)]);
        yield return Affinities.Of([.. retailer.Affinities.OrderBy(a => a.Level, StringComparer.Ordinal).ThenBy(a => a.Trigger, StringComparer.Ordinal).ThenBy(a => a.Target, StringComparer.Ordinal)]);
        yield return Clusters.Of(world.Stores);
        yield return Campaigns.Of(world.Campaigns);
    }

    private static TableLayout<int> Demand(Retailer r) => new TableLayout<int>("truth_demand", "True demand curves")
        .Text("product", "Product", p => r.World.Products[p].Id).Text("method", "Method", p => r.Demand.Curves[p].Method)
        .Number("a", "a", p => r.Demand.Curves[p].A).Number("b", "b", p => r.Demand.Curves[p].B)
        .Number("units_per_line", "Units of a line", p => Math.Round(r.World.Products[p].UnitsPerLine, 6))
        .Money("wanted", "Units wanted", p => r.Trades.Sum(t => t.Wanted[p])).Money("lost", "Units lost to empty shelves", p => r.Trades.Sum(t => t.Lost[p]))
        .OrderBy("product").IdentifiedBy("product");

    private static TableLayout<(int Category, int Week)> Season(Retailer r) => new TableLayout<(int Category, int Week)>("truth_season", "True seasons")
        .Text("category", "Category", x => Groceries.Categories[x.Category]).Date("week", "Week", x => r.Day(7 * x.Week))
        .Number("factor", "Factor", x => r.Demand.Season[x.Category][x.Week]).OrderBy("category", "week").IdentifiedBy("category", "week");

    private static TableLayout<(int Store, int Product)> Cells(Retailer r) => new TableLayout<(int Store, int Product)>("truth_demand_cells", "True demand per store and product")
        .Text("store", "Store", x => r.World.Stores[x.Store].Id).Text("product", "Product", x => r.World.Products[x.Product].Id)
        .Flag("carried", "Carried", x => r.Assortment.Carries[x.Store][x.Product]).Number("share", "Share of demand", x => r.Assortment.Share[x.Store][x.Product])
        .Number("weekly", "Units a week at list price", x => r.Assortment.Share[x.Store][x.Product] * r.Demand.Curves[x.Product].Sold(0))
        .Money("wanted", "Units wanted", x => r.Trades[x.Store].Wanted[x.Product]).Money("lost", "Units lost to empty shelves", x => r.Trades[x.Store].Lost[x.Product])
        .Money("supplied", "Units supplied", x => r.Trades[x.Store].Supply[x.Product].Sum()).OrderBy("store", "product").IdentifiedBy("store", "product");

    private static TableLayout<Gap> Gaps(Retailer r) => new TableLayout<Gap>("truth_gaps", "Planted gaps")
        .Text("store", "Store", g => r.World.Stores[g.Store].Id).Text("product", "Product", g => r.World.Products[g.Product].Id)
        .Text("cluster", "Cluster", g => StoreMaker.ClusterNames[r.World.Stores[g.Store].Cluster])
        .Number("weekly", "Units a week at list price", g => r.Assortment.Share[g.Store][g.Product] * r.Demand.Curves[g.Product].Sold(0))
        .OrderBy("store", "product").IdentifiedBy("store", "product");

    private static readonly TableLayout<Affinity> Affinities = new TableLayout<Affinity>("truth_affinity", "Planted affinities")
        .Text("level", "Level", a => a.Level).Text("trigger", "Trigger", a => a.Trigger).Text("target", "Target", a => a.Target)
        .Text("segment", "Segment", a => a.Segment?.ToString()).Number("strength", "Strength", a => a.Strength)
        .OrderBy("level", "trigger", "target").IdentifiedBy("level", "trigger", "target");

    private static readonly TableLayout<Store> Clusters = new TableLayout<Store>("truth_clusters", "Planted clusters")
        .Text("store", "Store", s => s.Id).Text("cluster", "Cluster", s => StoreMaker.ClusterNames[s.Cluster]).OrderBy("store").IdentifiedBy("store");

    private static readonly TableLayout<Campaign> Campaigns = new TableLayout<Campaign>("truth_campaigns", "Planted campaign effects")
        .Text("campaign", "Campaign", k => k.Id).Number("uplift", "Uplift beyond the price", k => k.Uplift).OrderBy("campaign").IdentifiedBy("campaign");

    private static IEnumerable<int> Order(string[] names) => Enumerable.Range(0, names.Length).OrderBy(i => names[i], StringComparer.Ordinal);
}
