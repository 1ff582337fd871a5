using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities.Proof;

/// <summary>Options of the analysis "opportunities-proof": those of the rule, and how it is tried.</summary>
public sealed record OpportunitiesProofOptions : RuleOptions
{
    private const string Tests = "Tests";

    /// <summary>Share of the pairs of store and product that a draw of the mask test hides.</summary>
    [Option("hide", "Hidden share", Group = Tests, Unit = "%", Min = .01, Max = .9, Step = .01, Help = "Share of the pairs of store and product that each draw of the mask test hides.")]
    public double Hide { get; init; } = .1;

    /// <summary>Draws of the mask test.</summary>
    [Option("draws", "Draws", Group = Tests, Min = 2, Max = 1_000, Step = 1, Help = "How often the mask test hides anew; its intervals are over the draws.")]
    public int Draws { get; init; } = 20;

    /// <summary>First day of the second part of the forward test.</summary>
    [Option("split", "Second part from", Group = Tests, Help = "First day of the second part of the forward test. Empty: the last quarter of the days.")]
    public DateOnly? Split { get; init; }

    /// <summary>Resamples of the stores for the intervals of the forward test.</summary>
    [Option("resamples", "Resamples", Group = Tests, Min = 100, Max = 100_000, Step = 100, Help = "How often stores are drawn anew for the intervals of the forward test.")]
    public int Resamples { get; init; } = 1_000;
}
