using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>
/// Closes a gap by cases. The relaxed answer mixes two choices of the block that jumps where the limit is met; where that block is large, no plan comes near
/// the mix. So each of its choices is held in turn and the rest solved anew, the case of the largest bound first. Choices that lose more than the gap hold no better plan.
/// </summary>
internal sealed class Branching(ChoicePasses passes, Row row, Ease ease, long mostPlans)
{
    /// <summary>Most cases, and most choices in all of them together: a case takes a search over all choices.</summary>
    private const int MostCases = 64, MostChoices = 20_000_000;

    /// <summary>Most plans looked at in one case, and how far multipliers may rise over the first.</summary>
    private const int Plans = 100_000, Rise = 8;

    private readonly ChoiceTable table = passes.Table;
    private readonly PriorityQueue<Case, (double, int)> open = new();
    private Found best = null!;
    private double closed = double.NegativeInfinity, mostPrice;
    private int cases;

    private sealed record Case(ChoicePasses Passes, Eased Eased, double Bound);

    /// <summary>The same or a better plan, with a merit that no plan passes.</summary>
    public (Found Best, double Bound) Improve(in Eased root, Found found)
    {
        var bound = Math.Min(root.Bound, root.Goal.Above(found.Merit, found.Excess));
        if (found.IsProven || !table.Limits.IsNone) return (found, bound);
        (best, mostPrice) = (found, Rise * Math.Max(0, root.Point.Multiplier));
        Add(new(passes, root, bound));
        var most = Math.Min(MostCases, MostChoices / table.Demand.Length);
        while (cases < most && open.TryPeek(out var next, out _) && IsOpen(next.Bound)) Split(open.Dequeue());
        if (open.TryPeek(out var top, out _)) closed = Math.Max(closed, top.Bound);
        bound = Math.Min(bound, Math.Max(best.Merit, closed));
        var left = bound <= best.Merit ? 0 : root.Goal.IsLinear ? bound - best.Merit : found.Excess;
        return (best with { Excess = left }, bound);
    }

    private bool IsOpen(double bound) => bound > best.Merit + Desk.Optimal * Math.Abs(best.Merit);

    private void Add(Case c)
    {
        if (IsOpen(c.Bound)) open.Enqueue(c, (-c.Bound, cases));
        else closed = Math.Max(closed, c.Bound);
    }

    private void Split(Case of)
    {
        var block = Jumping(of);
        if (block < 0)
        {
            closed = Math.Max(closed, of.Bound);
            return;
        }
        var cut = of.Eased.Goal.CutAt(best.Merit);
        var rest = of.Passes.Bound(cut.Weights, null) - cut.AtLeast + 4e-15 * DualSearch.Size(cut.Weights, table.Scale);
        double Value(int choice) => table.Value(block, choice, cut.Weights, null);
        var choices = Enumerable.Range(table.Starts[block], table.Starts[block + 1] - table.Starts[block]).ToArray();
        var top = choices.Max(Value);
        foreach (var choice in choices.Where(c => top - Value(c) <= rest).OrderBy(c => top - Value(c))) Try(of, block, choice);
    }

    /// <summary>The block that moves the limit most between the plans about it; -1 where they are the same.</summary>
    private int Jumping(Case of)
    {
        int[] below = of.Passes.Plan(of.Eased.Point.Below.Weights), above = of.Passes.Plan(of.Eased.Point.Above.Weights);
        var (largest, most) = (-1, -1.0);
        for (var b = 0; b < below.Length; b++)
        {
            if (below[b] == above[b]) continue;
            var size = Math.Abs(row.Weights.Of(table.Of(above[b])) - row.Weights.Of(table.Of(below[b])));
            if (size > most) (largest, most) = (b, size);
        }
        return largest;
    }

    private void Try(Case of, int block, int choice)
    {
        cases++;
        var held = of.Passes.Holding(block, choice);
        if (held.At(row.Weights).Value < row.Level - 1e-14 * DualSearch.Size(row.Weights, table.Scale)) return;
        var eased = ease(held, of.Eased.Point.Multiplier, mostPrice);
        var (goal, point) = (eased.Goal, eased.Point);
        var found = new Nearby(held, goal, Math.Min(mostPlans, Plans)).From([best.Plan, held.Plan(point.Above.Weights), held.Plan(point.Below.Weights)])!;
        if (found.Merit > best.Merit) best = found;
        Add(new(held, eased, Math.Min(of.Bound, Math.Min(eased.Bound, goal.Above(found.Merit, found.Excess)))));
    }
}
