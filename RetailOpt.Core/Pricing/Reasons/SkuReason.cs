using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Reasons;

/// <summary>Why a SKU has its markdown in a scenario's plan, in money.</summary>
/// <param name="Md">The markdown.</param>
/// <param name="Binding">What decides it.</param>
/// <param name="PointWorth">What one point more of weighted markdown over all SKUs would bring in demand (TGT_INV: one percent of the inventory more to be left,
/// in markdown money); null where that is not defined.</param>
/// <param name="NextMd">The best other markdown: a point lower or higher or an end of the range, or another step; of a locked SKU, the best without the lock.
/// Null where there is none.</param>
/// <param name="Regret">What the plan would lose with it, in money at the plan's multipliers; below 0 where it would gain, because a lock, the target or another limit stands in the way.</param>
/// <param name="Why">All this in one sentence.</param>
public sealed record SkuReason(double Md, Binding Binding, double? PointWorth, double? NextMd, double? Regret, string Why)
{
    private const double Same = 1e-9;

    /// <summary>The reason of a SKU, null where the scenario has no plan.</summary>
    /// <param name="result">The plans.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="sku">Place of the SKU.</param>
    public static SkuReason? Of(PricingResult result, Scenario scenario, int sku)
    {
        if (result.MdOf(scenario, sku) is not { } md) return null;
        var plan = result.Solution[scenario];
        var prices = PlanPrices.Of(plan, result.Problem.Inventory);
        var isLocked = result.Rules.IsLocked(sku);
        var other = isLocked ? Alternative.Unlocked(result, plan, sku, prices.Weights) : Alternative.Of(result, plan, sku, prices.Weights);
        var gains = other.Loss < -Same * Math.Abs(prices.Weights.Demand) * result.Problem.SumsAt(sku, md).ListSales;
        var binding = isLocked ? Math.Abs(md - result.Model.Data.CurrentMd(sku)) <= Same ? Binding.AsIs : Binding.Locked
            : result.Problem.FlagsOf(sku).HasFlag(SkuFlags.InvCapped) ? Binding.Capped
            : result.Problem.Table is { } table ? OnSteps(result, table, plan, sku, gains ? other.Choice : -1) : Free(result, sku, md, gains);
        return new(md, binding, prices.PointWorth, other.Md, other.Loss, ReasonText.Of(scenario, md, binding, prices.PointWorth, other.Md, other.Loss));
    }

    private static Binding Free(PricingResult result, int sku, double md, bool gains)
    {
        var (data, range) = (result.Model.Data, result.Problem.FeasibleMd(sku));
        return data.Upper[sku] - data.Lower[sku] <= Same ? Binding.OnlyOne
            : md <= range.Low + Same ? AtLow(result, sku)
            : md >= range.High - Same ? AtHigh(result, sku)
            : gains ? Binding.Target : Binding.Inner;
    }

    /// <param name="result">The plans.</param>
    /// <param name="table">The steps.</param>
    /// <param name="plan">The scenario's plan.</param>
    /// <param name="sku">The SKU.</param>
    /// <param name="better">The choice that the plan would gain with, -1 where there is none.</param>
    private static Binding OnSteps(PricingResult result, ChoiceTable table, ScenarioResult plan, int sku, int better)
    {
        var (block, taken) = (table.BlockOf(sku), Alternative.ChoiceOf(table, plan, sku));
        var (first, last) = (table.Starts[block], table.Starts[block + 1] - 1);
        if (first == last) return Binding.OnlyOne;
        if (better >= 0) return table.Changes[better] > table.Changes[taken] ? Binding.Changes : table.Spend[better] > table.Spend[taken] ? Binding.Budget : Binding.Steps;
        if (table.Paths is not null) return Binding.Path;
        // a group ends where the first of its members does
        var (range, isShared) = (result.Problem.FeasibleMd(sku), table.SkusOf(block).Length > 1);
        var step = result.Options.Ladder ?? StepRules.Finest;
        if (taken == first && !(isShared && table.Md[first] - step >= range.Low - Same)) return AtLow(result, sku);
        if (taken == last && !(isShared && table.Md[last] + step <= range.High + Same)) return AtHigh(result, sku);
        return isShared ? Binding.Group : Binding.Step;
    }

    private static Binding AtLow(PricingResult result, int sku) =>
        result.Problem.FeasibleMd(sku).Low is var low && low <= result.Model.Data.Lower[sku] + Same ? Binding.Lower : Cut(result, sku, low);

    private static Binding AtHigh(PricingResult result, int sku) =>
        result.Problem.FeasibleMd(sku).High is var high && high >= result.Model.Data.Upper[sku] - Same ? Binding.Upper : Cut(result, sku, high);

    /// <summary>An end of the range that is no bound: stock, or nothing sold.</summary>
    private static Binding Cut(PricingResult result, int sku, double end) =>
        result.Problem.SoldAt(sku, end) > .5 * result.Model.Data.StockOver(sku, result.Options.Periods) ? Binding.Stock : Binding.Zero;
}
