using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Values a plan as the checker sees it and says what is proven.</summary>
internal sealed class AnswerBuilder(AllocationProblem problem, Ladders ladders, double slackPrice)
{
    /// <summary>The plan itself, or the baseline where that is better (it may be when a search was stopped).</summary>
    public AllocationSolution Build(int[] plan, CellNetwork network, NetworkPrices prices, MixRows mix, double bound, string? ended, double gap, double seconds)
    {
        var (best, value) = (plan, Valued(plan));
        var baseline = Baseline();
        if (Valued(baseline) is var other && other.Merit > value.Merit) (best, value) = (baseline, other);
        bound = Math.Max(bound, value.Merit);
        var scale = Math.Max(Math.Abs(bound), Math.Abs(value.Worth));
        var open = scale > 0 ? (bound - value.Merit) / scale : 0;
        return new()
        {
            Plan = best,
            Value = value.Worth,
            SlackCost = value.Slack,
            Bound = bound,
            Gap = open,
            Status = open <= AllocationSolver.Proven ? AllocationStatus.Optimal : open <= gap ? AllocationStatus.WithinGap : AllocationStatus.Feasible,
            Why = open <= AllocationSolver.Proven ? "Proven: no plan is better." : $"{ended ?? "The search ended"}; what is left open is the gap.",
            Limits = [.. Feasibility.Of(problem, best).Select(l => l with { Price = PriceOf(l, prices, mix) })],
            UnitPrice = [.. Enumerable.Range(0, problem.Cells).Select(c => prices.Pool[problem.Pool[c]] + prices.Site[problem.SiteOf(c)] + network.ChargeOf(c))],
            SlackPrice = slackPrice,
            Seconds = seconds,
        };
    }

    private (double Merit, double Worth, double Slack) Valued(int[] plan)
    {
        var worth = new Neumaier();
        for (var c = 0; c < plan.Length; c++) worth.Add(ladders.Worth(c, plan[c]));
        var slack = slackPrice * Feasibility.Broken(problem, plan).Sum(l => l.Excess);
        return (worth.Value - slack, worth.Value, slack);
    }

    private int[] Baseline() => [.. problem.Current.Select((units, c) => Math.Clamp(units, problem.Least[c], problem.Most[c]))];

    private static double PriceOf(LimitState limit, NetworkPrices prices, MixRows mix) => limit.Kind switch
    {
        LimitKind.Supply => prices.Pool[limit.Index],
        LimitKind.Capacity => prices.Site[limit.Index],
        LimitKind.Mix => mix.Told(limit.Rule, limit.Index, limit.Class),
        _ => double.NaN,
    };
}
