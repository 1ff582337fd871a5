using Google.OrTools.LinearSolver;

namespace RetailOpt.Core.Numerics;

/// <summary>A knapsack as CBC is given it. Used by one thread, which frees it.</summary>
internal sealed class CbcModel : IDisposable
{
    /// <summary>CBC passes over plans that cost less by no more than this, and takes a column for whole that is as near to it.</summary>
    private const double SameCost = 1e-5, Whole = 1e-6;

    /// <summary>CBC's tolerances are absolute, so it is given larger figures, but none above the second, where its sums lose too many digits.</summary>
    private const double MostScale = 1e4, LargestFigure = 1e7;

    private readonly Solver solver;
    private readonly Variable[] columns;
    private readonly double scale, tolerance;

    public CbcModel(ChoiceMip mip)
    {
        solver = Solver.CreateSolver("CBC") ?? throw new InvalidOperationException("This build of OR-Tools has no CBC.");
        scale = Scale(mip);
        tolerance = Tolerance(mip);
        columns = solver.MakeBoolVarArray(mip.Blocks.Length);
        for (var c = 0; c < columns.Length; c++) solver.Objective().SetCoefficient(columns[c], scale * mip.Costs[c]);
        solver.Objective().SetMinimization();
        foreach (var block in mip.Blocks.Index().GroupBy(b => b.Item, b => columns[b.Index])) AtMostOne([.. block]);
        foreach (var row in mip.Rows) Add(row);
        solver.SetHint(columns, Array.ConvertAll(mip.Known, known => known ? 1.0 : 0));
    }

    /// <summary>How far CBC's least cost may be off.</summary>
    public static double Tolerance(ChoiceMip mip) => SameCost / Scale(mip) + Whole * Largest(mip);

    /// <summary>Solves to the end or to a time limit, which CBC overruns.</summary>
    public MipAnswer Solve(TimeSpan limit)
    {
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        solver.SetTimeLimit(Math.Max(1, (long)limit.TotalMilliseconds));
        var status = solver.Solve(parameters);
        if (status is not (Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE)) return MipAnswer.None($"CBC ended without a plan ({status})");
        var bound = solver.Objective().BestBound() / scale - tolerance;
        int[] taken = [.. Enumerable.Range(0, columns.Length).Where(c => columns[c].SolutionValue() > .5)];
        return new(taken, double.IsFinite(bound) ? bound : double.NegativeInfinity, status == Solver.ResultStatus.OPTIMAL ? null : "CBC reached the time limit");
    }

    public void Dispose() => solver.Dispose();

    private static double Largest(ChoiceMip mip) => mip.Rows.Select(r => r.Cost * r.Values.Select(Math.Abs).DefaultIfEmpty().Max()).DefaultIfEmpty().Max();

    private static double Scale(ChoiceMip mip) => Math.Clamp(LargestFigure / Math.Max(1, Largest(mip)), 1, MostScale);

    private void AtMostOne(Variable[] block)
    {
        if (block.Length == 1) return;
        var one = solver.MakeConstraint(double.NegativeInfinity, 1);
        foreach (var column in block) one.SetCoefficient(column, 1);
    }

    // with what is left over as a variable of its own costs stay small and of one sign
    private void Add(MipRow row)
    {
        var left = solver.MakeNumVar(0, row.Most * scale, "");
        solver.Objective().SetCoefficient(left, row.Cost);
        var sum = solver.MakeConstraint(-row.Base * scale, -row.Base * scale);
        sum.SetCoefficient(left, -1);
        for (var c = 0; c < columns.Length; c++)
            if (row.Values[c] != 0) sum.SetCoefficient(columns[c], row.Values[c] * scale);
    }
}
