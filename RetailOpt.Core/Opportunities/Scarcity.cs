namespace RetailOpt.Core.Opportunities;

/// <summary>Thresholds under which more is found.</summary>
/// <param name="Options">All options, with those thresholds.</param>
/// <param name="Words">What moves and where to: "adoption from 12%".</param>
/// <param name="Found">Opportunities that are found then.</param>
public sealed record ThresholdMove(RuleOptions Options, string Words, long Found);

/// <summary>Why an answer holds nothing or little, and which thresholds to move; each move was tried.</summary>
/// <param name="Why">The reason, a sentence or two.</param>
/// <param name="Moves">Moves that find more, the smallest change first; empty where none does.</param>
public sealed record Scarcity(string Why, IReadOnlyList<ThresholdMove> Moves);
