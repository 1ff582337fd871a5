using System.Runtime.CompilerServices;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Reporting;

/// <summary>What a reader of a SKU's plan should know, in words that can be filtered by.</summary>
internal static class SkuRemarks
{
    public const string OneRow = "ONE_OBSERVATION", OneMarkdown = "ONE_MARKDOWN", TwoMarkdowns = "TWO_MARKDOWNS", Falling = "FALLING", Capped = "INV_CAPPED", Stock = "STOCK_LIMITS", Zero = "ZERO_LIMITS", Locked = "LOCKED", OffLadder = "OFF_LADDER", GroupSplit = "GROUP_SPLIT";

    /// <summary>The remarks of a SKU, null when there is nothing to say.</summary>
    public static string? Of(PricingResult result, int sku) => string.Join(", ", All(result, sku)) is { Length: > 0 } text ? text : null;

    /// <summary>Numbers of the scenarios that leave what was observed of the SKU, null where none does.</summary>
    public static string? Beyond(PricingResult result, int sku)
    {
        var numbers = ScenarioNames.All.Where(s => result.PathOf(s, sku) is { } path && BeyondSeen.Is(result.Model.Fits[sku], path)).Select(s => (int)s + 1);
        return string.Join(", ", numbers) is { Length: > 0 } text ? text : null;
    }

    /// <summary>How many SKUs have each remark. No target changes it, so it is counted once for a problem.</summary>
    public static IReadOnlyDictionary<string, int> Counts(PricingResult result) => KnownCounts.GetValue(result.Problem, _ =>
        Enumerable.Range(0, result.Model.Data.Count).SelectMany(i => All(result, i)).CountBy(r => r).ToDictionary());

    private static readonly ConditionalWeakTable<PricingProblem, IReadOnlyDictionary<string, int>> KnownCounts = [];

    public static IEnumerable<string> All(PricingResult result, int sku)
    {
        var (fit, plan) = (result.Model.Fits[sku], result.Problem.FlagsOf(sku));
        if (fit.Observations == 1) yield return OneRow;
        if (fit.Flags.HasFlag(CurveFlags.OneMarkdown)) yield return OneMarkdown;
        if (fit.Flags.HasFlag(CurveFlags.TwoMarkdowns)) yield return TwoMarkdowns;
        if (fit.Flags.HasFlag(CurveFlags.Falls)) yield return Falling;
        if (plan.HasFlag(SkuFlags.InvCapped)) yield return Capped;
        if (plan.HasFlag(SkuFlags.StockBinds)) yield return Stock;
        if (plan.HasFlag(SkuFlags.ZeroBinds)) yield return Zero;
        if (plan.HasFlag(SkuFlags.OffLadder)) yield return OffLadder;
        if (plan.HasFlag(SkuFlags.GroupSplit)) yield return GroupSplit;
        if (result.Rules.IsLocked(sku)) yield return Locked;
    }
}
