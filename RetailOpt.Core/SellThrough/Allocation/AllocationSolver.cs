using System.Diagnostics;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation.Periods;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>Finds the allocation of most worth and proves how far from the best it is.</summary>
public static class AllocationSolver
{
    /// <summary>Gap that is told as proven optimal.</summary>
    internal const double Proven = 1e-9;

    /// <summary>Solves a problem. The same bits for any number of threads, unless it is stopped.</summary>
    /// <param name="problem">What to solve.</param>
    /// <param name="settings">How long and how far.</param>
    /// <param name="work">Threads, progress, and the wish to stop, which keeps the best plan so far.</param>
    /// <param name="ct">Ends it at once.</param>
    /// <exception cref="ArgumentException">The arrays of the problem do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static AllocationSolution Solve(AllocationProblem problem, AllocationSettings settings, IWork work, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        ProblemCheck.Of(problem);
        ct.ThrowIfCancellationRequested();
        bool Stop() => work.StopRequested || settings.Limit >= TimeSpan.Zero && clock.Elapsed >= settings.Limit;
        work.Report(null, "Worth of each unit");
        var ladders = Ladders.Of(problem, work.Threads, ct);
        var slackPrice = settings.SlackPrice * ladders.Unit;
        if (problem.Periods > 1)
        {
            var periods = new PeriodSearch(problem, ladders.Unit, slackPrice, work, Stop, ct);
            var all = periods.Run(settings.Gap);
            return periods.Answer(Told(all, work), settings.Gap, clock.Elapsed.TotalSeconds);
        }
        var exact = work.IsLive ? TimeSpan.Zero : settings.Limit < TimeSpan.Zero || settings.Exact < settings.Limit ? settings.Exact : settings.Limit;
        var found = Split.Solve(problem, ladders, slackPrice, settings.Gap, exact, work, Stop, ct);
        var answers = new AnswerBuilder(problem, ladders.Worth, ladders.Unit, new(problem), slackPrice);
        return answers.Build(found.Plan, found.Prices, found.Bound, Told(found.Ended, work) ?? Told(found.Trouble), settings.Gap, clock.Elapsed.TotalSeconds);
    }

    private static string? Told(string? trouble) => trouble is null ? null : $"The search ended, and {trouble}";

    private static string? Told(bool ended, IWork work) => ended ? null : work.StopRequested ? "It was stopped" : "The time limit was reached";
}
