using System.Runtime.CompilerServices;

namespace RetailOpt.Core.Pricing.Backtest;

/// <summary>A way to tell the units of the next observation from those before it and from the markdown that then came.</summary>
public enum BacktestMethod
{
    /// <summary>The curve that is believed: the SKU's own, leaning on its category.</summary>
    Believed,
    /// <summary>The SKU's own fitted curve.</summary>
    Fitted,
    /// <summary>An exponential curve of the category's mean slope through the SKU's own level.</summary>
    Category,
    /// <summary>The units of the newest observation, whatever the markdown.</summary>
    Last,
}

/// <summary>Names of the methods.</summary>
public static class BacktestMethods
{
    private static readonly string[] Names = ["believed curve", "fitted curve", "category curve", "last value"];

    /// <summary>All methods in order.</summary>
    public static IReadOnlyList<BacktestMethod> All { get; } = Enum.GetValues<BacktestMethod>();

    /// <summary>What a person reads.</summary>
    public static string Text(this BacktestMethod method) => Names[(int)method];
}

/// <summary>A figure for each method, by its number.</summary>
[InlineArray(4)]
internal struct PerMethod
{
    private double first;
}
