using RetailOpt.Core.Analyses;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation.Periods;

/// <summary>
/// Several periods: each in turn is solved as one period is, with what its units are worth now and later while the others stay, until a round brings
/// nothing more. The bound is by the prices of all periods together, with fractions of units allowed (see <see cref="Chain.Bound"/>) and slots,
/// presentation and packs left out.
/// </summary>
internal sealed class PeriodSearch
{
    private const int MostRounds = 20;
    /// <summary>Part of the worth that a round must add for another to follow; rounding that a sum of terms of such a size may hide.</summary>
    private const double Worthwhile = 1e-7, Rounding = 1e-12;

    private readonly AllocationProblem _problem;
    private readonly double _slackPrice;
    private readonly IWork _work;
    private readonly Func<bool> _stop;
    private readonly CancellationToken _cancel;
    private readonly CarryOver _carry;
    private readonly Part[] _parts;
    private readonly AnswerBuilder _answers;
    private readonly Prices _prices;
    private int[] _plan;
    private double _bound = double.PositiveInfinity;

    public PeriodSearch(AllocationProblem problem, double unitWorth, double slackPrice, IWork work, Func<bool> stop, CancellationToken cancel)
    {
        (_problem, _slackPrice, _work, _stop, _cancel) = (problem, slackPrice, work, stop, cancel);
        (_carry, _parts) = (new(problem), [.. Enumerable.Range(0, problem.Periods).Select(period => new Part(problem, [.. Enumerable.Range(0, problem.Cells).Where(c => problem.PeriodOf(c) == period)]))]);
        _answers = new(problem, _carry.Worth, unitWorth, new(problem), slackPrice);
        (_prices, _plan) = (Prices.None(problem, slackPrice), _answers.Baseline());
    }

    /// <summary>Searches to its end; false when it was stopped before.</summary>
    public bool Run(double gap)
    {
        var merit = _answers.Valued(_plan).Merit;
        for (var round = 0; round < MostRounds; round++)
        {
            var before = merit;
            for (var period = 0; period < _parts.Length; period++)
            {
                merit = Solve(_parts[period], merit, gap);
                if (_stop()) break;
            }
            _bound = Math.Min(_bound, Bound());
            if (_stop()) return false;
            if (merit - before <= Worthwhile * Math.Abs(merit)) return true;
        }
        return true;
    }

    public AllocationSolution Answer(string? ended, double gap, double seconds) => _answers.Build(_plan, _prices, _bound, ended, gap, seconds);

    private double Solve(Part part, double merit, double gap)
    {
        var found = Split.Solve(part.Problem, Ladders(part), _slackPrice, gap, TimeSpan.Zero, _work, _stop, _cancel);
        part.Take(found.Prices, _prices);
        int[] plan = [.. _plan];
        part.Take(found.Plan, plan);
        if (_answers.Valued(plan).Merit is var better && better <= merit) return merit;
        _plan = plan;
        return better;
    }

    /// <summary>What the units of a period bring now and later, the other periods as planned; made never to rise where a later sale is worth more.</summary>
    private Ladders Ladders(Part part)
    {
        var ladders = Allocation.Ladders.Blank(part.Problem);
        Chunks.For(part.Cells.Length, _work.Threads, _cancel, (_, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var cell = part.Cells[i];
                var gains = ladders.Writable(i);
                var worth = new double[gains.Length + 1];
                _carry.Open(_carry.ChainOf[cell]).Vary(cell, _plan, _problem.Least[cell], worth);
                ladders.Floor[i] = worth[0];
                for (var k = 0; k < gains.Length; k++) gains[k] = Math.Min(k == 0 ? double.PositiveInfinity : gains[k - 1], worth[k + 1] - worth[k]);
            }
        });
        ladders.Measure();
        return ladders;
    }

    private double Bound()
    {
        var bounds = new double[_carry.Chains];
        Chunks.For(bounds.Length, _work.Threads, _cancel, (_, from, to) =>
        {
            for (var chain = from; chain < to; chain++) bounds[chain] = _carry.Open(chain).Bound(_prices.Unit.AsSpan(_carry.Start[chain].._carry.Start[chain + 1]));
        });
        var (total, size) = (new Neumaier(), 0.0);
        foreach (var bound in bounds) Add(bound);
        for (var pool = 0; pool < _prices.Network.Pool.Length; pool++) Add(_prices.Network.Pool[pool] * (_problem.Pools[pool].Units - (_prices.Network.Pool[pool] < 0 ? _problem.Pools[pool].Holdback : 0)));
        for (var site = 0; site < _prices.Network.Site.Length; site++)
            if (_prices.Network.Site[site] > 0) Add(_prices.Network.Site[site] * _problem.Capacity[site / _problem.Periods]);
        return total.Value + Rounding * size;

        void Add(double term)
        {
            total.Add(term);
            size += Math.Abs(term);
        }
    }
}
