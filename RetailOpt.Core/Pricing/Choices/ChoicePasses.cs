using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Passes over choices: the best of each block by its weighted sums. The sums of the best plan jump with the weights, so there is no curvature.</summary>
internal sealed class ChoicePasses(ChoiceTable table, int threads, CancellationToken cancel) : Oracle(threads, cancel)
{
    private readonly (Neumaier D, Neumaier S, Neumaier R)[] sums = new (Neumaier, Neumaier, Neumaier)[Chunks.Count(table.Blocks)];

    // the choice each block is held at, -1 where it is free; null where all are
    private int[]? held;

    public ChoiceTable Table => table;

    /// <summary>The same passes with one block more held at a choice. Not for side limits.</summary>
    public ChoicePasses Holding(int block, int choice)
    {
        var other = new ChoicePasses(table, Threads, Cancel) { held = held is null ? NoneHeld() : [.. held] };
        other.held[block] = choice;
        other.CountWith(this);
        return other;
    }

    /// <summary>Whether a block's choice is given.</summary>
    public bool IsHeld(int block) => held is not null && held[block] >= 0;

    private int[] NoneHeld()
    {
        var none = new int[table.Blocks];
        Array.Fill(none, -1);
        return none;
    }

    public override Totals Scale => table.Scale;
    public override Totals Floor => table.Floor;

    protected override Pass Best(Weights w)
    {
        if (table.Limits.IsNone) return new(w, Sum(b => BestOf(b, w)), default);
        var (totals, prices) = new SideDual(table, w, Cancel).Find();
        return new(w, totals, default, Math.Max(0, Bound(w, prices) - w.Of(totals)));
    }

    /// <summary>The multipliers of the side limits for weights; null where there are none.</summary>
    public SidePrices? PricesAt(Weights w) => table.Limits.IsNone ? null : new SideDual(table, w, Cancel).Find().Prices;

    /// <summary>The largest weighted sum of any plan that keeps the side limits is at most this, whatever their prices.</summary>
    public double Bound(Weights w, SidePrices? prices)
    {
        var sum = new Neumaier();
        for (var b = 0; b < table.Blocks; b++) sum.Add(table.Value(b, Choice(b, w, prices), w, prices));
        if (prices is null) return sum.Value;
        if (prices.Change > 0) sum.Add(prices.Change * table.Limits.MostChanges);
        for (var k = 0; k < prices.Money.Length; k++) sum.Add(prices.Money[k] * table.Ceilings[k]);
        return sum.Value;
    }

    /// <summary>A plan near the best for weights that keeps the side limits, and a limit where one is given: the best choice of each block where there is nothing to keep.</summary>
    public int[] Plan(Weights w, Row? row = null) => table.Limits.IsNone ? Priced(w, null) : new Repair(table, w, row, Cancel).Of(Priced(w, PricesAt(w)));

    /// <summary>The best choice of each block at prices of the side limits.</summary>
    public int[] Priced(Weights w, SidePrices? prices)
    {
        var plan = new int[table.Blocks];
        Chunks.For(plan.Length, Threads, Cancel, (_, from, to) =>
        {
            for (var b = from; b < to; b++) plan[b] = Choice(b, w, prices);
        });
        return plan;
    }

    private int Choice(int block, in Weights w, SidePrices? prices) => prices is null ? BestOf(block, w)
        : table.BestOf(block, w, prices.Change, table.Budgets[block] < 0 ? 0 : prices.Money[table.Budgets[block]]);

    /// <summary>The sums of a plan, as a pass takes them.</summary>
    public Totals TotalsOf(int[] plan) => Sum(b => plan[b]);

    private Totals Sum(Func<int, int> choiceOf)
    {
        Chunks.For(table.Blocks, Threads, Cancel, (chunk, from, to) =>
        {
            Neumaier d = default, s = default, r = default;
            for (var b = from; b < to; b++)
            {
                var c = choiceOf(b);
                d.Add(table.Demand[c]);
                s.Add(table.Sales[c]);
                r.Add(table.ListSales[c]);
            }
            sums[chunk] = (d, s, r);
        });
        Neumaier demand = default, sales = default, listSales = default;
        foreach (var (d, s, r) in sums)
        {
            demand.Add(d.Value);
            sales.Add(s.Value);
            listSales.Add(r.Value);
        }
        return new(demand.Value, sales.Value, listSales.Value);
    }

    /// <summary>The choice of the largest weighted sum, the lowest markdown among equals.</summary>
    private int BestOf(int block, in Weights w)
    {
        if (IsHeld(block)) return held![block];
        int end = table.Starts[block + 1], best = table.Starts[block];
        var most = double.NegativeInfinity;
        for (var c = best; c < end; c++)
        {
            var value = w.Demand * table.Demand[c] + w.Sales * table.Sales[c] + w.ListSales * table.ListSales[c];
            if (value > most) (most, best) = (value, c);
        }
        return best;
    }
}
