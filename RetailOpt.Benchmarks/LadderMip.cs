using System.Diagnostics;
using Google.OrTools.LinearSolver;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Benchmarks;

/// <summary>
/// TGT_MD on the ladder as a general solver is given it: a variable for each SKU and step. One solve a process, since CBC overruns
/// its time limit and can only be ended with its process. Arguments: solver, SKUs, seed, seconds.
/// </summary>
internal sealed class LadderMip : IBenchmark
{
    /// <summary>Relative gap at which the solvers may stop.</summary>
    private const double Gap = 1e-4;

    public string Name => "ladder-mip";

    /// <summary>What a solver did; null where it did not finish in time.</summary>
    internal sealed record Outcome(double Build, double Solve, double SolveCpu, double Demand);

    /// <summary>Solves in a process of its own, which is ended when the time is up.</summary>
    public static async Task<Outcome?> InOwnProcessAsync(string solver, int count, int seed, int seconds)
    {
        string[] args = [Environment.GetCommandLineArgs()[0], "ladder-mip", solver, $"{count}", $"{seed}", $"{seconds}"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + 10));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return null;
        }
        var figures = (await output).Split(' ', StringSplitOptions.TrimEntries);
        if (figures[0] != "solved") return null;
        return new(double.Parse(figures[1]), double.Parse(figures[2]), double.Parse(figures[3]), double.Parse(figures[4]));
    }

    public Task RunAsync(string[] args)
    {
        var (problem, target) = LadderBaselines.Instance(int.Parse(args[1]), int.Parse(args[2]));
        var build = Stopwatch.StartNew();
        using var solver = Model(args[0], problem, target);
        build.Stop();
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, Gap);
        solver.SetTimeLimit(1000L * int.Parse(args[3]));
        var status = Solver.ResultStatus.NOT_SOLVED;
        var (cpu, wall) = Cost.Of(() => status = solver.Solve(parameters));
        Console.WriteLine(status == Solver.ResultStatus.OPTIMAL ? $"solved {build.Elapsed.TotalSeconds:R} {wall:R} {cpu:R} {solver.Objective().Value():R}" : $"{status}");
        return Task.CompletedTask;
    }

    private static Solver Model(string name, PricingProblem problem, double target)
    {
        var solver = Solver.CreateSolver(name);
        var limit = solver.MakeConstraint(0, double.PositiveInfinity);
        var table = problem.Table!;
        for (var b = 0; b < table.Blocks; b++)
        {
            var one = solver.MakeConstraint(1, 1);
            for (var c = table.Starts[b]; c < table.Starts[b + 1]; c++)
            {
                var choice = solver.MakeBoolVar("");
                one.SetCoefficient(choice, 1);
                limit.SetCoefficient(choice, table.Demand[c] - (1 - target) * table.ListSales[c]);
                solver.Objective().SetCoefficient(choice, table.Demand[c]);
            }
        }
        solver.Objective().SetMaximization();
        return solver;
    }
}
