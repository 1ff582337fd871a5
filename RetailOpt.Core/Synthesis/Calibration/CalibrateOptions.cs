using RetailOpt.Core.Synthesis.Loading;
using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>How the model is calibrated on real sales.</summary>
public sealed record CalibrateOptions : IOptionRules
{
    /// <summary>The column that is a category.</summary>
    [Option("level", "Category", Group = "Reading", Help = "Which column of the products is the category; Name computes it of the product's name.")]
    public ShelfLevel Level { get; init; } = ShelfLevel.Category;

    /// <summary>Only products whose id matches.</summary>
    [Option("products", "Products", Group = "Reading", Help = "A regular expression: only products whose id matches; empty for all.")]
    public string? Products { get; init; }

    /// <summary>Baskets that are left out.</summary>
    [Option("skip-baskets", "Baskets left out", Group = "Reading", Help = "Baskets whose ids begin with one of these, set apart by commas.")]
    public string? SkipBaskets { get; init; }

    /// <summary>Share of lines that the data is a sample of.</summary>
    [Option("target-sample-rate", "Data is a sample of", Min = .0001, Max = 1, Group = "Reading", Unit = "%", Help = "The share of the real lines that the data holds; synthetic lines are thinned alike.")]
    public double TargetSampleRate { get; init; } = 1;

    /// <summary>Trials of the search.</summary>
    [Option("trials", "Trials", Min = 1, Max = 10_000, Group = "Search", Help = "Settings that are tried, and as many again at random, to see what the search is worth.")]
    public int Trials { get; init; } = 120;

    /// <summary>How far behind the best a trial on a quarter of the customers may lie and still be finished.</summary>
    [Option("give-up", "Give up at", Min = 0, Max = 1, Group = "Search", Help = "A trial that on a quarter of the customers is so far behind the best is not finished.")]
    public double GiveUp { get; init; } = .15;

    /// <summary>Whether five parts of the model are left out in turn.</summary>
    [Option("ablation", "Ablation", Group = "Search", Help = "Score the model again without each of five of its parts.")]
    public bool Ablation { get; init; } = true;

    internal LogReading Reading => new(Level, Products, SkipBaskets);

    /// <inheritdoc/>
    public IEnumerable<OptionError> Check()
    {
        if (Products is not null && Patterns.Error(Products) is { } why) yield return new("products", $"Products is no regular expression: {why}");
    }
}
