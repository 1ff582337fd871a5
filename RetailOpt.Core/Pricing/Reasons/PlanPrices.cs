using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Reasons;

/// <summary>
/// The multipliers of a plan in money. With weights (alpha, beta, gamma) on demand D, units S and list sales R the plan is the best of
/// alpha D + beta S + gamma R, so along efficient plans of the same units dD/dW = rho R / ((1 - W) - rho), where rho = -gamma / alpha and W is the weighted markdown.
/// </summary>
/// <param name="Weights">The plan's weights, scaled so that their sum is net sales at the plan's own weighted markdown; where the markdown itself is the least
/// or the largest there is (MIN_W_MD, MAX_W_MD, TGT_INV), markdown money: what the plan takes more than its own paid share of list sales. All NaN where no money enters.</param>
/// <param name="PointWorth">What one point more of weighted markdown would bring in demand; of TGT_INV, what one percent of the inventory more to be left
/// would save of markdown money; null where neither is defined.</param>
internal readonly record struct PlanPrices(Weights Weights, double? PointWorth)
{
    private const double Point = .01, None = 1e-9;

    /// <summary>The prices of a scenario's plan.</summary>
    /// <param name="plan">A scenario that has a plan.</param>
    /// <param name="inventory">Sum of all inventories in units.</param>
    public static PlanPrices Of(ScenarioResult plan, double inventory)
    {
        var (w, paid) = (plan.Weights, plan.Totals.Demand / plan.Totals.ListSales);
        if (w.Demand == 0 || !double.IsFinite(paid)) return new(new(double.NaN, double.NaN, double.NaN), null);
        var rho = -w.ListSales / w.Demand;
        var room = paid - rho;
        if (Math.Abs(room) > None * paid) return new(Times(w, 1 / Math.Abs(w.Demand * room / paid)), Point * plan.Totals.ListSales * rho / room);
        var units = w.Sales / Math.Abs(w.Demand);
        return new(Times(w, 1 / Math.Abs(w.Demand)), plan.Scenario == Scenario.TargetInventory ? Point * inventory * units : null);
    }

    private static Weights Times(in Weights w, double f) => new(f * w.Demand, f * w.Sales, f * w.ListSales);
}
