namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>How far an allocation was solved.</summary>
public enum AllocationStatus
{
    /// <summary>No plan is better by more than 1e-9 of the bound.</summary>
    Optimal,
    /// <summary>A plan within the gap that was asked for.</summary>
    WithinGap,
    /// <summary>A plan with a larger gap, told by <see cref="AllocationSolution.Gap"/>.</summary>
    Feasible,
}

/// <summary>A plan and what is proven about it.</summary>
public sealed record AllocationSolution
{
    /// <summary>Units of each cell.</summary>
    public required int[] Plan { get; init; }
    /// <summary>Worth of the plan, without what broken limits cost.</summary>
    public required double Value { get; init; }
    /// <summary>What broken limits cost; 0 where all are kept.</summary>
    public required double SlackCost { get; init; }
    /// <summary>No plan's worth less slack cost is higher than this; rounding included.</summary>
    public required double Bound { get; init; }
    /// <summary>(Bound - (Value - SlackCost)) / max(|Bound + SlackCost|, |Value|, the most that a unit is worth), at least 0.</summary>
    public required double Gap { get; init; }
    /// <summary>How far it was solved.</summary>
    public required AllocationStatus Status { get; init; }
    /// <summary>Why it ended, as a sentence.</summary>
    public required string Why { get; init; }
    /// <summary>Every limit with what the plan uses and its dual price, by kind and index. Cells only where broken.</summary>
    public required IReadOnlyList<LimitState> Limits { get; init; }
    /// <summary>
    /// What a unit in each cell costs by the prices of supply, capacity and mix: a cell at its most gains the worth of the next unit less this from a
    /// wider limit, a cell at its least this less the worth of its last unit.
    /// </summary>
    public required double[] UnitPrice { get; init; }
    /// <summary>The most that a unit anywhere can be worth; a higher price is what easing a limit that is not kept would save.</summary>
    public required double UnitWorth { get; init; }
    /// <summary>What a unit beyond a limit was taken to cost.</summary>
    public required double SlackPrice { get; init; }
    /// <summary>Wall time.</summary>
    public required double Seconds { get; init; }
    /// <summary>Limits that the plan breaks: relaxed at <see cref="SlackPrice"/> a unit, because nothing keeps them.</summary>
    public IEnumerable<LimitState> Broken => Limits.Where(l => l.Excess > 0);
}
