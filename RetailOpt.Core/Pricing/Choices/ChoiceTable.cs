using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// A multiple-choice knapsack: of each block (a SKU, or SKUs that share one markdown) one choice is taken. Choices lie end to end, each with its sums.
/// Blocks lie in an order of their own data, so that the order of the SKUs does not matter.
/// </summary>
internal sealed class ChoiceTable
{
    /// <summary>Where each block's choices begin, with the count of all at the end.</summary>
    public required int[] Starts { get; init; }
    /// <summary>Net sales of a choice in money.</summary>
    public required double[] Demand { get; init; }
    /// <summary>Units of a choice.</summary>
    public required double[] Sales { get; init; }
    /// <summary>Sales of a choice at list price.</summary>
    public required double[] ListSales { get; init; }
    /// <summary>Markdown of a choice, rising within a block.</summary>
    public required double[] Md { get; init; }
    /// <summary>How many SKUs a choice changes against today.</summary>
    public required int[] Changes { get; init; }
    /// <summary>Markdown money of a choice (list sales less demand) that counts against its block's budget.</summary>
    public required double[] Spend { get; init; }
    /// <summary>Number of the budget that a block draws on, -1 for none.</summary>
    public required int[] Budgets { get; init; }
    /// <summary>The SKUs of all blocks end to end, by their place as given.</summary>
    public required int[] Skus { get; init; }
    /// <summary>Where each block's SKUs begin, with the count of all at the end.</summary>
    public required int[] SkuStarts { get; init; }
    /// <summary>Markdown of each week of a choice; null where a plan has one period.</summary>
    public double[][]? Paths { get; init; }

    /// <summary>What a plan keeps beside its target.</summary>
    public SideLimits Limits { get; init; } = SideLimits.None;

    /// <summary>Why no plan keeps the side limits; null where one does.</summary>
    public string? Impossible => Limits.IsNone ? null : (first ??= FirstPlan.Of(this)).Reason;

    /// <summary>A plan that keeps the side limits.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public int[] First => (first ??= FirstPlan.Of(this)).Plan ?? throw new InvalidOperationException(first.Value.Reason);

    /// <summary>The budgets with the noise of their sums.</summary>
    public double[] Ceilings => ceilings ??= [.. Limits.Allowed.Select((money, k) => money + 1e-12 * BlocksOf(k).Sum(b => ListSales[Starts[b + 1] - 1]))];

    /// <summary>The blocks of a budget, -1 for those of none.</summary>
    public int[] BlocksOf(int budget) => (blocksOf ??= [.. Enumerable.Range(-1, Limits.Allowed.Length + 1).Select(k => Enumerable.Range(0, Blocks).Where(b => Budgets[b] == k).ToArray())])[budget + 1];

    /// <summary>The weighted sum of a choice less what it takes of the side limits.</summary>
    public double Value(int block, int choice, in Weights w, SidePrices? prices)
    {
        var value = w.Demand * Demand[choice] + w.Sales * Sales[choice] + w.ListSales * ListSales[choice];
        if (prices is null) return value;
        return value - prices.Change * Changes[choice] - (Budgets[block] < 0 ? 0 : prices.Money[Budgets[block]] * Spend[choice]);
    }

    /// <summary>The choice of a block with the largest weighted sum less the prices of changes and of markdown money, the lowest markdown among equals.</summary>
    public int BestOf(int block, in Weights w, double perChange, double perMoney)
    {
        int end = Starts[block + 1], best = Starts[block];
        var most = double.NegativeInfinity;
        for (var c = best; c < end; c++)
        {
            var value = w.Demand * Demand[c] + w.Sales * Sales[c] + w.ListSales * ListSales[c] - perChange * Changes[c] - perMoney * Spend[c];
            if (value > most) (most, best) = (value, c);
        }
        return best;
    }

    /// <summary>Number of blocks.</summary>
    public int Blocks => Budgets.Length;

    /// <summary>The SKUs of a block.</summary>
    public ReadOnlySpan<int> SkusOf(int block) => Skus.AsSpan(SkuStarts[block], SkuStarts[block + 1] - SkuStarts[block]);

    /// <summary>The block of a SKU.</summary>
    public int BlockOf(int sku)
    {
        if (blockOf is { } known) return known[sku];
        var map = new int[Skus.Length];
        for (var b = 0; b < Blocks; b++) foreach (var s in SkusOf(b)) map[s] = b;
        return (blockOf = map)[sku];
    }

    /// <summary>The most each sum could be, block by block.</summary>
    public Totals Scale => scale ??= Extreme(Math.Max, double.NegativeInfinity);

    /// <summary>The least each sum could be, block by block.</summary>
    public Totals Floor => floor ??= Extreme(Math.Min, double.PositiveInfinity);

    private Totals? scale, floor;
    private (int[]? Plan, string? Reason)? first;
    private double[]? ceilings;
    private int[][]? blocksOf;
    private int[]? blockOf;

    /// <summary>The sums of one choice.</summary>
    public Totals Of(int choice) => new(Demand[choice], Sales[choice], ListSales[choice]);

    /// <summary>Number of plans, as far as it can be told.</summary>
    public double Plans
    {
        get
        {
            var count = 1.0;
            for (var b = 0; b < Blocks; b++) count *= Starts[b + 1] - Starts[b];
            return count;
        }
    }

    private Totals Extreme(Func<double, double, double> of, double start)
    {
        Neumaier d = default, s = default, r = default;
        for (var b = 0; b < Blocks; b++)
        {
            double bd = start, bs = start, br = start;
            for (var c = Starts[b]; c < Starts[b + 1]; c++) (bd, bs, br) = (of(bd, Demand[c]), of(bs, Sales[c]), of(br, ListSales[c]));
            d.Add(bd);
            s.Add(bs);
            r.Add(br);
        }
        return new(d.Value, s.Value, r.Value);
    }
}
