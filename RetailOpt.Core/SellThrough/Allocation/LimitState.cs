namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>What a limit is about.</summary>
public enum LimitKind
{
    /// <summary>Units of a pool; Index is the pool.</summary>
    Supply,
    /// <summary>Units of a store; Index is store * periods + period.</summary>
    Capacity,
    /// <summary>Products carried by a store; Index is store * periods + period.</summary>
    Slots,
    /// <summary>Categories carried by a store; Index is store * periods + period.</summary>
    Categories,
    /// <summary>Units of a class within a group; Index is the group, Rule the rule, Class the class.</summary>
    Mix,
    /// <summary>Units of a cell: least, most, presentation and packs; Index is the cell. Told only where broken.</summary>
    Cell,
}

/// <summary>How a plan stands to a limit.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Index">Which; see the kind.</param>
/// <param name="Rule">Of a mix, the number of its rule; else 0.</param>
/// <param name="Class">Of a mix, the class; else 0.</param>
/// <param name="Used">Units, slots or categories that the plan has.</param>
/// <param name="Least">Least that is allowed; of a mix, the share times the group's units.</param>
/// <param name="Most">Most that is allowed, infinite for no limit.</param>
public readonly record struct LimitState(LimitKind Kind, int Index, int Rule, int Class, double Used, double Least, double Most)
{
    /// <summary>
    /// What the value would gain if the limit let one more unit (slot, category) pass: at least 0 at a most, at most 0 at a least (what one unit less
    /// to be met would bring, with the sign turned). Of supply, what one more unit to share out brings. NaN before solving.
    /// </summary>
    public double Price { get; init; } = double.NaN;
    /// <summary>What is beyond the limit; 0 where it is kept.</summary>
    public double Excess => Math.Max(0, Math.Max(Used - Most, Least - Used) is var e && e > 1e-9 * Math.Max(1, Math.Abs(Used)) ? e : 0);
    /// <summary>What is left before the limit binds.</summary>
    public double Spare => Math.Max(0, Math.Min(Most - Used, Used - Least));
    /// <summary>Whether the plan is at the limit or beyond it.</summary>
    public bool Binds => Spare <= 1e-9 * Math.Max(1, Math.Abs(Used));
}
