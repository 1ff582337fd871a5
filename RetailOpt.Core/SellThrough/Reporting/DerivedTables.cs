using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.SellThrough.Potential;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>What was derived, in columns that can be edited and given back.</summary>
internal static class DerivedTables
{
    public static IResultTable Stores(SellThroughResult r) => new TableLayout<StoreLine>("store_attributes", "Store attributes")
        .Text("str_code", r.Options.One, s => r.Pairs.Stores[s.Store]).Number("fashion_ratio", "Fashion ratio", s => s.FashionRatio, help: "0 to 100: mean of the shares of fashion in money and in units.")
        .Text("store_type", "Type", s => s.Type).Number("estimated_rack_capacity", "Rack capacity", s => s.RackCapacity, "product slots").Text("size_tier", "Size", s => s.SizeTier)
        .Number("units_capacity", "Capacity in units", s => s.UnitsCapacity).Integer("products", "Products", s => s.Products).Money("total_sales", "Sales", s => s.Amount).Flag("given", "Given", s => s.Given)
        .OrderBy("str_code").IdentifiedBy("str_code").Of(r.Derived.Stores);

    public static IResultTable Roles(SellThroughResult r) => new TableLayout<ProductLine>("product_roles", "Product roles")
        .Text("spu_code", "Product", p => r.Pairs.Products[p.Product]).Text("product_role", "Role", p => p.Role.ToString().ToUpperInvariant()).Number("confidence_score", "Confidence", p => p.Confidence)
        .Text("rationale", "Why", p => p.Rationale).Money("total_sales", "Sales", p => p.Facts.Amount).Integer("store_coverage", "Stores", p => p.Facts.Stores)
        .Number("fashion_ratio", "Fashion share", p => p.Facts.Fashion, help: "0 to 1.").Number("consistency_score", "Consistency", p => p.Facts.Consistency, help: "1 less the relative deviation of the stores' sales.")
        .OrderBy("spu_code").IdentifiedBy("spu_code").Of(r.Derived.Products);

    public static IResultTable Bands(SellThroughResult r) => new TableLayout<ProductLine>("price_bands", "Price bands")
        .Text("spu_code", "Product", p => r.Pairs.Products[p.Product]).Text("price_band", "Band", p => p.Band.ToString().ToUpperInvariant())
        .Money("avg_unit_price", "Mean unit price", p => p.Facts.Price, "Mean over stores.").Integer("store_coverage", "Stores", p => p.Facts.Stores).Flag("given", "Given", p => p.BandGiven)
        .OrderBy("spu_code").IdentifiedBy("spu_code").Of(r.Derived.Products);

    public static IResultTable Gaps(SellThroughResult r) => new TableLayout<GapLine>("supply_demand_gap", "Supply-demand gap")
        .Text("cluster", "Cluster", g => r.Pairs.Clusters[g.Cluster]).Text("dimension", "Of", g => g.Dimension).Text("segment", "Segment", g => g.Segment).Integer("products", "Products", g => g.Products)
        .Number("actual_share", "Share", g => g.Actual, "points", "Of the products that the cluster carries.").Number("expected_share", "Benchmark", g => g.Expected, "points").Number("gap", "Gap", g => g.Gap, "points", "Benchmark less share.").Text("severity", "Severity", g => g.Severity)
        .OrderBy("cluster", "dimension", "segment").IdentifiedBy("cluster", "dimension", "segment").Of(r.Derived.Gaps);

    public static IResultTable Mixes(SellThroughResult r) => new TableLayout<ClusterMix>("cluster_concentration", "Concentration")
        .Text("cluster", "Cluster", m => r.Pairs.Clusters[m.Cluster]).Integer("products", "Products", m => m.Products).Number("herfindahl", "Herfindahl index", m => m.Herfindahl, help: "Sum of the squared shares of categories: 1 is one category.")
        .Integer("under_represented", "Categories below 5%", m => m.UnderRepresented.Count).Text("categories", "Which", m => string.Join("; ", m.UnderRepresented)).OrderBy("cluster").IdentifiedBy("cluster").Of(r.Derived.Mixes);

