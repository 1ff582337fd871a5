using RetailOpt.Core.Pricing.Choices;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Reasons;

/// <summary>Why a SKU has its markdown in a scenario's plan, in money.</summary>
/// <param name="Md">The markdown.</param>
/// <param name="Binding">What decides it.</param>
/// <param name="PointWorth">What one point more of weighted markdown over all SKUs would bring in demand (TGT_INV: one percent of the inventory more to be left,
/// in markdown money); null where that is not defined.</param>
/// <param name="NextMd">The best other markdown: a point lower or higher, or an end of the range; of a locked SKU, the best without the lock. Null where there is none.</param>
/// <param name="Regret">What the plan would lose with it, in money at the plan's multipliers; below 0 where it would gain, because a lock or the target stands in the way.</param>
/// <param name="Why">All this in one sentence.</param>
public sealed record SkuReason(double Md, Binding Binding, double? PointWorth, double? NextMd, double? Regret, string Why)
{
    private const double Same = 1e-9, Point = .01;

    /// <summary>The reason of a SKU, null where the scenario has no plan.</summary>
    /// <param name="result">The plans.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="sku">Place of the SKU.</param>
    public static SkuReason? Of(PricingResult result, Scenario scenario, int sku)
    {
        if (result.MdOf(scenario, sku) is not { } md) return null;
        var prices = PlanPrices.Of(result.Solution[scenario], result.Problem.Inventory);
        var isLocked = result.Rules.IsLocked(sku);
        var path = result.PathOf(scenario, sku)!;
        var own = isLocked ? result.Problem.SumsAlong(sku, path) : result.Problem.SumsChosen(sku, path);
        var (next, loss) = (default(double?), default(double?));
        foreach (var (other, sums) in (isLocked ? Unlocked(result, sku, prices.Weights) : Others(result, sku, md)).Where(c => Math.Abs(c.Md - md) > Same))
            if (prices.Weights.Of(own) - prices.Weights.Of(sums) is var lost && !(lost >= loss)) (next, loss) = (other, lost);
        if (double.IsNaN(loss ?? 0)) (next, loss) = (null, null);
        var binding = BindingOf(result, sku, md, isLocked, loss < -Same * Math.Abs(prices.Weights.Demand) * result.SumsAt(sku, md).ListSales);
        return new(md, binding, prices.PointWorth, next, loss, ReasonText.Of(scenario, md, binding, prices.PointWorth, next, loss));
    }

    /// <summary>What it could have instead: on steps any choice of its own or its group's, that does not move; else a point more or less, or an end of its range.</summary>
    private static IEnumerable<(double Md, Totals Sums)> Others(PricingResult result, int sku, double md)
    {
        if (result.Problem.Table is not null) return result.Problem.SteadyChoices(sku);
        var range = result.Problem.FeasibleMd(sku);
        double[] all = [Math.Max(range.Low, md - Point), Math.Min(range.High, md + Point), range.Low, range.High];
        return all.Select(at => (at, result.SumsAt(sku, at)));
    }

    /// <summary>What a locked SKU would have by itself.</summary>
    private static IEnumerable<(double Md, Totals Sums)> Unlocked(PricingResult result, int sku, in Weights weights)
    {
        var (data, options) = (result.Model.Data, result.Options);
        var alone = PricingProblem.Create([data.Msrp[sku]], [data.Lower[sku]], [data.Upper[sku]], [data.StockOver(sku, options.Periods)], [result.Problem.CurveOf(sku)], mayRunOut: options.Weeks > 1);
        if (result.Problem.Table is not null) alone = alone.OnSteps(new() { Step = options.Ladder ?? StepRules.Finest, Endings = PriceEndings.Parse(options.Endings) });
        return alone.PlanAt(weights).Select(md => (md, alone.SumsAt(0, md)));
    }

    private static Binding BindingOf(PricingResult result, int sku, double md, bool isLocked, bool gains)
    {
        var (data, range) = (result.Model.Data, result.Problem.FeasibleMd(sku));
        if (isLocked) return Math.Abs(md - data.CurrentMd(sku)) <= Same ? Binding.AsIs : Binding.Locked;
        if (result.Problem.FlagsOf(sku).HasFlag(SkuFlags.InvCapped)) return Binding.Capped;
        if (data.Upper[sku] - data.Lower[sku] <= Same) return Binding.OnlyOne;
        if (md <= range.Low + Same) return range.Low <= data.Lower[sku] + Same ? Binding.Lower : Cut(result, sku, range.Low);
        if (md >= range.High - Same) return range.High >= data.Upper[sku] - Same ? Binding.Upper : Cut(result, sku, range.High);
        return gains && result.Problem.Table is null ? Binding.Target : Binding.Inner;
    }

    /// <summary>An end of the range that is no bound: stock, or nothing sold.</summary>
    private static Binding Cut(PricingResult result, int sku, double end) =>
        result.Problem.SoldAt(sku, end) > .5 * result.Model.Data.StockOver(sku, result.Options.Periods) ? Binding.Stock : Binding.Zero;
}
