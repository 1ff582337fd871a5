namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>How scenarios 4 to 6 read their target.</summary>
public enum TargetMode
{
    /// <summary>The target is met exactly, even where that costs.</summary>
    Equal,
    /// <summary>Weighted markdown at most, demand at least, inventory at most.</summary>
    OneSided,
}

/// <summary>The three targets.</summary>
/// <param name="WeightedMd">x: weighted markdown, 0 to 1.</param>
/// <param name="Demand">y: demand in money.</param>
/// <param name="Inventory">z: units left.</param>
/// <param name="Mode">How scenarios 4 to 6 read them.</param>
public readonly record struct PricingTargets(double WeightedMd, double Demand, double Inventory, TargetMode Mode = TargetMode.Equal);

/// <summary>How to solve.</summary>
public sealed record SolverSettings
{
    /// <summary>Threads to use; no result depends on it.</summary>
    public int Threads { get; init; } = 1;
    /// <summary>Points of each front; 0 leaves the fronts out.</summary>
    public int FrontPoints { get; init; } = 41;
    /// <summary>Problems of at most so many SKUs close a gap by branch and bound.</summary>
    public int BranchAndBoundSkus { get; init; } = 50;
    /// <summary>Most nodes of one branch and bound; the gap left is reported.</summary>
    public int BranchAndBoundNodes { get; init; } = 20_000;
    /// <summary>Most plans near the relaxed answer looked at for one scenario on steps; the gap left is reported.</summary>
    public long StepPlans { get; init; } = 1_000_000;
}
