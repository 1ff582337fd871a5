using Google.OrTools.LinearSolver;
using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation.Exact;

/// <summary>
/// A problem of one period as CBC is given it: a column for carrying a cell that may close and one for each step of its units, a row for each limit with a
/// priced slack. Used by one thread, which frees it.
/// </summary>
internal sealed class AllocationMip : IDisposable
{
    /// <summary>CBC passes over plans that are better by no more than this, and takes a column for whole that is as near to it.</summary>
    private const double SameCost = 1e-5, Whole = 1e-6;
    /// <summary>CBC's tolerances are absolute: the cost of a broken limit as it is given.</summary>
    private const double SlackCost = 1e5;

    private readonly Solver _solver;
    private readonly AllocationProblem _problem;
    private readonly Levels _levels;
    private readonly List<Variable>[] _columns;
    private readonly Variable?[] _carried;
    private readonly double _scale, _fixed, _tolerance;

    public AllocationMip(AllocationProblem problem, Ladders ladders, double slackPrice, int[] known)
    {
        _solver = Solver.CreateSolver("CBC") ?? throw new InvalidOperationException("This build of OR-Tools has no CBC.");
        (_problem, _levels, _scale) = (problem, new(problem), SlackCost / slackPrice);
        (_columns, _carried) = (new List<Variable>[problem.Cells], new Variable?[problem.Cells]);
        _tolerance = SameCost / _scale + Whole * slackPrice;
        for (var c = 0; c < problem.Cells; c++) _fixed += Add(c, ladders);
        Supply();
        Rooms();
        Mix();
        _solver.Objective().SetMaximization();
        Hint(known);
    }

    /// <summary>Columns that a problem takes.</summary>
    public static long Columns(Levels levels) => levels.From.Select((from, c) => (levels.MayClose[c] ? 1L : 0) + (levels.To[c] - from) / levels.Step(c)).Sum();

    /// <summary>The plan that CBC ends with, null where it has none, and what no plan exceeds.</summary>
    public MipPlan Solve(TimeSpan limit)
    {
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        _solver.SetTimeLimit(Math.Max(1, (long)limit.TotalMilliseconds));
        var status = _solver.Solve(parameters);
        if (status is not (Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE)) return new(null, double.PositiveInfinity, $"CBC ended without a plan ({status})");
        var bound = _fixed + _solver.Objective().BestBound() / _scale + _tolerance;
        return new([.. _columns.Select((_, c) => UnitsOf(c))], double.IsFinite(bound) ? bound : double.PositiveInfinity, status == Solver.ResultStatus.OPTIMAL ? null : "CBC reached the time limit");
    }

    public void Dispose() => _solver.Dispose();

    /// <summary>Columns of a cell; returns its worth without any.</summary>
    private double Add(int c, Ladders ladders)
    {
        var (from, step) = (_levels.From[c], _levels.Step(c));
        if (_levels.MayClose[c]) _carried[c] = Column(ladders.Worth(c, from) - ladders.Worth(c, 0));
        var before = _carried[c];
        _columns[c] = [];
        for (var at = from; at + step <= _levels.To[c]; at += step)
        {
            var column = Column(ladders.Worth(c, at + step) - ladders.Worth(c, at));
            // a cell is carried before it has more
            if (before is not null) _solver.Add(column <= before);
            if (_carried[c] is not null) before = column;
            _columns[c].Add(column);
        }
        return ladders.Worth(c, _levels.MayClose[c] ? 0 : from);
    }

    private Variable Column(double worth)
    {
        var column = _solver.MakeBoolVar("");
        _solver.Objective().SetCoefficient(column, _scale * worth);
        return column;
    }

    /// <summary>A sum of units between two limits, each of which may be broken at the price.</summary>
    private void Keep(IEnumerable<(int Cell, double Coefficient)> cells, double least, double most)
    {
        var (terms, fixedUnits) = (new List<(Variable, double)>(), 0.0);
        foreach (var (c, coefficient) in cells)
        {
            if (_carried[c] is { } carried) terms.Add((carried, coefficient * _levels.From[c]));
            else fixedUnits += coefficient * _levels.From[c];
            terms.AddRange(_columns[c].Select(column => (column, coefficient * _levels.Step(c))));
        }
        Keep(terms, least - fixedUnits, most - fixedUnits);
    }