    public static IResultTable Potential(SellThroughResult r) => new TableLayout<PotentialEstimate>("potential_estimate", "Potential estimate")
        .Text("cluster", "Cluster", p => r.Pairs.Clusters[p.Cluster]).Percent("baseline_sellthrough_rate", "Observed rate", p => p.Baseline).Number("role_factor", "Roles", p => p.Role).Number("price_factor", "Price", p => p.Price)
        .Number("capacity_factor", "Capacity", p => p.Capacity).Number("mix_factor", "Mix", p => p.Mix).Percent("uncapped_rate", "Before the caps", p => p.Uncapped).Percent("potential_rate", "Potential estimate", p => p.Optimised)
        .OrderBy("cluster").IdentifiedBy("cluster").Of(r.Derived.Potential);

    /// <summary>Demand of each store and product: as observed, with what was missed, and as believed.</summary>
    public static IResultTable Demand(SellThroughResult r)
    {
        var (pairs, demand) = (r.Pairs, r.Model.Demand);
        var order = Enumerable.Range(0, pairs.Count).ToArray();
        Array.Sort(order, (a, b) => (pairs.Store[a], pairs.Product[a]).CompareTo((pairs.Store[b], pairs.Product[b])));
        return new TableLayout<int>("demand", "Demand")
            .Text("str_code", r.Options.One, p => pairs.Stores[pairs.Store[p]]).Text("spu_code", "Product", p => pairs.Products[pairs.Product[p]])
            .Number("units_supplied", "Units supplied", p => pairs.TotalArrived(p)).Number("observed_units", "Units sold", p => pairs.TotalSold(p)).Integer("periods_sold_out", "Periods without stock left", p => demand.SoldOut[p])
            .Flag("corrected", "Corrected", p => demand.Corrected[p] > pairs.TotalSold(p) + 1e-9, "Whether what was missed while nothing was left has been added.").Number("corrected_units", "With what was missed", p => demand.Corrected[p])
            .Number("believed_units", "Believed demand", p => demand.Mean[p], help: "Drawn towards what its product, store and cluster tell as far as the cell's own noise leaves open.").Number("dispersion", "Dispersion", p => demand.Spread(p), help: "Relative variance beyond Poisson, noise and doubt together.")
            .OrderBy("str_code", "spu_code").IdentifiedBy("str_code", "spu_code").Of(order);
    }

    private static readonly TableLayout<(string Store, long Rows, double Units)> UnlabelledTable = new TableLayout<(string Store, long Rows, double Units)>("stores_without_cluster", "Stores without a cluster", inWorkbook: false)
        .Text("str_code", "Store", u => u.Store).Integer("rows", "Rows", u => u.Rows).Number("units", "Units sold or supplied", u => u.Units).OrderBy("str_code").IdentifiedBy("str_code");

    public static IResultTable Unlabelled(RowCounts counts) => UnlabelledTable.Of([.. counts.Unlabelled.Select(u => (u.Key, u.Value.Rows, u.Value.Units)).OrderBy(u => u.Key, StringComparer.Ordinal)]);

    private static readonly TableLayout<(string Store, string Product, double Sold, long Supplied)> BelowTable = new TableLayout<(string Store, string Product, double Sold, long Supplied)>("supply_below_sales", "Supply below sales", inWorkbook: false)
        .Text("str_code", "Store", b => b.Store).Text("spu_code", "Product", b => b.Product).Number("units_sold", "Units sold", b => b.Sold).Integer("units_supplied", "Units supplied", b => b.Supplied).OrderBy("str_code", "spu_code").IdentifiedBy("str_code", "spu_code");

    public static IResultTable BelowSales(RowCounts counts) => BelowTable.Of([.. counts.BelowSales.OrderBy(b => b.Store, StringComparer.Ordinal).ThenBy(b => b.Product, StringComparer.Ordinal)]);
}
