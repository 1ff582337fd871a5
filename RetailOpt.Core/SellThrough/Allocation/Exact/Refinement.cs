using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation.Exact;

/// <summary>Asks CBC for a better plan and a narrower bound where the search leaves more open than it should, and the problem is small enough for it.</summary>
internal static class Refinement
{
    /// <summary>Columns up to which every gap is looked into, and up to which a large one or a broken limit is.</summary>
    private const long FewColumns = 2_000, MostColumns = 60_000;
    /// <summary>A gap that is large.</summary>
    private const double LargeGap = .005;

    /// <summary>The same or a better plan with a bound that is no wider, and why there is no more.</summary>
    /// <param name="problem">A problem of one period.</param>
    /// <param name="ladders">Worth of its units.</param>
    /// <param name="slackPrice">Cost of a unit beyond a limit.</param>
    /// <param name="found">What the search found.</param>
    /// <param name="limit">Time for CBC; none for no refinement.</param>
    /// <param name="stop">True once what is known is enough.</param>
    /// <param name="cancel">Ends it at once.</param>
    public static Found Of(AllocationProblem problem, Ladders ladders, double slackPrice, Found found, TimeSpan limit, Func<bool> stop, CancellationToken cancel)
    {
        var levels = new Levels(problem);
        var answers = new AnswerBuilder(problem, ladders.Worth, ladders.Unit, levels, slackPrice);
        var (merit, worth, slack) = answers.Valued(found.Plan);
        var open = (found.Bound - merit) / Math.Max(ladders.Unit, Math.Abs(worth));
        if (limit <= TimeSpan.Zero || stop() || open <= AllocationSolver.Proven || AllocationMip.Columns(levels) > (open > LargeGap || slack > 0 ? MostColumns : FewColumns)) return found;
        var (answer, trouble) = CbcWorker.Run(time =>
        {
            using var mip = new AllocationMip(problem, ladders, slackPrice, found.Plan);
            return mip.Solve(time);
        }, limit, stop, cancel);
        if (answer is null) return found with { Trouble = trouble };
        var better = answer.Units is { } units && answers.Valued(units).Merit > merit;
        return found with { Plan = better ? answer.Units! : found.Plan, Bound = Math.Min(found.Bound, answer.Bound), Trouble = answer.Trouble };
    }
}
