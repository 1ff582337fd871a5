using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// A step of all prices together: Newton's on the smooth dual, by conjugate gradients over the cells, within the bounds of the prices. It goes where pools,
/// sites and rows of the mix that set their prices in turn would creep, as where a mix can be kept only if very many cells are at their limits.
/// </summary>
internal sealed class JointPrices
{
    private const int MostIterations = 60, MostHalvings = 6;
    /// <summary>What is left of the imbalance where the linear step is good enough, and of its slope where a step was not too long.</summary>
    private const double Solved = .05, Overshot = .3;
    /// <summary>Ranges that a price moves at most where nothing else holds it, and what holds it at least.</summary>
    private const double Farthest = 4, Loose = 1e-9;

    private readonly CellNetwork _network;
    private readonly MixRows _mix;
    private readonly SmoothResponse _response;
    private readonly NetworkPrices _prices;
    private readonly int _threads, _sites, _rows;
    private readonly CancellationToken _cancel;
    private readonly int[] _rowsOf;
    private readonly double[] _units, _slope, _move, _low, _high, _wanted;

    public JointPrices(CellNetwork network, MixRows mix, SmoothResponse response, NetworkPrices prices, int threads, CancellationToken cancel)
    {
        (_network, _mix, _response, _prices, _threads, _cancel) = (network, mix, response, prices, threads, cancel);
        (_sites, _rows) = (prices.Pool.Length, prices.Pool.Length + prices.Site.Length);
        _rowsOf = new int[mix.Rules.Length + 1];
        for (var rule = 0; rule < mix.Rules.Length; rule++) _rowsOf[rule + 1] = _rowsOf[rule] + mix.Price[rule].Length;
        var count = _rows + _rowsOf[^1];
        (_units, _slope, _move) = (new double[network.Cells], new double[network.Cells], new double[network.Cells]);
        (_low, _high, _wanted) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>Makes one step; false where none makes things more even.</summary>
    public bool Step()
    {
        double[] at = Prices(), over = Measure(at);
        Limit(at, over);
        for (var i = 0; i < over.Length; i++) over[i] -= _wanted[i];
        var free = new bool[at.Length];
        for (var i = 0; i < at.Length; i++) free[i] = over[i] > 0 ? at[i] < _high[i] : over[i] < 0 && at[i] > _low[i];
        var step = Solve(over, free);
        var before = 0.0;
        for (var half = 0; half <= MostHalvings; half++)
        {
            var (next, share) = ((double[])at.Clone(), Math.Pow(.5, half));
            for (var i = 0; i < at.Length; i++) next[i] = free[i] ? Math.Clamp(at[i] + share * step[i], _low[i], _high[i]) : at[i];
            before = Along(over, at, next);
            if (before <= 0) break;
            var then = Measure(next);
            for (var i = 0; i < then.Length; i++) then[i] -= _wanted[i];
            if (Along(then, at, next) >= -Overshot * before) return true;
        }
        Measure(at);
        return false;
    }

    private static double Along(double[] over, double[] from, double[] to)
    {
        var sum = 0.0;
        for (var i = 0; i < over.Length; i++) sum += over[i] * (to[i] - from[i]);
        return sum;
    }

    private double[] Prices() => [.. _prices.Pool, .. _prices.Site, .. _mix.Price.SelectMany(p => p)];

    /// <summary>Sets prices; what each pool, site and row then uses.</summary>
    private double[] Measure(double[] prices)
    {
        prices.AsSpan(0, _sites).CopyTo(_prices.Pool);
        prices.AsSpan(_sites, _rows - _sites).CopyTo(_prices.Site);
        for (var rule = 0; rule < _mix.Rules.Length; rule++) prices.AsSpan(_rows + _rowsOf[rule], _mix.Price[rule].Length).CopyTo(_mix.Price[rule]);
        if (_mix.Rules.Length > 0) _mix.Charge(_network.Charge);
        Chunks.For(_network.Cells, _threads, _cancel, (_, from, to) =>
        {
            for (var c = from; c < to; c++) (_units[c], _slope[c]) = _response.At(c, prices[_network.PoolOf[c]] + prices[_sites + _network.SiteOf[c]]);
        });
        return Sums(_units, false);
    }

    /// <summary>Bounds of the prices and the use that is wanted at them; of a pool with a holdback on the side of its price.</summary>
    private void Limit(double[] at, double[] used)
    {
        Array.Fill(_high, _network.SlackPrice);
        for (var pool = 0; pool < _sites; pool++)
        {
            var (units, least) = (_network.Pools[pool].Units, _network.Pools[pool].Units - _network.Pools[pool].Holdback);
            var dear = least == units || at[pool] > 0 || at[pool] == 0 && used[pool] > units;
            var cheap = least == units || at[pool] < 0 || at[pool] == 0 && used[pool] < least;
            (_low[pool], _high[pool], _wanted[pool]) = (cheap ? -_network.SlackPrice : 0, dear ? _network.SlackPrice : 0, dear ? units : cheap ? least : used[pool]);
        }
        for (var site = 0; site < _rows - _sites; site++)
            (_high[_sites + site], _wanted[_sites + site]) = _network.Capacity[site] == int.MaxValue ? (0.0, used[_sites + site]) : (_network.SlackPrice, _network.Capacity[site]);
    }

    /// <summary>Sums over the cells of each pool and site, and of each row by its coefficients (squared, for the diagonal).</summary>
    private double[] Sums(double[] cells, bool squared)
    {
        var sums = new double[_low.Length];
        Chunks.For(_rows, _threads, _cancel, (_, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var sum = 0.0;
                foreach (var c in i < _sites ? _network.OfPool(i) : _network.OfSite(i - _sites)) sum += cells[c];
                sums[i] = sum;
            }
        });
        for (var rule = 0; rule < _mix.Rules.Length; rule++)
            for (var group = 0; group < _mix.Rules[rule].Groups; group++)
            {
                var byClass = _mix.ByClass(rule, group, cells);
                foreach (var (row, at) in _mix.Of(rule, group))
                {
                    var sum = 0.0;
                    for (var k = 0; k < byClass.Length; k++) sum += byClass[k] * row.Coefficient(k) * (squared ? row.Coefficient(k) : 1);
                    sums[_rows + _rowsOf[rule] + at] = sum;
                }
            }
        return sums;
    }

