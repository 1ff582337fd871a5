namespace RetailOpt.Core.Numerics;

/// <summary>A sum that a plan keeps: the base and what the columns taken change lie from 0 to a limit, and each unit has a cost.</summary>
/// <param name="Base">Of the plan that takes no column.</param>
/// <param name="Values">What each column changes.</param>
/// <param name="Most">The limit, infinite for none.</param>
/// <param name="Cost">Per unit, 0 or more.</param>
internal sealed record MipRow(double Base, double[] Values, double Most, double Cost);

/// <summary>
/// A multiple-choice knapsack seen from a plan of least cost: of each block at most one column is taken instead of the plan's own, at a cost
/// of 0 or more, and rows are kept. Wanted is the least cost. Costs are in units of what a plan known costs, so that a better one costs less than 1.
/// </summary>
/// <param name="Blocks">Block of each column.</param>
/// <param name="Costs">Cost of each column.</param>
/// <param name="Rows">What is kept.</param>
/// <param name="Known">Whether the plan known takes a column.</param>
internal sealed record ChoiceMip(int[] Blocks, double[] Costs, IReadOnlyList<MipRow> Rows, bool[] Known);

/// <summary>What a solver found out.</summary>
/// <param name="Columns">Places of the columns of its plan; null where it has none.</param>
/// <param name="LeastCost">No plan costs less, the solver's tolerances taken off; negative infinity where it does not say.</param>
/// <param name="Trouble">Why there is no more, as a sentence without its stop; null where the least cost was found.</param>
internal sealed record MipAnswer(int[]? Columns, double LeastCost, string? Trouble)
{
    public static MipAnswer None(string trouble) => new(null, double.NegativeInfinity, trouble);
}
