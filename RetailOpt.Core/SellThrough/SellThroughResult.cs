using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Allocation;
using RetailOpt.Core.SellThrough.Derive;
using RetailOpt.Core.SellThrough.Limits;
using RetailOpt.Core.SellThrough.Loading;
using RetailOpt.Core.SellThrough.Potential;
using RetailOpt.Core.SellThrough.Proof;

namespace RetailOpt.Core.SellThrough;

/// <summary>Units and money of a set of cells: what happened, and both plans under the demand that is believed.</summary>
internal sealed record Totals
{
    /// <summary>Net sales, money.</summary>
    public double Amount { get; init; }
    /// <summary>Units sold and supplied, as observed.</summary>
    public double Sold { get; init; }
    public double Supplied { get; init; }
    /// <summary>Units of the plan.</summary>
    public double Planned { get; init; }
    /// <summary>Expected units sold of the baseline and of the plan.</summary>
    public double Before { get; init; }
    public double After { get; init; }
    /// <summary>Their expected revenue.</summary>
    public double RevenueBefore { get; init; }
    public double RevenueAfter { get; init; }

    /// <summary>What happened: units sold of units supplied.</summary>
    public double ObservedRate => Rate(Sold, Supplied);
    /// <summary>The baseline under the model.</summary>
    public double BaselineRate => Rate(Before, Supplied);
    /// <summary>The plan under the model.</summary>
    public double OptimisedRate => Rate(After, Planned);

    private static double Rate(double sold, double supplied) => supplied > 0 ? Math.Clamp(sold / supplied, 0, 1) : 0;
}

/// <summary>What was derived or given of products, stores and clusters.</summary>
internal sealed record Derived(FashionShare Fashion, ProductLine[] Products, StoreLine[] Stores, GapLine[] Gaps, ClusterMix[] Mixes, PotentialEstimate[] Potential);

/// <summary>A plan, what it is worth, and what is proven of it.</summary>
public sealed class SellThroughResult
{
    internal SellThroughModel Model { get; init; } = null!;
    internal SellThroughOptions Options { get; init; } = null!;
    internal Derived Derived { get; init; } = null!;
    internal Cells Cells { get; init; } = null!;
    internal Objective Objective { get; init; } = null!;
    internal AllocationProblem Problem { get; init; } = null!;
    internal AllocationSolution Solution { get; init; } = null!;
    /// <summary>Expected units sold of each cell, of the baseline and of the plan.</summary>
    internal double[] Before { get; init; } = [];
    internal double[] After { get; init; } = [];
    /// <summary>Sums of each store, and of all.</summary>
    internal Totals[] ByStore { get; init; } = [];
    internal Totals Whole { get; init; } = new();
    /// <summary>Expected units sold more, with its 90% interval.</summary>
    internal Estimate Gain { get; init; }
    /// <summary>Both plans sold against drawn demand; null in the answer to a moved slider.</summary>
    internal SimulatedSales? Simulated { get; init; }
    internal IReadOnlyList<Step> Steps { get; init; } = [];

    internal Pairs Pairs => Model.Pairs;
    /// <summary>Worth of the plan in units sold, less what its moves cost; what the solver reckons as worth of units kept is taken off.</summary>
    internal double Value => Solution.Value - Problem.WorthKept * Whole.Supplied;
    /// <summary>No plan that breaks limits by no less is worth more.</summary>
    internal double Bound => Solution.Bound + Solution.SlackCost - Problem.WorthKept * Whole.Supplied;
}

/// <summary>One of the source's transformations: what it did here.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Rows">Rows that it made.</param>
/// <param name="Seconds">How long it took; 0 where it is a part of another.</param>
/// <param name="Status">completed, or skipped.</param>
/// <param name="Reason">What it made, or why it was skipped.</param>
internal sealed record Step(string Name, long Rows, double Seconds, string Status, string Reason);
