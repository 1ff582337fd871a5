using RetailOpt.Core.Pricing.Scenarios;
using static System.FormattableString;

namespace RetailOpt.Core.Pricing.Reasons;

/// <summary>A SKU's reason as a sentence.</summary>
internal static class ReasonText
{
    private const double Nothing = .005;

    public static string Of(Scenario scenario, double md, Binding binding, double? pointWorth, double? next, double? regret)
    {
        string?[] parts = [Position(md, binding), Worth(scenario, pointWorth), Other(binding, next, regret)];
        return string.Join("; ", parts.Where(p => p is not null)) + ".";
    }

    private static string Position(double md, Binding binding) => binding switch
    {
        Binding.Lower => $"{Off(md)}, the least its bound allows",
        Binding.Upper => $"{Off(md)}, the most its bound allows",
        Binding.Stock => $"{Off(md)}, where its stock ends",
        Binding.Zero => $"{Off(md)}, where its sales end",
        Binding.OnlyOne => $"{Off(md)}, the only markdown allowed",
        Binding.Capped => $"{Off(md)}: no markdown keeps its sales within its stock, and this is the nearest",
        Binding.Locked => $"Locked at {Off(md)}",
        Binding.AsIs => $"Kept as it is, {Off(md)}",
        Binding.Target => $"{Off(md)}, where the plan meets its target exactly",
        Binding.Step => $"{Off(md)}, the best of its steps",
        Binding.Group => $"{Off(md)}, the best step for its whole group",
        Binding.Path => $"{Off(md)} over the weeks, the best of its paths",
        Binding.Steps => $"{Off(md)}, where the steps come nearest to the target",
        Binding.Changes => $"{Off(md)}: no more SKUs may change",
        Binding.Budget => $"{Off(md)}: its category's budget allows no more",
        _ => $"{Off(md)}, the best within its bounds",
    };

    private static string? Worth(Scenario scenario, double? worth)
    {
        if (worth is not { } money) return null;
        if (scenario == Scenario.TargetInventory) return Math.Abs(money) < Nothing ? null : $"one percent of the stock {(money > 0 ? "more" : "less")} to be left would save {Money(money)} of markdowns";
        return Math.Abs(money) < Nothing ? "more markdown over all would bring nothing" : $"one point {(money > 0 ? "more" : "less")} over all would bring {Money(money)}";
    }

    private static string? Other(Binding binding, double? next, double? regret)
    {
        var isHeld = binding is Binding.Locked or Binding.AsIs;
        if (next is not { } md || regret is not { } money) return isHeld ? "without the lock it would stay there" : null;
        if (isHeld) return money < 0 ? $"without the lock it would be {Off(md)} and the plan would gain {Money(money)}" : $"without the lock it could be {Off(md)}";
        if (Math.Abs(money) < Nothing) return $"{Off(md)} would be as good";
        if (money > 0) return $"at {Percent(md)} the plan would lose {Money(money)}";
        return $"at {Percent(md)} it would gain {Money(money)} and {(binding is Binding.Changes or Binding.Budget ? "break that limit" : "miss the target")}";
    }

    private static string Off(double md) => $"{Percent(md)} off";

    private static string Percent(double md) => Invariant($"{100 * md:0.##}%");

    private static string Money(double money) => Math.Abs(money) < 100 ? Invariant($"{Math.Abs(money):0.00}") : Invariant($"{Math.Abs(money):#,##0}");
}
