using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Values a plan as the checker sees it and says what is proven.</summary>
/// <param name="problem">The problem.</param>
/// <param name="worth">Worth of a plan.</param>
/// <param name="unitWorth">The most that a unit is worth.</param>
/// <param name="levels">What each cell may have.</param>
/// <param name="slackPrice">Cost of a unit beyond a limit.</param>
internal sealed class AnswerBuilder(AllocationProblem problem, Func<int[], double> worth, double unitWorth, Levels levels, double slackPrice)
{
    /// <summary>The plan itself, or the baseline where that is better (it may be when a search was stopped).</summary>
    public AllocationSolution Build(int[] plan, Prices prices, double bound, string? ended, double gap, double seconds)
    {
        var (best, value) = (plan, Valued(plan));
        var baseline = Baseline();
        if (Valued(baseline) is var other && other.Merit > value.Merit) (best, value) = (baseline, other);
        bound = Math.Max(bound, value.Merit);
        var scale = Math.Max(unitWorth, Math.Max(Math.Abs(bound + value.Slack), Math.Abs(value.Worth)));
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
            Limits = [.. Feasibility.Of(problem, best).Select(l => l with { Price = PriceOf(l, prices) })],
            UnitPrice = prices.Unit,
            UnitWorth = unitWorth,
            SlackPrice = slackPrice,
            Seconds = seconds,
        };
    }

    /// <summary>Worth less the cost of broken limits, which cells that contradict themselves are not charged.</summary>
    public (double Merit, double Worth, double Slack) Valued(int[] plan)
    {
        var value = worth(plan);
        var slack = slackPrice * Feasibility.Broken(problem, plan).Where(l => l.Kind != LimitKind.Cell).Sum(l => l.Excess);
        return (value - slack, value, slack);
    }

    /// <summary>The baseline, cells without such a level moved to the next that they have.</summary>
    public int[] Baseline() => [.. problem.Current.Select((units, c) => levels.Has(c, units) ? units : units >= levels.From[c] ? levels.To[c] : levels.Least[c])];

    private static double PriceOf(LimitState limit, Prices prices) => limit.Kind switch
    {
        LimitKind.Supply => prices.Network.Pool[limit.Index],
        LimitKind.Capacity => prices.Network.Site[limit.Index],
        LimitKind.Mix => prices.Mix.Told(limit.Rule, limit.Index, limit.Class),
        LimitKind.Slots => prices.Slot[limit.Index],
        LimitKind.Categories => limit.Binds ? prices.Category[limit.Index] : 0,
        _ => double.NaN,
    };
}
