using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>The best plan for a cut's weights and the choices that lose least against it, by rising loss.</summary>
internal sealed class NearChoices
{
    /// <summary>Most choices kept; more are never looked at within any limit of plans.</summary>
    public const int Most = 4096;

    private NearChoices(int[] plan, Totals sums, double rest, double noise) => (Plan, Base, Rest, Noise) = (plan, sums, rest, noise);

    public int[] Plan { get; }

    /// <summary>The multipliers of the side limits; null where there are none.</summary>
    public SidePrices? Prices { get; private init; }

    public Totals Base { get; }

    /// <summary>What a better plan may lose at most.</summary>
    public double Rest { get; private set; }

    /// <summary>Sums of this size are equal.</summary>
    public double Noise { get; }

    /// <summary>All choices up to this loss are here.</summary>
    public double Reach { get; private init; }

    public double[] Loss { get; private init; } = [];
    public int[] Choice { get; private init; } = [];
    public int[] Block { get; private init; } = [];
    private Totals[] deltas = [];

    public int Count => Loss.Length;

    public Totals With(in Totals t, int i) => new(t.Demand + deltas[i].Demand, t.Sales + deltas[i].Sales, t.ListSales + deltas[i].ListSales);

    /// <summary>What a choice changes.</summary>
    public Totals Delta(int i) => deltas[i];

    /// <summary>A better plan was found: less may be lost.</summary>
    public void Gain(double merit) => Rest -= merit;

    public static NearChoices Of(ChoicePasses passes, Cut cut)
    {
        var (table, w) = (passes.Table, cut.Weights);
        var prices = passes.PricesAt(w);
        var plan = passes.Priced(w, prices);
        var sums = passes.TotalsOf(plan);
        var noise = 4e-15 * (Math.Abs(w.Demand) * sums.Demand + Math.Abs(w.Sales) * sums.Sales + Math.Abs(w.ListSales) * sums.ListSales);
        var rest = passes.Bound(w, prices) - cut.AtLeast;
        if (rest <= noise) return new(plan, sums, rest, noise);
        var (losses, choices, reach) = Collect(passes, (b, c) => table.Value(b, c, w, prices), plan, rest + noise);
        var blocks = new int[choices.Count];
        double[] loss = [.. losses];
        int[] choice = [.. choices];
        // choices come by block, so a stable order by loss is an order by the data alone
        Sort(loss, choice);
        for (var i = 0; i < blocks.Length; i++) blocks[i] = BlockOf(table, choice[i]);
        return new(plan, sums, rest, noise)
        {
            Prices = prices,
            Reach = reach,
            Loss = loss,
            Choice = choice,
            Block = blocks,
            deltas = [.. choice.Zip(blocks, (c, b) => Difference(table.Of(c), table.Of(plan[b])))],
        };
    }

    private static (List<double>, List<int>, double Reach) Collect(ChoicePasses passes, Func<int, int, double> value, int[] plan, double most)
    {
        var table = passes.Table;
        List<double> losses = [];
        List<int> choices = [];
        for (; ; most *= .5 * Most / losses.Count)
        {
            losses.Clear();
            choices.Clear();
            for (var b = 0; b < plan.Length; b++)
            {
                if (passes.IsHeld(b)) continue;
                var top = value(b, plan[b]) - most;
                for (var c = table.Starts[b]; c < table.Starts[b + 1]; c++)
                {
                    var over = value(b, c) - top;
                    if (!(over >= 0) || c == plan[b]) continue;
                    losses.Add(Math.Max(0, most - over));
                    choices.Add(c);
                }
            }
            if (losses.Count <= Most) return (losses, choices, most);
        }
    }

    private static void Sort(double[] loss, int[] choice)
    {
        var keys = new (double Loss, int Choice)[loss.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = (loss[i], choice[i]);
        Array.Sort(keys);
        for (var i = 0; i < keys.Length; i++) (loss[i], choice[i]) = keys[i];
    }

    private static int BlockOf(ChoiceTable table, int choice)
    {
        var at = Array.BinarySearch(table.Starts, choice);
        return at >= 0 ? at : ~at - 1;
    }

    private static Totals Difference(in Totals a, in Totals b) => new(a.Demand - b.Demand, a.Sales - b.Sales, a.ListSales - b.ListSales);
}
