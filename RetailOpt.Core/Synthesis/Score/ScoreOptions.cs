using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Score;

/// <summary>How a synthetic dataset is held against a real one.</summary>
public sealed record ScoreOptions : IOptionRules
{
    /// <summary>The column that is a category in the synthetic data.</summary>
    [Option("level", "Category of the synthetic data", Group = "Reading", Help = "Which column of the synthetic products is the category.")]
    public ShelfLevel Level { get; init; } = ShelfLevel.Category;

    /// <summary>The column that is a category in the target.</summary>
    [Option("target-level", "Category of the target", Group = "Reading", Help = "Which column of the target's products is the category.")]
    public ShelfLevel TargetLevel { get; init; } = ShelfLevel.Category;

    /// <summary>Only products of the target whose id matches.</summary>
    [Option("target-products", "Products of the target", Group = "Reading", Help = "A regular expression: only products whose id matches; empty for all.")]
    public string? TargetProducts { get; init; }

    /// <summary>Baskets of the target that are left out.</summary>
    [Option("target-skip-baskets", "Baskets left out", Group = "Reading", Help = "Baskets of the target whose ids begin with one of these, set apart by commas.")]
    public string? TargetSkipBaskets { get; init; }

    /// <summary>First day of the target.</summary>
    [Option("target-from", "Target from", Group = "Reading", Help = "Empty: the first day there is.")]
    public DateOnly? TargetFrom { get; init; }

    /// <summary>Last day of the target.</summary>
    [Option("target-to", "Target to", Group = "Reading", Help = "Empty: the last day there is.")]
    public DateOnly? TargetTo { get; init; }

    /// <summary>Share of lines that the target is a sample of.</summary>
    [Option("target-sample-rate", "Target is a sample of", Min = .0001, Max = 1, Group = "Reading", Unit = "%", Help = "The share of the real lines that the target holds; the synthetic lines are thinned alike.")]
    public double TargetSampleRate { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (TargetFrom > TargetTo) yield return new("target-to", "Target to is before Target from.");
        if (TargetProducts is not null && Patterns.Error(TargetProducts) is { } why) yield return new("target-products", $"Products of the target is no regular expression: {why}");
    }
}
