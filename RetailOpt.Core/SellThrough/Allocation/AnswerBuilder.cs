using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Values a plan as the checker sees it and says what is proven.</summary>
internal sealed class AnswerBuilder(AllocationProblem problem, Ladders ladders, Levels levels, double slackPrice)
{
    /// <summary>The plan itself, or the baseline where that is better (it may be when a search was stopped).</summary>
    public AllocationSolution Build(int[] plan, CellNetwork network, NetworkPrices prices, MixRows mix, double[] slotPrice, double bound, string? ended, double gap, double seconds)
    {
        var (best, value) = (plan, Valued(plan));
        var baseline = Baseline();
        if (Valued(baseline) is var other && other.Merit > value.Merit) (best, value) = (baseline, other);
        bound = Math.Max(bound, value.Merit);
        var scale = Math.Max(ladders.Unit, Math.Max(Math.Abs(bound), Math.Abs(value.Worth)));
        var open = (bound - value.Merit) / scale;
        return new()
        {
            Plan = best,
            Value = value.Worth,
            SlackCost = value.Slack,
            Bound = bound,
            Gap = open,
            Status = open <= AllocationSolver.Proven ? AllocationStatus.Optimal : open <= gap ? AllocationStatus.WithinGap : AllocationStatus.Feasible,
            Why = open <= AllocationSolver.Proven ? "Proven: no plan is better." : $"{ended ?? "The search ended"}; what is left open is the gap.",
            Limits = [.. Feasibility.Of(problem, best).Select(l => l with { Price = PriceOf(l, prices, mix, slotPrice) })],
            UnitPrice = [.. Enumerable.Range(0, problem.Cells).Select(c => prices.Pool[problem.Pool[c]] + prices.Site[problem.SiteOf(c)] + network.ChargeOf(c))],
            SlackPrice = slackPrice,
            Seconds = seconds,
        };
    }

    /// <summary>Worth less the cost of broken limits, which cells that contradict themselves are not charged.</summary>
    public (double Merit, double Worth, double Slack) Valued(int[] plan)
    {
        var worth = new Neumaier();
        for (var c = 0; c < plan.Length; c++) worth.Add(ladders.Worth(c, plan[c]));
        var slack = slackPrice * Feasibility.Broken(problem, plan).Where(l => l.Kind != LimitKind.Cell).Sum(l => l.Excess);
        return (worth.Value - slack, worth.Value, slack);
    }

    /// <summary>The baseline, cells without such a level moved to the next that they have.</summary>
    private int[] Baseline() => [.. problem.Current.Select((units, c) => levels.Has(c, units) ? units : units >= levels.From[c] ? levels.To[c] : levels.Least[c])];

    private static double PriceOf(LimitState limit, NetworkPrices prices, MixRows mix, double[] slotPrice) => limit.Kind switch
    {
        LimitKind.Supply => prices.Pool[limit.Index],
        LimitKind.Capacity => prices.Site[limit.Index],
        LimitKind.Mix => mix.Told(limit.Rule, limit.Index, limit.Class),
        LimitKind.Slots => slotPrice[limit.Index],
        _ => double.NaN,
    };
}
