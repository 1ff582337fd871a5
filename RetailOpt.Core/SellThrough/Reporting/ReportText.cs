using static System.FormattableString;

namespace RetailOpt.Core.SellThrough.Reporting;

/// <summary>The report as text.</summary>
internal static class ReportText
{
    private const int Most = 10;

    public static string Of(SellThroughResult r)
    {
        var (whole, clusters) = (r.Whole, Summaries.ByCluster(r));
        var mark = r.Pairs.Estimated ? " (estimate)" : "";
        return Invariant($"""
            # Sell-through: where supply should go

            {Lead(r)}

            | figure{mark} | observed | baseline, modelled | plan, modelled |
            |---|---:|---:|---:|
            | units sold of units supplied | {whole.ObservedRate:0.00%} | {whole.BaselineRate:0.00%} | {whole.OptimisedRate:0.00%} |
            | weighted over clusters by sales | {Summaries.Weighted(clusters, c => c.ObservedRate):0.00%} | {Summaries.Weighted(clusters, c => c.BaselineRate):0.00%} | {Summaries.Weighted(clusters, c => c.OptimisedRate):0.00%} |
            | units sold | {Number(whole.Sold)} | {Number(whole.Before)} | {Number(whole.After)} |
            | revenue | {Number(whole.Amount)} | {Number(whole.RevenueBefore)} | {Number(whole.RevenueAfter)} |

            The observed rate is what happened. The other two are the current allocation and the plan under the same believed demand: the improvement lies between them.

            ## How far to trust it

            {Trust(r)}

            ## Clusters

            The clusters are {r.Model.Notes.ClustersFrom}. The potential estimate is the old pipeline's figure: fixed factors, no plan behind it.

            | cluster | observed | baseline, modelled | plan, modelled | potential estimate |
            |---|---:|---:|---:|---:|
            {string.Join("\n", clusters.Select((c, i) => Invariant($"| {r.Pairs.Clusters[i]} | {c.ObservedRate:0.00%} | {c.BaselineRate:0.00%} | {c.OptimisedRate:0.00%} | {r.Derived.Potential[i].Optimised:0.00%} |")))}

            ## What one more would bring

            {Worth(r)}
            """);
    }

    private static string Lead(SellThroughResult r)
    {
        var gain = r.Whole.After - r.Whole.Before;
        var moved = r.Solution.Plan.Zip(r.Cells.Current, (a, b) => (long)Math.Max(0, a - b)).Sum();
        return r.Whole.Before <= 0 ? "Nothing was sold, so there is nothing to go by."
            : Invariant($"Moving {moved:N0} of {r.Whole.Supplied:N0} units is expected to sell {gain:N1} more (90% interval {r.Gain.Low:N1} to {r.Gain.High:N1}), {gain / r.Whole.Before:0.00%} of what the current allocation is expected to sell, and brings {r.Whole.RevenueAfter - r.Whole.RevenueBefore:N2} of revenue.{(r.Pairs.Estimated ? " Supply is an estimate, and so is all of this." : "")}");
    }

    private static string Trust(SellThroughResult r)
    {
        var simulated = r.Simulated is { } s ? Invariant($" In a simulation of {s.Draws:N0} draws of demand, sold from both plans, the plan sells {s.Gain.Value:N1} more on average ({s.Gain.Low:N1} to {s.Gain.High:N1} in 90% of them) and more than the current allocation in {s.Wins:0.0%}.") : "";
        return Invariant($"Solver: {r.Solution.Status}, value {r.Value:0.####}, bound {r.Bound:0.####}, gap {(r.Solution.Gap <= 1e-9 ? "<= 1e-9" : r.Solution.Gap.ToString("0.######%", System.Globalization.CultureInfo.InvariantCulture))}. {r.Solution.Why}{simulated}");
    }

    private static string Worth(SellThroughResult r)
    {
        var words = new LimitWords(r);
        var binding = r.Solution.Limits.Where(l => words.Meaning(l).Length > 0).OrderByDescending(l => l.Excess > 0).ThenByDescending(words.IsWorth).ThenByDescending(l => Math.Abs(l.Price)).Take(Most).Select(l => "- " + words.Meaning(l)).ToArray();
        return binding.Length == 0 ? "No limit holds the plan back." : string.Join("\n", binding);
    }

    private static string Number(double value) => Invariant($"{value:N1}");
}
