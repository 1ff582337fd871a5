using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>A figure of the baseline plan and of the optimised one, both under the demand that is believed.</summary>
internal sealed record Metric(string Name, double Baseline, double Optimised, string Type)
{
    public double Improvement => Optimised - Baseline;

    /// <summary>In percent of the baseline; none where that is 0.</summary>
    public double? Percent => Baseline != 0 ? 100 * (Optimised - Baseline) / Baseline : null;

    public static readonly TableLayout<Metric> Table = new TableLayout<Metric>("before_after_optimization_comparison", "Before and after")
        .Text("metric", "Metric", m => m.Name).Number("baseline_value", "Baseline", m => m.Baseline).Number("optimized_value", "Optimised", m => m.Optimised)
        .Number("improvement_absolute", "Improvement", m => m.Improvement).Number("improvement_percentage", "Improvement in percent", m => m.Percent).Text("metric_type", "Kind", m => m.Type)
        .OrderBy("metric").IdentifiedBy("metric");
}

/// <summary>How a plan performs, in the source's figures.</summary>
internal sealed record Performance(int Clusters, int Stores, int Products, double SalesAmount, double WeightedRate, double Rate, double Utilization, double ProductsPerStore, double Sold, double Allocated, double Revenue, double Turnover, string AnalysisType);

/// <summary>The figures of both plans.</summary>
internal static class Metrics
{
    public static (Performance Baseline, Performance Optimised) Of(SellThroughResult result)
    {
        var clusters = Summaries.ByCluster(result);
        var whole = result.Whole;
        return (
            Plan(result, result.Cells.Current, "baseline", Summaries.Weighted(clusters, c => c.BaselineRate), whole.BaselineRate, whole.Before, whole.Supplied, whole.RevenueBefore),
            Plan(result, result.Solution.Plan, "optimized", Summaries.Weighted(clusters, c => c.OptimisedRate), whole.OptimisedRate, whole.After, whole.Planned, whole.RevenueAfter));
    }

    public static Metric[] Table(SellThroughResult result)
    {
        var (before, after) = Of(result);
        Metric[] metrics =
        [
            new("weighted_avg_sellthrough_rate", before.WeightedRate, after.WeightedRate, "rate"), new("sellthrough_rate", before.Rate, after.Rate, "rate"),
            new("expected_units_sold", before.Sold, after.Sold, "units"), new("allocated_units", before.Allocated, after.Allocated, "units"),
            new("expected_revenue", before.Revenue, after.Revenue, "money"), new("turnover", before.Turnover, after.Turnover, "ratio"),
            new("avg_capacity_utilization", before.Utilization, after.Utilization, "rate"), new("avg_products_per_store", before.ProductsPerStore, after.ProductsPerStore, "count"),
            new("total_clusters", before.Clusters, after.Clusters, "count"), new("total_stores", before.Stores, after.Stores, "count"),
            new("total_products", before.Products, after.Products, "count"), new("total_sales_amt", before.SalesAmount, after.SalesAmount, "money"),
        ];
        return [.. metrics.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    /// <summary>How effective: more than 10% of improvement is high, more than 5% medium.</summary>
    public static string Effectiveness(double? percent) => percent > 10 ? "high" : percent > 5 ? "medium" : "low";

    private static Performance Plan(SellThroughResult result, int[] units, string type, double weighted, double rate, double sold, double allocated, double revenue)
    {
        var pairs = result.Pairs;
        var carried = Summaries.Carried(pairs, result.Cells, units);
        var racks = result.Derived.Stores.Where(s => s.RackCapacity > 0).ToArray();
        // the sales of the optimised plan are those of the baseline by the revenue that is expected of both
        var sales = result.Whole.Amount * (result.Whole.RevenueBefore > 0 ? revenue / result.Whole.RevenueBefore : 1);
        return new(pairs.Clusters.Length, pairs.Stores.Length, pairs.Products.Length, sales, weighted, rate,
            racks.Length > 0 ? racks.Average(s => carried[s.Store] / s.RackCapacity) : 0, carried.Average(), sold, allocated, revenue, allocated - sold / 2 > 0 ? sold / (allocated - sold / 2) : 0, type);
    }
}
