using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>Passes over choices: the best of each block by its weighted sums. The sums of the best plan jump with the weights, so there is no curvature.</summary>
internal sealed class ChoicePasses(ChoiceTable table, int threads, CancellationToken cancel) : Oracle(threads, cancel)
{
    private readonly (Neumaier D, Neumaier S, Neumaier R)[] sums = new (Neumaier, Neumaier, Neumaier)[Chunks.Count(table.Blocks)];

    public ChoiceTable Table => table;
    public override Totals Scale => table.Scale;
    public override Totals Floor => table.Floor;

    protected override Pass Best(Weights w) => new(w, Sum(b => BestOf(b, w)), default);

    /// <summary>The best choice of each block.</summary>
    public int[] Plan(Weights w)
    {
        var plan = new int[table.Blocks];
        Chunks.For(plan.Length, Threads, Cancel, (_, from, to) =>
        {
            for (var b = from; b < to; b++) plan[b] = BestOf(b, w);
        });
        return plan;
    }

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
