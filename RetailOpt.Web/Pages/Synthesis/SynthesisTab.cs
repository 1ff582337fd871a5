namespace RetailOpt.Web.Pages.Synthesis;

/// <summary>A tab of the page: one analysis, made as a run.</summary>
/// <param name="Key">What the address says.</param>
/// <param name="Analysis">Key of the analysis.</param>
/// <param name="Title">Its name.</param>
/// <param name="Lead">What it does, in a sentence or two.</param>
/// <param name="Start">What the button says.</param>
/// <param name="None">What is said where there is no run yet.</param>
/// <param name="Real">The input that is the real retailer: it stays chosen from tab to tab.</param>
public sealed record SynthesisTab(string Key, string Analysis, string Title, string Lead, string Start, string None, string Real = "data")
{
    /// <summary>In the order shown; the first is where the page opens.</summary>
    public static IReadOnlyList<SynthesisTab> All { get; } =
    [
        new("make", "generate", "Make", "A retailer whose customers choose: a dataset for every other page, with the truth that was planted in it beside.", "Make it", "None made yet."),
        new("prices", "learn-prices", "Price chains", "How base prices and promotions move from week to week, learned product by product and held against weeks that were not learned from.", "Learn chains", "Not learned yet on this dataset."),
        new("calibrate", "calibrate", "Calibrate", "Searches the settings whose sales are most like these: learned on the first half of the weeks, read on the second.", "Calibrate", "Not calibrated yet on this dataset."),
        new("score", "score", "Score", "How like a real dataset a synthetic one is, metric by metric, between what no model and what the real data itself would reach.", "Score", "Not scored yet for these two datasets.", "target"),
    ];

    /// <summary>The tab of a key; the first where there is none.</summary>
    public static SynthesisTab Of(string? key) => All.FirstOrDefault(t => t.Key == key) ?? All[0];
}
