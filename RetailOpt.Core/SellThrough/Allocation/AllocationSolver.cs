using System.Diagnostics;
using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation.Network;

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
        var slackPrice = settings.SlackPrice * Math.Max(ladders.Greatest, double.Epsilon);
        if (problem.Periods > 1 || problem.Slots.Length > 0 || problem.LeastCategories > 0 || problem.Presentation.Length > 0 || problem.Pack.Any(p => p > 1))
            throw new NotSupportedException("Several periods, breadth, presentation and packs are not solved yet.");
        var mix = new MixRows(problem);
        var network = CellNetwork.Of(problem, ladders, slackPrice, mix.Rules.Length > 0);
        work.Report(.1, "Prices of supply and room");
        var prices = new SmoothPrices(network, mix, work.Threads, Stop, ct).Find();
        mix.Charge(network.Charge);
        var flow = Flow.Fill(network, prices, ct);
        work.Report(.5, "Chains of moves");
        var done = new Chains(network, flow, prices).Run(Stop, ct);
        var bound = DualBound.Of(network, prices, work.Threads, ct);
        if (mix.Rules.Length > 0)
        {
            work.Report(.7, "Exchanges for the mix");
            new MixRepair(problem, network, flow, mix, prices).Run(Stop, ct);
        }
        return new AnswerBuilder(problem, ladders, slackPrice).Build(flow.Plan, network, prices, mix, bound, done ? null : work.StopRequested ? "It was stopped" : "The time limit was reached", settings.Gap, clock.Elapsed.TotalSeconds);
    }
}