    /// <summary>By how much use falls for a change of prices.</summary>
    private double[] Falls(double[] change)
    {
        Chunks.For(_network.Cells, _threads, _cancel, (_, from, to) =>
        {
            for (var c = from; c < to; c++) _move[c] = change[_network.PoolOf[c]] + change[_sites + _network.SiteOf[c]];
        });
        for (var rule = 0; rule < _mix.Rules.Length; rule++) _mix.AddCharge(rule, at => change[_rows + _rowsOf[rule] + at], _move);
        Chunks.For(_network.Cells, _threads, _cancel, (_, from, to) =>
        {
            for (var c = from; c < to; c++) _move[c] *= _slope[c];
        });
        return Sums(_move, false);
    }

    /// <summary>The change of the free prices that evens out by slopes alone: conjugate gradients, each price scaled by its own slope.</summary>
    private double[] Solve(double[] over, bool[] free)
    {
        // where nothing answers, a price moves a few ranges
        double[] hold = Array.ConvertAll(over, o => Math.Max(Loose, Math.Abs(o) / Farthest) / _response.Range), own = Sums(_slope, true);
        for (var i = 0; i < own.Length; i++) own[i] += hold[i];
        double[] change = new double[over.Length], left = [.. over.Select((o, i) => free[i] ? o : 0)], towards = [.. left.Select((o, i) => o / own[i])];
        var size = Size(left, own);
        var start = size;
        for (var iteration = 0; iteration < MostIterations && size > Solved * Solved * start && size > 0; iteration++)
        {
            var falls = Falls(towards);
            var curve = 0.0;
            for (var i = 0; i < falls.Length; i++) curve += towards[i] * (falls[i] = free[i] ? falls[i] + hold[i] * towards[i] : 0);
            var length = size / curve;
            for (var i = 0; i < falls.Length; i++)
            {
                change[i] += length * towards[i];
                left[i] -= length * falls[i];
            }
            var smaller = Size(left, own);
            for (var i = 0; i < falls.Length; i++) towards[i] = left[i] / own[i] + smaller / size * towards[i];
            size = smaller;
        }
        return change;
    }

    private static double Size(double[] left, double[] own)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * left[i] / own[i];
        return sum;
    }
}
