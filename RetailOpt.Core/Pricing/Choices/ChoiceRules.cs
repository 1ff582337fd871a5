namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Which markdowns a plan may choose from, instead of any within bounds and stock. Arrays have one entry per SKU, in the order given.</summary>
public sealed record ChoiceRules
{
    /// <summary>Markdowns are multiples of it, .001 to .5.</summary>
    public double Step { get; init; } = .01;

    /// <summary>How prices must end; null for no rule.</summary>
    public PriceEndings? Endings { get; init; }

    /// <summary>Weeks, 1 or more, over which markdowns may rise while they share one stock.</summary>
    public int Weeks { get; init; } = 1;

    /// <summary>Group number of each SKU, -1 for none; null when there are no groups.</summary>
    public int[]? Groups { get; init; }

    /// <summary>Whether a SKU, by its place as given, is locked: it keeps its markdown, be that on a step or not.</summary>
    public Func<int, bool> IsLocked { get; init; } = _ => false;

    /// <summary>The markdown each SKU has now, which a plan may keep whatever the steps; null where it does not matter who changes.</summary>
    public double[]? Current { get; init; }

    /// <summary>Number of the budget that each SKU's markdown money counts to, -1 for none; null where there are no budgets.</summary>
    public int[]? Budgets { get; init; }

    /// <summary>How many SKUs may change and what each budget allows; needs <see cref="Current"/> and <see cref="Budgets"/>.</summary>
    public SideLimits Limits { get; init; } = SideLimits.None;

    internal int BudgetOf(int sku) => Budgets?[sku] ?? -1;
}
