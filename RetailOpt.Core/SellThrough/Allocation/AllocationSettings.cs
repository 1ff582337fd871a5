namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>How long and how far to solve.</summary>
public sealed record AllocationSettings
{
    /// <summary>Time after which the best plan so far is kept; infinite by default.</summary>
    public TimeSpan Limit { get; init; } = Timeout.InfiniteTimeSpan;
    /// <summary>Relative gap at which a plan is good enough, 0 or more.</summary>
    public double Gap { get; init; } = 1e-9;
    /// <summary>Time that CBC may take besides, within the limit, where the search leaves a small problem open, or breaks a limit or leaves a large gap. None while a person waits.</summary>
    public TimeSpan Exact { get; init; } = TimeSpan.FromSeconds(20);
    /// <summary>
    /// What a unit (or slot, or category) beyond a limit costs, as a multiple of the most that any unit can be worth: a limit is broken only where
    /// nothing else keeps it, or where keeping it would cost more than this.
    /// </summary>
    public double SlackPrice { get; init; } = 20;
}
