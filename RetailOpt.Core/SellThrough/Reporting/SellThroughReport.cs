using RetailOpt.Core.Analyses;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>The figures, tables, documents and text of a result.</summary>
internal static class SellThroughReport
{
    public static Report Of(SellThroughResult result)
    {
        IResultTable[] tables =
        [
            Metric.Table.Of(Metrics.Table(result)), PlanTables.Cells(result), PlanTables.Clusters(result), PlanTables.Stores(result), LimitSummary.Table(result), LimitWords.Table(result),
            DerivedTables.Stores(result), DerivedTables.Roles(result), DerivedTables.Bands(result), DerivedTables.Gaps(result), DerivedTables.Mixes(result), DerivedTables.Potential(result), DerivedTables.Demand(result),
            SimulationTable.Of(result), PlanTables.Moves(result), DerivedTables.Unlabelled(result.Model.Notes.Counts), DerivedTables.BelowSales(result.Model.Notes.Counts),
        ];
        return new(Kpis(result), tables, ReportText.Of(result), [.. ResultNotices.Of(result), .. result.Model.Notes.Notices])
        {
            Documents = [new("sellthrough_optimization_results.json", "application/json", time => ResultsJson.Of(result, time))],
        };
    }

    private static Kpi[] Kpis(SellThroughResult r)
    {
        var whole = r.Whole;
        double? Rate(double gain) => whole.Planned > 0 ? (whole.Before + gain) / whole.Planned : null;
        return
        [
            new("observed_rate", Estimated(r, "Sell-through, observed"), whole.ObservedRate, null, null, ColumnType.Percent, null, Better.Higher),
            new("baseline_rate", Estimated(r, "Sell-through of the baseline, modelled"), whole.BaselineRate, null, null, ColumnType.Percent, null, Better.Higher),
            new("optimised_rate", Estimated(r, "Sell-through of the plan, modelled"), whole.OptimisedRate, Rate(r.Gain.Low), Rate(r.Gain.High), ColumnType.Percent, null, Better.Higher),
            new("gain_units", "Units sold more", r.Gain.Value, r.Gain.Low, r.Gain.High, ColumnType.Number, "units", Better.Higher),
            new("revenue_impact", "Revenue more", whole.RevenueAfter - whole.RevenueBefore, null, null, ColumnType.Money, null, Better.Higher),
            new("potential_rate", "Potential estimate (old heuristic)", Summaries.PotentialRate(r), null, null, ColumnType.Percent, null, Better.Neither),
            new("units_moved", "Units that move", r.Solution.Plan.Zip(r.Cells.Current, (a, b) => (double)Math.Max(0, a - b)).Sum(), null, null, ColumnType.Integer, "units", Better.Neither),
            new("gap", "Gap to the bound", r.Solution.Gap, null, null, ColumnType.Number, null, Better.Lower),
            new("broken_limits", "Limits not kept", r.Solution.Broken.Count(), null, null, ColumnType.Integer, null, Better.Lower),
        ];
    }

    private static string Estimated(SellThroughResult r, string label) => r.Pairs.Estimated ? label + " (supply estimated)" : label;
}
