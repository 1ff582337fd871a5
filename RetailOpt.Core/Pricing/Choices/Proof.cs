using System.Diagnostics;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Pricing.Choices;

/// <summary>The proof of one scenario by CBC: how long it may take, and what became of it.</summary>
/// <param name="limit">Time for all of it.</param>
/// <param name="stop">True once the user has enough.</param>
/// <param name="cancel">Ends it at once.</param>
internal sealed class Proof(TimeSpan limit, Func<bool> stop, CancellationToken cancel)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    /// <summary>Why it is not complete, as a sentence without its stop; null where it is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>How long it took so far.</summary>
    public TimeSpan Took => clock.Elapsed;

    /// <summary>Looks for a better plan until there is none or time is up.</summary>
    /// <param name="passes">The choices.</param>
    /// <param name="goal">What a plan is to be best for; a sum or a ratio of sums.</param>
    /// <param name="best">The best plan known.</param>
    /// <param name="search">Our own search from a plan: from CBC's plan it often gets where no tolerance is left.</param>
    /// <returns>The same or a better plan, with a bound that is no wider.</returns>
    public Found Improve(ChoicePasses passes, Goal goal, Found best, Func<int[], Found> search)
    {
        while (!best.IsProven)
        {
            var core = new ProofCore(passes, goal, best);
            if (core.IsProven) return best with { Excess = 0 };
            Trouble = core.NotTried;
            if (Trouble is not null) return best;
            var answer = CbcWorker.Solve(core.Mip, limit - clock.Elapsed, stop, cancel);
            Trouble = answer.Trouble;
            var next = core.With(answer);
            if (next.Merit == best.Merit) return next;
            best = search(next.Plan);
            best = best with { Excess = Math.Min(best.Excess, next.Excess) };
            // the answer on a ratio holds for the ratio asked: a better one needs its own
            if (goal.IsLinear || Trouble is not null) return best;
        }
        return best;
    }
}