    private void Keep(List<(Variable Column, double Coefficient)> terms, double least, double most)
    {
        if (double.IsFinite(most)) Row(double.NegativeInfinity, most, -1);
        if (double.IsFinite(least)) Row(least, double.PositiveInfinity, 1);

        void Row(double from, double to, double slack)
        {
            var row = _solver.MakeConstraint(from, to);
            foreach (var (column, coefficient) in terms) row.SetCoefficient(column, coefficient);
            row.SetCoefficient(Slack(), slack);
        }
    }

    private Variable Slack()
    {
        var slack = _solver.MakeNumVar(0, double.PositiveInfinity, "");
        _solver.Objective().SetCoefficient(slack, -SlackCost);
        return slack;
    }

    private void Supply()
    {
        var cells = Enumerable.Range(0, _problem.Cells).ToLookup(c => _problem.Pool[c], c => (c, 1.0));
        for (var pool = 0; pool < _problem.Pools.Length; pool++) Keep(cells[pool], _problem.Pools[pool].Units - _problem.Pools[pool].Holdback, _problem.Pools[pool].Units);
    }

    private void Rooms()
    {
        var cells = Enumerable.Range(0, _problem.Cells).ToLookup(c => _problem.Store[c]);
        for (var store = 0; store < _problem.Stores; store++)
        {
            if (_problem.Capacity.Length > 0 && _problem.Capacity[store] < int.MaxValue) Keep(cells[store].Select(c => (c, 1.0)), double.NegativeInfinity, _problem.Capacity[store]);
            if (_problem.Slots.Length > 0 && _problem.Slots[store] < int.MaxValue) Keep([.. Closing(cells[store]).Select(v => (v, 1.0))], double.NegativeInfinity, _problem.Slots[store] - Always(cells[store]));
            if (_problem.LeastCategories > 0) Categories([.. cells[store].Where(c => _problem.Most[c] > 0)]);
        }
    }

    private void Categories(int[] cells)
    {
        var (there, always) = (new List<(Variable, double)>(), 0);
        foreach (var category in cells.GroupBy(c => _problem.Category[_problem.Product[c]]))
        {
            if (Always(category) > 0) always++;
            if (Always(category) > 0 || !Closing(category).Any()) continue;
            var (one, row) = (_solver.MakeBoolVar(""), _solver.MakeConstraint(0, double.PositiveInfinity));
            foreach (var carried in Closing(category)) row.SetCoefficient(carried, 1);
            row.SetCoefficient(one, -1);
            there.Add((one, 1));
        }
        var offered = cells.Select(c => _problem.Category[_problem.Product[c]]).Distinct().Count();
        Keep(there, Math.Min(_problem.LeastCategories, offered) - always, double.PositiveInfinity);
    }

    private IEnumerable<Variable> Closing(IEnumerable<int> cells) => cells.Select(c => _carried[c]).OfType<Variable>();

    private int Always(IEnumerable<int> cells) => cells.Count(c => _carried[c] is null && _levels.From[c] > 0);

    private void Mix()
    {
        var rows = new MixRows(_problem);
        for (var rule = 0; rule < rows.Rules.Length; rule++)
            for (var group = 0; group < rows.Rules[rule].Groups; group++)
                foreach (var (row, _) in rows.Of(rule, group))
                    Keep(rows.Cells(rule, group).ToArray().Select(c => (c, row.Coefficient(rows.Rules[row.Rule].Class[c]))), double.NegativeInfinity, 0);
    }

    private int UnitsOf(int c) => (_carried[c] is { } carried ? carried.SolutionValue() > .5 ? _levels.From[c] : 0 : _levels.From[c]) + _levels.Step(c) * _columns[c].Count(column => column.SolutionValue() > .5);

    private void Hint(int[] known)
    {
        List<Variable> columns = [];
        List<double> values = [];
        for (var c = 0; c < known.Length; c++)
        {
            if (_carried[c] is { } carried) Set(carried, known[c] > 0);
            for (var k = 0; k < _columns[c].Count; k++) Set(_columns[c][k], known[c] >= _levels.From[c] + (k + 1) * _levels.Step(c));
        }
        _solver.SetHint([.. columns], [.. values]);

        void Set(Variable column, bool taken)
        {
            columns.Add(column);
            values.Add(taken ? 1 : 0);
        }
    }
}

/// <summary>What CBC found out.</summary>
/// <param name="Units">Units of each cell; null where it has no plan.</param>
/// <param name="Bound">No plan's merit is higher, the solver's tolerances counted in.</param>
/// <param name="Trouble">Why there is no more, as a sentence without its stop; null where it came to its end.</param>
internal sealed record MipPlan(int[]? Units, double Bound, string? Trouble);
