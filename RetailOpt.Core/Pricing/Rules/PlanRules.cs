using System.Collections.ObjectModel;

namespace RetailOpt.Core.Pricing.Rules;

/// <summary>What a plan must keep, by place of the SKU in <see cref="PricingData"/>.</summary>
public sealed record PlanRules
{
    /// <summary>Nothing to keep.</summary>
    public static PlanRules None { get; } = new();

    /// <summary>Group number of each SKU, -1 for none; null when there are no groups. The SKUs of a group share one markdown.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Names of the groups by number.</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>Markdown each SKU is locked at, 0 to below 1, NaN where it is free; null when nothing is locked.</summary>
    public double[]? Locks { get; init; }

    /// <summary>Markdown money (list sales less demand, over the horizon) allowed by category name, 0 or more; empty for none.</summary>
    public IReadOnlyDictionary<string, double> Budgets { get; init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>Whether a SKU is locked.</summary>
    public bool IsLocked(int sku) => Locks is { } locks && !double.IsNaN(locks[sku]);

    internal static double[] NoLocks(int count)
    {
        var locks = new double[count];
        Array.Fill(locks, double.NaN);
        return locks;
    }
}
