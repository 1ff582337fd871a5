using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation.Periods;

/// <summary>
/// Stock that carries over: what a store has of a product and does not sell in a period is there in the next, in expectation (a fluid model). With
/// x the stock after the arrival a, sold is F(x) = E[min(D, x)], linear between whole x, and x - F(x) goes on. A chain is the cells of one product and
/// store, in order of their periods; what is left after the last is worth nothing.
/// </summary>
internal sealed class CarryOver
{
    private readonly AllocationProblem _problem;

    public CarryOver(AllocationProblem problem)
    {
        _problem = problem;
        var start = new List<int>();
        for (var c = 0; c < problem.Cells; c++)
            if (c == 0 || problem.Product[c] != problem.Product[c - 1] || problem.Store[c] != problem.Store[c - 1]) start.Add(c);
        Start = [.. start, problem.Cells];
        ChainOf = new int[problem.Cells];
        for (var chain = 0; chain < Chains; chain++) Array.Fill(ChainOf, chain, Start[chain], Start[chain + 1] - Start[chain]);
    }

    /// <summary>First cell of each chain, and the number of cells.</summary>
    public int[] Start { get; }

    public int[] ChainOf { get; }

    public int Chains => Start.Length - 1;

    /// <summary>Expected sales of a chain's cells at every stock that they may have.</summary>
    public Chain Open(int chain)
    {
        var (from, to) = (Start[chain], Start[chain + 1]);
        var (sold, most) = (new double[to - from][], 0L);
        for (var c = from; c < to; c++)
        {
            most += Math.Max(_problem.Most[c], _problem.Current[c]);
            sold[c - from] = DemandLaw.SoldUpTo(_problem.Mean[c], _problem.DispersionOf(c), checked((int)most));
        }
        return new(_problem, from, sold);
    }

    /// <summary>Units that each cell of a plan is expected to sell.</summary>
    public double[] Sold(int[] plan)
    {
        var sold = new double[plan.Length];
        for (var chain = 0; chain < Chains; chain++) Open(chain).Sold(plan, sold);
        return sold;
    }

    /// <summary>Worth of a plan under carry-over, chain by chain.</summary>
    public double Worth(int[] plan)
    {
        var sum = new Neumaier();
        for (var chain = 0; chain < Chains; chain++) sum.Add(Open(chain).Worth(plan));
        return sum.Value;
    }
}

/// <summary>One product in one store over its periods.</summary>
/// <param name="problem">The problem.</param>
/// <param name="from">First cell.</param>
/// <param name="sold">Expected sales of each cell by whole stock.</param>
internal sealed class Chain(AllocationProblem problem, int from, double[][] sold)
{
    /// <summary>Units that the chain's cells are expected to sell.</summary>
    public void Sold(int[] plan, double[] all)
    {
        var stock = 0.0;
        for (var t = 0; t < sold.Length; t++)
        {
            stock += plan[from + t];
            stock -= all[from + t] = Sold(t, stock);
        }
    }

    public double Worth(int[] plan)
    {
        var (stock, worth) = (0.0, 0.0);
        for (var t = 0; t < sold.Length; t++)
        {
            stock += plan[from + t];
            var now = Sold(t, stock);
            worth += problem.WorthSold[from + t] * now + Placed(t, plan[from + t]);
            stock -= now;
        }
        return worth;
    }

    /// <summary>Worth of the chain with each number of units of one cell from its least to its most, the others as planned.</summary>
    public void Vary(int cell, int[] plan, int least, Span<double> worth)
    {
        var (before, gone) = (0.0, 0.0);
        for (var t = 0; from + t < cell; t++)
        {
            before += plan[from + t];
            var now = Sold(t, before);
            gone += problem.WorthSold[from + t] * now + Placed(t, plan[from + t]);
            before -= now;
        }
        for (var k = 0; k < worth.Length; k++)
        {
            var (stock, sum) = (before, gone);
            for (var t = cell - from; t < sold.Length; t++)
            {
                var units = from + t == cell ? least + k : plan[from + t];
                stock += units;
                var now = Sold(t, stock);
                sum += problem.WorthSold[from + t] * now + Placed(t, units);
                stock -= now;
            }
            worth[k] = sum;
        }
    }

    /// <summary>
    /// What no plan of the chain exceeds at prices of its units: the best with fractions of units allowed, and sales that may be put off. By recursion
    /// over periods on concave functions of the stock, linear between their points.
    /// </summary>
    public double Bound(ReadOnlySpan<double> price)
    {
        var worth = new Concave([0], [0]);
        for (var t = sold.Length - 1; t >= 0; t--)
        {
            // units up to the baseline are worth being kept besides, so that they come first
            var (cost, least, most, current) = (price[t] - problem.WorthUnitOf(from + t), problem.Least[from + t], problem.Most[from + t], problem.Current[from + t]);
            worth = worth.Sell(sold[t], problem.WorthSold[from + t]).Buy(cost, Math.Max(0, least - current), Math.Max(0, most - current));
            worth = worth.Buy(cost - problem.WorthKept, Math.Min(least, current), Math.Min(most, current));
        }
        return worth.At(0);
    }

    /// <summary>What units are worth where they are, sold or not.</summary>
    private double Placed(int t, int units) => problem.WorthUnitOf(from + t) * units + problem.WorthKept * Math.Min(units, problem.Current[from + t]);

    private double Sold(int t, double stock)
    {
        var (whole, values) = ((int)stock, sold[t]);
        return whole >= values.Length - 1 ? values[^1] : values[whole] + (stock - whole) * (values[whole + 1] - values[whole]);
    }
}
