using RetailOpt.Core.Tables;

namespace RetailOpt.Core.Opportunities;

/// <summary>Options of the analysis "opportunities".</summary>
public sealed record OpportunitiesOptions : RuleOptions
{
    /// <summary>Rows of the list of opportunities at most.</summary>
    [Option("max-rows", "Rows listed at most", Group = Data, Min = 1, Max = 200_000_000, Step = 1,
        Help = "Beyond this each store's list keeps only its best opportunities, equally many in each store; all are counted.")]
    public int MaxRows { get; init; } = 2_000_000;
}
