using Google.OrTools.LinearSolver;
using RetailOpt.Core.SellThrough.Allocation;

namespace RetailOpt.Benchmarks.Allocation;

/// <summary>The core as a general solver is given it: a column for each unit of each cell, a row for each pool and each store.</summary>
internal static class AllocationLp
{
    /// <summary>Seconds of CPU to build and to solve, and the value; NaN where it was not solved.</summary>
    public static (double Build, double Solve, double Value) Clp(AllocationProblem problem)
    {
        using var solver = Solver.CreateSolver("CLP");
        var fixedWorth = 0.0;
        var build = Cost.Of(() => fixedWorth = Fill(solver, problem)).Cpu;
        var status = Solver.ResultStatus.NOT_SOLVED;
        var solve = Cost.Of(() => status = solver.Solve()).Cpu;
        return (build, solve, status == Solver.ResultStatus.OPTIMAL ? fixedWorth + solver.Objective().Value() : double.NaN);
    }

    private static double Fill(Solver solver, AllocationProblem problem)
    {
        var ladders = Ladders.Of(problem, 1, default);
        var pools = Array.ConvertAll(problem.Pools, p => solver.MakeConstraint(p.Units - p.Holdback, p.Units));
        var stores = Array.ConvertAll(problem.Capacity, c => solver.MakeConstraint(double.NegativeInfinity, c));
        var (poolLeast, storeLeast, worth) = (new int[pools.Length], new int[stores.Length], 0.0);
        for (var c = 0; c < problem.Cells; c++)
        {
            worth += ladders.Floor[c];
            poolLeast[problem.Pool[c]] += problem.Least[c];
            storeLeast[problem.Store[c]] += problem.Least[c];
            for (var k = problem.Least[c] + 1; k <= problem.Most[c]; k++)
            {
                var unit = solver.MakeNumVar(0, 1, "");
                pools[problem.Pool[c]].SetCoefficient(unit, 1);
                stores[problem.Store[c]].SetCoefficient(unit, 1);
                solver.Objective().SetCoefficient(unit, ladders.Gain(c, k));
            }
        }
        for (var i = 0; i < pools.Length; i++) pools[i].SetBounds(problem.Pools[i].Units - problem.Pools[i].Holdback - poolLeast[i], problem.Pools[i].Units - poolLeast[i]);
        for (var i = 0; i < stores.Length; i++) stores[i].SetUb(problem.Capacity[i] - storeLeast[i]);
        solver.Objective().SetMaximization();
        return worth;
    }
}
