using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Core.Tables;
using RetailOpt.Web.Components.Common;

namespace RetailOpt.Web.Pages.Pricing;

/// <summary>The ten scenarios in a merchandiser's words.</summary>
internal static class ScenarioWords
{
    private static readonly (string Name, string Goal)[] Words =
    [
        ("Most demand", "The most net sales, whatever markdown it takes."),
        ("Least markdown", "The least weighted markdown."),
        ("Most markdown", "The largest weighted markdown."),
        ("Markdown target", "The most demand at the weighted markdown asked for."),
        ("Demand target", "The least markdown that brings the demand asked for."),
        ("Inventory target", "The least markdown that leaves the units asked for."),
        ("Markdown and demand", "The even balance of little markdown and much demand, with no more units left than the inventory target."),
        ("Demand and inventory", "The even balance of much demand and few units left, with no more markdown than the markdown target."),
        ("Markdown and inventory", "The even balance of little markdown and few units left, with no less demand than the demand target."),
        ("All three", "The even balance of little markdown, much demand and few units left."),
    ];

    private static readonly Dictionary<string, string> Remarks = new(StringComparer.Ordinal)
    {
        ["ONE_OBSERVATION"] = "one observation only",
        ["ONE_MARKDOWN"] = "seen at one markdown",
        ["TWO_MARKDOWNS"] = "seen at two markdowns",
        ["FALLING"] = "sold less when cheaper",
        ["INV_CAPPED"] = "sells out at any markdown",
        ["STOCK_LIMITS"] = "stock limits the markdown",
        ["ZERO_LIMITS"] = "would not sell at some markdowns",
        ["LOCKED"] = "locked",
    };

    /// <summary>Its name.</summary>
    public static string Name(Scenario scenario) => Words[(int)scenario].Name;

    /// <summary>What it strives for, in a sentence.</summary>
    public static string Goal(Scenario scenario) => Words[(int)scenario].Goal;

    /// <summary>Its number, from 1: on the chart and in the table.</summary>
    public static int Number(Scenario scenario) => (int)scenario + 1;

    /// <summary>The scenario of a key such as TGT_MD, or of the option's TgtMd; null where it is none.</summary>
    public static Scenario? Of(string? key) => ScenarioNames.All.Cast<Scenario?>().FirstOrDefault(s => Bare(s!.Value.Key()).Equals(Bare(key ?? ""), StringComparison.OrdinalIgnoreCase));

    private static string Bare(string key) => key.Replace("_", "", StringComparison.Ordinal);

    /// <summary>What is proven about it: short, and in full.</summary>
    public static (string Short, string Full) Status(ScenarioResult result, string currency) => result.Status switch
    {
        ScenarioStatus.Optimal => ("Optimal", $"Proven to be the best plan, gap {result.GapText}."),
        ScenarioStatus.Feasible => ("Near the best", $"Meets its target; proven to be within {result.GapText} of the best. {result.Reason}"),
        ScenarioStatus.Degenerate => ("No choice", result.Reason ?? "Nothing can be sold, or there is one plan only."),
        _ => ("Infeasible", $"Infeasible: {Reach(result, currency)}"),
    };

    /// <summary>What its target could be: "weighted markdown can be 4.2% to 38.0%".</summary>
    public static string Reach(ScenarioResult result, string currency)
    {
        if (result.Attainable is not { } span) return result.Reason ?? "no plan meets its limit.";
        var (what, type, unit) = TargetOf(result.Scenario);
        var tail = unit == "money" ? Space(currency) : Space(unit);
        return $"{what} can be {Cells.Full(span.Low, type)} to {Cells.Full(span.High, type)}{tail}";
    }

    /// <summary>What a scenario's target or limit measures.</summary>
    public static (string What, ColumnType Type, string Unit) TargetOf(Scenario scenario) => scenario switch
    {
        Scenario.TargetMd or Scenario.DemandAndInventory => ("weighted markdown", ColumnType.Percent, ""),
        Scenario.TargetDemand or Scenario.MdAndInventory => ("demand", ColumnType.Money, "money"),
        _ => ("inventory left", ColumnType.Integer, "units"),
    };

    /// <summary>The remarks of a SKU in words.</summary>
    public static string Remark(string? codes) =>
        codes is null ? "" : string.Join(", ", codes.Split(", ").Select(code => Remarks.GetValueOrDefault(code, code)));

    private static string Space(string unit) => unit.Length == 0 ? "" : " " + unit;
}
