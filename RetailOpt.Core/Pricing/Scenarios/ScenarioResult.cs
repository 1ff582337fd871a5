namespace RetailOpt.Core.Pricing.Scenarios;

/// <summary>How far a scenario was solved.</summary>
public enum ScenarioStatus
{
    /// <summary>Gap at most 1e-9.</summary>
    Optimal,
    /// <summary>A plan that meets the target, with its certified gap.</summary>
    Feasible,
    /// <summary>No plan meets the target; the attainable range is told.</summary>
    Infeasible,
    /// <summary>Nothing can be sold, or the front is one point.</summary>
    Degenerate,
}

/// <summary>One scenario's plan and what is proven about it.</summary>
public sealed record ScenarioResult
{
    /// <summary>Which scenario.</summary>
    public required Scenario Scenario { get; init; }
    /// <summary>How far it was solved.</summary>
    public required ScenarioStatus Status { get; init; }
    /// <summary>Markdown of each SKU in the order given; empty where infeasible.</summary>
    public required double[] Md { get; init; }
    /// <summary>Markdowns of each week, in the order given, where the plan spans several; then <see cref="Md"/> is what they come to, weighted by sales. Null for one period.</summary>
    public IReadOnlyList<double[]>? Weeks { get; init; }
    /// <summary>The plan's sums; NaN where infeasible.</summary>
    public required Totals Totals { get; init; }
    /// <summary>Units left; NaN where infeasible.</summary>
    public required double Inventory { get; init; }
    /// <summary>The target or limit of the scenario (x, y or z), null where it has none.</summary>
    public double? Target { get; init; }
    /// <summary>Best proven value of the objective that the gap is measured on.</summary>
    public double Bound { get; init; } = double.NaN;
    /// <summary>Certified gap, never negative: relative for demand and units, absolute for weighted markdown; NaN where infeasible.</summary>
    public double Gap { get; init; } = double.NaN;
    /// <summary>What the target could be, where the scenario has one.</summary>
    public Span? Attainable { get; init; }
    /// <summary>Passes over the SKUs.</summary>
    public int Passes { get; init; }
    /// <summary>The multipliers at the end, as weights on demand, units and list sales.</summary>
    public Weights Weights { get; init; }
    /// <summary>Why it is infeasible, degenerate or not optimal; null otherwise.</summary>
    public string? Reason { get; init; }
    /// <summary>The markdowns of a SKU: each week's, or the one.</summary>
    internal double[] PathOf(int sku) => Weeks is { } weeks ? [.. weeks.Select(week => week[sku])] : [Md[sku]];
    /// <summary>What asking for a proof brought, as a sentence; null where none was asked for or needed.</summary>
    public string? Proof { get; init; }
    /// <summary>The gap for people: "≤ 1e-9" or the value; empty where there is none.</summary>
    public string GapText => double.IsNaN(Gap) ? "" : Gap <= 1e-9 ? "≤ 1e-9" : Gap.ToString("0.##E+0", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A point of a front. Its plan is <see cref="PricingProblem.PlanAt"/> of its weights.</summary>
/// <param name="Totals">The plan's sums.</param>
/// <param name="Inventory">Units left.</param>
/// <param name="Weights">The weights whose best plan it is.</param>
public readonly record struct FrontPoint(Totals Totals, double Inventory, Weights Weights);

/// <summary>The efficient points of scenario 7, 8, 9 or 10, kept for the picture.</summary>
public sealed record ParetoFront(Scenario Scenario, IReadOnlyList<FrontPoint> Points, int Passes);

/// <summary>All ten scenarios, in order, and the four fronts.</summary>
public sealed record PricingSolution(IReadOnlyList<ScenarioResult> Scenarios, IReadOnlyList<ParetoFront> Fronts)
{
    /// <summary>One scenario.</summary>
    public ScenarioResult this[Scenario scenario] => Scenarios[(int)scenario];
}
