namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Which markdowns a plan may choose from, instead of any within bounds and stock.</summary>
public sealed record ChoiceRules
{
    /// <summary>Markdowns are multiples of it, .001 to .5.</summary>
    public double Step { get; init; } = .01;

    /// <summary>Whether a SKU, by its place as given, is locked: it keeps its markdown, be that on a step or not.</summary>
    public Func<int, bool> IsLocked { get; init; } = _ => false;
}
