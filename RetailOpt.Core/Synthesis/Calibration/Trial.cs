namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>Settings that were tried.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Search">Whether the search proposed it; else it was drawn at random.</param>
/// <param name="Score">Its tiered score.</param>
/// <param name="Best">The best score of its kind so far.</param>
/// <param name="GivenUp">Whether it was not finished: then the score is that of a quarter of the customers.</param>
public sealed record Trial(int Number, bool Search, double Score, double Best, bool GivenUp);

/// <summary>The trials of an interrupted search.</summary>
public sealed record TrialHistory(IReadOnlyList<Trial> Trials);
