using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// Makes a plan keep the side limits and a scenario's limit: the block whose move loses least for what it takes off the excess goes first.
/// Then single moves that gain and keep everything are made while there are any.
/// </summary>
internal sealed class Repair(ChoiceTable table, Weights w, Row? row, CancellationToken cancel)
{
    private const int MostMoves = 400;

    private readonly double rowSize = row is { } r ? Math.Abs(r.Weights.Demand) * table.Scale.Demand + Math.Abs(r.Weights.Sales) * table.Scale.Sales + Math.Abs(r.Weights.ListSales) * table.Scale.ListSales : 1;
    private int[] plan = [];
    private SideUse use;
    private Totals totals;

    /// <summary>A plan near the one given; it keeps the limits where that was found.</summary>
    public int[] Of(int[] start)
    {
        plan = (int[])start.Clone();
        use = SideUse.Of(table, plan);
        totals = default;
        foreach (var c in plan) totals = Plus(totals, table.Of(c), 1);
        for (var k = 0; k < MostMoves && Excess(use, totals) is > 0 and var excess; k++)
            if (!Move((after, loss) => after < excess ? loss / (excess - after) : double.PositiveInfinity)) break;
        if (Excess(use, totals) > 0) return plan;
        for (var k = 0; k < MostMoves; k++)
            if (!Move((after, loss) => after <= 0 && loss < -1e-12 * Math.Abs(w.Of(totals)) ? loss : double.PositiveInfinity)) break;
        return plan;
    }

    /// <summary>Makes the move of the least cost; false where there is none.</summary>
    private bool Move(Func<double, double, double> costOf)
    {
        cancel.ThrowIfCancellationRequested();
        var (least, block, choice) = (double.PositiveInfinity, -1, -1);
        for (var b = 0; b < plan.Length; b++)
        {
            var now = w.Of(table.Of(plan[b]));
            for (var c = table.Starts[b]; c < table.Starts[b + 1]; c++)
            {
                if (c == plan[b]) continue;
                var cost = costOf(After(b, c), now - w.Of(table.Of(c)));
                if (cost < least) (least, block, choice) = (cost, b, c);
            }
        }
        if (block < 0) return false;
        totals = With(block, choice);
        use.Move(table, block, plan[block], choice);
        plan[block] = choice;
        return true;
    }

    private Totals With(int block, int choice) => Plus(Plus(totals, table.Of(plan[block]), -1), table.Of(choice), 1);

    private double After(int block, int choice)
    {
        var from = plan[block];
        use.Move(table, block, from, choice);
        var excess = Excess(use, With(block, choice));
        use.Move(table, block, choice, from);
        return excess;
    }

    /// <summary>By how much limits are broken, each against its size.</summary>
    private double Excess(in SideUse u, in Totals t)
    {
        double sum = Math.Max(0, u.Changes - table.Limits.MostChanges) / (double)table.Blocks;
        for (var k = 0; k < u.Spent.Length; k++) sum += Math.Max(0, u.Spent[k] - table.Ceilings[k]) / table.Scale.ListSales;
        return row is { } r ? sum + Math.Max(0, r.Level - r.Weights.Of(t)) / rowSize : sum;
    }

    private static Totals Plus(in Totals a, in Totals b, double times) => new(a.Demand + times * b.Demand, a.Sales + times * b.Sales, a.ListSales + times * b.ListSales);
}
