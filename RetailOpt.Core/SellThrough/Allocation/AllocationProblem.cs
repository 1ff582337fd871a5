namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>
/// How many units of each product go to each store in each period. A cell is one such choice; cells come by product, then store, then period.
/// Wanted is the most of the sum over cells of WorthSold * E[min(D, a)] + WorthUnit * a + WorthKept * min(a, current), with a whole and the limits kept. With several periods what is
/// not sold carries over in expectation: with x the stock after the arrival a, E[min(D, x)] is sold (linear between whole x) and the rest goes on.
/// Arrays with one value per cell have the length of <see cref="Store"/>; optional ones are empty for "none".
/// </summary>
public sealed record AllocationProblem
{
    /// <summary>Number of stores; <see cref="Store"/> counts from 0.</summary>
    public required int Stores { get; init; }
    /// <summary>Number of products; <see cref="Product"/> counts from 0.</summary>
    public required int Products { get; init; }
    /// <summary>Number of periods, 1 or more; <see cref="Period"/> counts from 0.</summary>
    public int Periods { get; init; } = 1;
    /// <summary>Store of each cell.</summary>
    public required int[] Store { get; init; }
    /// <summary>Product of each cell.</summary>
    public required int[] Product { get; init; }
    /// <summary>Period of each cell; empty where there is one.</summary>
    public int[] Period { get; init; } = [];
    /// <summary>Units of the baseline plan, at least 0.</summary>
    public required int[] Current { get; init; }
    /// <summary>Least and most units of each cell: 0 &lt;= least &lt;= most. <see cref="ChangeLimit"/> makes them from a limit on changes.</summary>
    public required int[] Least { get; init; }
    /// <inheritdoc cref="Least"/>
    public required int[] Most { get; init; }
    /// <summary>Mean demand of each cell, in units, at least 0.</summary>
    public required double[] Mean { get; init; }
    /// <summary>Dispersion of each cell: the variance of demand is mean + dispersion * mean², so that 0 is Poisson and more is negative binomial. Empty is 0 everywhere.</summary>
    public double[] Dispersion { get; init; } = [];
    /// <summary>Worth of a unit sold in each cell, at least 0.</summary>
    public required double[] WorthSold { get; init; }
    /// <summary>Worth of a unit allocated to each cell, of any sign; empty is 0 everywhere.</summary>
    public double[] WorthUnit { get; init; } = [];
    /// <summary>Worth of each unit that stays where the baseline has it: what moving a unit costs, at least 0.</summary>
    public double WorthKept { get; init; }
    /// <summary>Pool that each cell draws from: one for each product, scope (the chain, or a cluster) and period.</summary>
    public required int[] Pool { get; init; }
    /// <summary>The pools. What a pool has arrives in the period of its cells.</summary>
    public required SupplyPool[] Pools { get; init; }
    /// <summary>Most units that are allocated to a store in a period; int.MaxValue for no limit. Empty where no store has one.</summary>
    public int[] Capacity { get; init; } = [];
    /// <summary>Most products that a store carries in a period (85% of its rack); int.MaxValue for no limit. Empty where no store has one.</summary>
    public int[] Slots { get; init; } = [];
    /// <summary>Category of each product; needed with <see cref="LeastCategories"/>.</summary>
    public int[] Category { get; init; } = [];
    /// <summary>Least categories that a store carries in a period; 0 for no limit. A store with fewer categories in its cells is asked for those it has.</summary>
    public int LeastCategories { get; init; }
    /// <summary>Least units of each cell where it has any at all; empty for no such rule.</summary>
    public int[] Presentation { get; init; } = [];
    /// <summary>Units by which each cell moves away from its baseline, 1 or more; empty is 1 everywhere.</summary>
    public int[] Pack { get; init; } = [];
    /// <summary>Limits on the mix of units.</summary>
    public MixRule[] Mixes { get; init; } = [];

    /// <summary>Number of cells.</summary>
    public int Cells => Store.Length;

    internal int PeriodOf(int cell) => Period.Length == 0 ? 0 : Period[cell];

    /// <summary>Number of the store and period of a cell: store * periods + period.</summary>
    internal int SiteOf(int cell) => Store[cell] * Periods + PeriodOf(cell);

    internal int Sites => Stores * Periods;

    internal double DispersionOf(int cell) => Dispersion.Length == 0 ? 0 : Dispersion[cell];

    internal double WorthUnitOf(int cell) => WorthUnit.Length == 0 ? 0 : WorthUnit[cell];

    internal int PackOf(int cell) => Pack.Length == 0 ? 1 : Pack[cell];

    internal int PresentationOf(int cell) => Presentation.Length == 0 ? 0 : Presentation[cell];
}

/// <summary>Units of a product within a scope and period that are shared out: between Units - Holdback and Units.</summary>
/// <param name="Units">Units there are, at least 0.</param>
/// <param name="Holdback">Of them, those that may stay behind, 0 to Units; 0 shares out all.</param>
public readonly record struct SupplyPool(int Units, int Holdback = 0);

/// <summary>Limits on how units divide between classes (roles, price bands) within each group of cells (a store, a cluster; of one period where there are several).</summary>
/// <param name="Name">What the classes are: "role".</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="Group">Group of each cell, from 0; -1 for a cell that is not counted.</param>
/// <param name="Class">Class of each cell.</param>
/// <param name="Limits">What each limited class keeps.</param>
public sealed record MixRule(string Name, int Groups, int[] Group, int[] Class, IReadOnlyList<ShareLimit> Limits);

/// <summary>Least and most share of a group's units that belong to a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Least">0 to 1; 0 for none.</param>
/// <param name="Most">0 to 1; 1 for none.</param>
public readonly record struct ShareLimit(int Class, double Least, double Most);
