using System.Globalization;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>The headline figures of one plan.</summary>
internal static class PlanFigures
{
    /// <summary>A SKU whose markdown is less than this is not called marked down.</summary>
    private const double Noticeable = .0005;

    public static IReadOnlyList<Kpi> Of(PricingResult result, Scenario scenario, string currency)
    {
        var plan = result.Solution[scenario];
        var (totals, interval) = (plan.Totals, result.IntervalOf(scenario));
        return
        [
            new("demand", "Demand", Finite(totals.Demand), interval?.Low, interval?.High, ColumnType.Money, currency, Better.Higher),
            new("weighted_md", "Weighted markdown", Finite(totals.WeightedMd), null, null, ColumnType.Percent, null, Better.Lower),
            new("given_up", "Markdown given", Finite(totals.ListSales - totals.Demand), null, null, ColumnType.Money, currency, Better.Lower),
            new("sales_qty", "Units sold", Finite(totals.Sales), null, null, ColumnType.Integer, null, Better.Higher),
            new("inventory", "Units left", Finite(plan.Inventory), null, null, ColumnType.Integer, null, Better.Lower),
            new("marked_down", "SKUs marked down", plan.Md.Length == 0 ? null : plan.Md.Count(md => md >= Noticeable), null, null, ColumnType.Integer,
                "of " + result.Model.Data.Count.ToString("N0", CultureInfo.CurrentCulture), Better.Neither),
        ];
    }

    /// <summary>The answer in a sentence.</summary>
    public static string Sentence(PricingResult result, Scenario scenario, string currency)
    {
        var plan = result.Solution[scenario];
        if (plan.Status == ScenarioStatus.Infeasible) return $"No plan meets this target: {ScenarioWords.Reach(plan, currency)}.";
        var most = result.Solution[Scenario.MaxDemand].Totals.Demand;
        var share = most > 0 && scenario != Scenario.MaxDemand ? $", {Cells.Full(plan.Totals.Demand / most, ColumnType.Percent)} of the most that any plan brings" : "";
        return $"{Cells.Full(plan.Totals.WeightedMd, ColumnType.Percent)} off over all brings {Cells.Headline(plan.Totals.Demand, ColumnType.Money)} {currency}".TrimEnd()
            + $"{share}, and leaves {Cells.Headline(plan.Inventory, ColumnType.Integer)} units.{Belief(result, scenario)}{Point(result, scenario, currency)}";
    }

    /// <summary>What may come of it: " Expect 45,548, 90% 45,306 to 45,789; the curve alone says 49,880."</summary>
    private static string Belief(PricingResult result, Scenario scenario)
    {
        if (result.IntervalOf(scenario) is not { } expected) return "";
        var raw = result.Options is { Shrink: true } or { Robust: true } ? $"; the curve alone says {Cells.Headline(result.RawDemandOf(scenario), ColumnType.Money)}" : "";
        return $" Expect {Cells.Headline(expected.Expected, ColumnType.Money)}, 90% {Cells.Range(expected.Low, expected.High, ColumnType.Money)}{raw}.";
    }

    /// <summary>What the plan would gain or lose by one point more of markdown; of an inventory target, by one percent of the stock more.</summary>
    private static string Point(PricingResult result, Scenario scenario, string currency)
    {
        if (result.PointWorthOf(scenario) is not { } worth || !double.IsFinite(worth)) return "";
        var money = $"{Cells.Headline(Math.Abs(worth), ColumnType.Money)} {currency}".TrimEnd();
        return scenario == Scenario.TargetInventory ? $" One percent of the stock {(worth > 0 ? "more" : "less")} to be left is worth {money} of markdown."
            : Math.Abs(worth) < .005 ? " One more point of markdown is worth nothing." : $" One more point of markdown {(worth > 0 ? "is worth" : "costs")} {money}.";
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
