using System.Text.Json;
using System.Text.Json.Nodes;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>sellthrough_optimization_results.json, by the schema docs/sellthrough_optimization_results.schema.json.</summary>
internal static class ResultsJson
{
    public const string Analysis = "sell_through_optimization", Method = "expected sales of integer allocations under believed demand, solved to a proven bound";
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(SellThroughResult r, DateTimeOffset time)
    {
        var (before, after) = Metrics.Of(r);
        return new JsonObject
        {
            ["solver"] = new JsonObject { ["status"] = r.Solution.Status.ToString(), ["value"] = Number(r.Value), ["bound"] = Number(r.Bound), ["gap"] = Number(r.Solution.Gap), ["seconds"] = Number(r.Solution.Seconds), ["why"] = r.Solution.Why },
            ["timestamp"] = time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["method"] = Method,
            ["supply_is_estimate"] = r.Pairs.Estimated,
            ["observed_sellthrough_rate"] = Number(r.Whole.ObservedRate),
            ["potential_estimate_rate"] = Number(Summaries.PotentialRate(r)),
            ["optimization_results"] = new JsonObject { ["baseline_performance"] = Of(before), ["optimized_performance"] = Of(after), ["improvement_analysis"] = Improvement(r, before, after) },
            ["baseline_data"] = new JsonArray([.. Enumerable.Range(0, r.Pairs.Stores.Length).Select(s => Store(r, s))]),
            ["constraints"] = Limits(r),
            ["steps"] = new JsonArray([.. r.Steps.Select(s => (JsonNode)new JsonObject { ["name"] = s.Name, ["status"] = s.Status, ["rows"] = s.Rows, ["seconds"] = Number(s.Seconds), ["reason"] = s.Reason })]),
        }.ToJsonString(Pretty);
    }

    private static JsonObject Of(Performance p) => new()
    {
        ["total_clusters"] = p.Clusters,
        ["total_stores"] = p.Stores,
        ["total_products"] = p.Products,
        ["total_sales_amt"] = Number(p.SalesAmount),
        ["weighted_avg_sellthrough_rate"] = Number(p.WeightedRate),
        ["sellthrough_rate"] = Number(p.Rate),
        ["expected_units_sold"] = Number(p.Sold),
        ["allocated_units"] = Number(p.Allocated),
        ["avg_capacity_utilization"] = Number(p.Utilization),
        ["avg_products_per_store"] = Number(p.ProductsPerStore),
        ["analysis_type"] = p.AnalysisType,
    };

    private static JsonObject Improvement(SellThroughResult r, Performance before, Performance after)
    {
        double? percent = before.WeightedRate > 0 ? 100 * (after.WeightedRate - before.WeightedRate) / before.WeightedRate : null;
        return new()
        {
            ["sellthrough_rate_improvement"] = Number(after.WeightedRate - before.WeightedRate),
            ["sellthrough_rate_improvement_pct"] = Number(percent),
            ["expected_units_more"] = new JsonObject { ["value"] = Number(r.Gain.Value), ["low"] = Number(r.Gain.Low), ["high"] = Number(r.Gain.High), ["coverage"] = .9 },
            ["estimated_revenue_impact"] = Number(after.Revenue - before.Revenue),
            ["capacity_utilization_improvement"] = Number(after.Utilization - before.Utilization),
            ["optimization_effectiveness"] = Metrics.Effectiveness(percent),
            ["kpi_alignment_proof"] = new JsonObject
            {
                ["objective"] = "maximise the sum over product, store and period of sell_through_rate * allocation, which is the expected number of units sold",
                ["weights"] = r.Options.Weights,
                ["cost_of_a_move"] = Number(r.Options.MoveCost),
                ["rate_times_allocation_baseline"] = Number(before.Rate * before.Allocated),
                ["rate_times_allocation_optimized"] = Number(after.Rate * after.Allocated),
                ["no_plan_is_better_by_more_than"] = Number(r.Solution.Gap),
                ["simulated_share_of_draws_in_which_the_plan_sells_more"] = Number(r.Simulated?.Wins),
            },
        };
    }

    private static JsonObject Store(SellThroughResult r, int store)
    {
        var (sums, line) = (r.ByStore[store], r.Derived.Stores[store]);
        return new()
        {
            ["str_code"] = r.Pairs.Stores[store],
            ["cluster"] = r.Pairs.Clusters[r.Pairs.ClusterOf[store]],
            ["total_sales_amt"] = Number(sums.Amount),
            ["units_sold"] = Number(sums.Sold),
            ["units_supplied"] = Number(sums.Supplied),
            ["observed_sellthrough_rate"] = Number(sums.ObservedRate),
            ["baseline_sellthrough_rate"] = Number(sums.BaselineRate),
            ["optimized_sellthrough_rate"] = Number(sums.OptimisedRate),
            ["products"] = line.Products,
            ["capacity_utilization"] = Number(line.RackCapacity > 0 ? line.Products / line.RackCapacity : 0),
        };
    }

    /// <summary>Limits that bind or are broken; the table constraints has all.</summary>
    private static JsonArray Limits(SellThroughResult r)
    {
        var words = new LimitWords(r);
        return new([.. r.Solution.Limits.Where(l => l.Binds || l.Excess > 0).Select(l => (JsonNode)new JsonObject
        {
            ["constraint"] = LimitWords.Kind(l),
            ["of"] = words.Of(l),
            ["class"] = LimitWords.Class(l),
            ["used"] = Number(l.Used),
            ["least"] = Number(l.Least),
            ["most"] = Number(l.Most),
            ["beyond"] = Number(l.Excess),
            ["dual"] = Number(l.Price),
            ["meaning"] = words.Meaning(l),
        })]);
    }

    private static JsonValue? Number(double? value) => value is { } v && double.IsFinite(v) ? JsonValue.Create(v) : null;
}
