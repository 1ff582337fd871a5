namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// Brings a plan that is best at the prices of the mix to keep the mix itself, and uses what the limits leave over: in a group that is beyond a limit, or
/// whose limit has a price, units of products are exchanged with other stores, or given away and taken where there is room, as long as that pays.
/// Pools and capacities are kept throughout.
/// </summary>
internal sealed class Exchanges
{
    /// <summary>Products of each side that are looked at for an exchange, how many where a limit stays broken, rounds over all groups, and exchanges of a row in a round.</summary>
    private const int Few = 10, Many = 60, MostRounds = 4, MostOfARow = 10_000;

    private readonly CellNetwork _network;
    private readonly Flow _flow;
    private readonly MixRows _mix;
    private readonly MixState _state;
    private readonly double[] _site, _pool;
    private readonly long[] _used, _drawn;
    private readonly Dictionary<(int Pool, int Site), int> _cell;
    private readonly double _tiny;

    public Exchanges(AllocationProblem problem, CellNetwork network, Flow flow, MixRows mix, NetworkPrices prices)
    {
        (_network, _flow, _mix, _site, _pool) = (network, flow, mix, prices.Site, prices.Pool);
        _state = new(problem.Mixes, flow.Plan);
        (_used, _drawn) = (new long[_site.Length], new long[_pool.Length]);
        _cell = new(network.Cells);
        for (var c = 0; c < network.Cells; c++)
        {
            _used[network.SiteOf[c]] += flow.Plan[c];
            _drawn[network.PoolOf[c]] += flow.Plan[c];
            _cell[(network.PoolOf[c], network.SiteOf[c])] = c;
        }
        _tiny = 1e-9 * network.Ladders.Unit;
    }

    /// <summary>Exchanges until nothing pays or it is stopped.</summary>
    public void Run(Func<bool> stop, CancellationToken cancel)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var moved = Unload();
            for (var rule = 0; rule < _mix.Rules.Length; rule++)
                for (var group = 0; group < _mix.Rules[rule].Groups; group++)
                    foreach (var (row, at) in _mix.Of(rule, group))
                        for (var most = MostOfARow; most > 0 && Wanted(row, _mix.Price[rule][at]) && (Improve(row, Few) || _state.Sum(row) > 0 && Improve(row, Many)); most--)
                        {
                            // one exchange looks at all cells of the group, so a row alone can take minutes
                            cancel.ThrowIfCancellationRequested();
                            if (stop()) return;
                            moved = true;
                        }
            if (!moved) return;
        }
    }

    /// <summary>Takes units away from stores beyond their capacity, which whole packs may have brought about, to stores with room.</summary>
    private bool Unload()
    {
        var moved = false;
        for (var site = 0; site < _used.Length; site++)
            while (_used[site] > _network.Capacity[site])
            {
                var best = new Exchange(-1, -1, -1, -1, double.PositiveInfinity);
                foreach (var from in Cheapest(_network.OfSite(site), Few, c => _flow.Down[c] < double.PositiveInfinity, c => _flow.Down[c] / _flow.StepOf(c) - PriceOf(c))) best = Away(from, best);
                if (best.From < 0) break;
                Apply(best);
                moved = true;
            }
        return moved;
    }

    /// <summary>Whether a row is broken, or has a price and room for a unit more.</summary>
    private bool Wanted(MixRow row, double price) => _state.Sum(row) is var sum && (sum > 1e-9 * Math.Max(1, Math.Abs(sum)) && _state.Excess(row.Rule, row.Group) > 0 || price > 0 && sum <= -Math.Min(1 - row.Share, row.Share));

    /// <summary>Makes the best exchange that moves a row the way it should; false where none pays.</summary>
    private bool Improve(MixRow row, int count)
    {
        var (broken, classes) = (_state.Sum(row) > 0, _mix.Rules[row.Rule].Class);
        var cells = _mix.Cells(row.Rule, row.Group);
        var outs = Cheapest(cells, count, c => _flow.Down[c] < double.PositiveInfinity && row.Coefficient(classes[c]) > 0 == broken, c => _flow.Down[c] / _flow.StepOf(c) - PriceOf(c));
        var ins = Cheapest(cells, count, c => _flow.Up[c] > double.NegativeInfinity && row.Coefficient(classes[c]) < 0 == broken, c => PriceOf(c) - _flow.Up[c] / _flow.StepOf(c));
        var best = new Exchange(-1, -1, -1, -1, -_tiny);
        foreach (var from in outs) best = Away(from, best);
        foreach (var to in ins) best = Here(to, best);
        foreach (var from in outs)
            foreach (var to in ins)
                if (_network.SiteOf[from] == _network.SiteOf[to]) best = Swapped(from, to, best);
        if (best.Cost >= -_tiny) return false;
        Apply(best);
        return true;
    }

    /// <summary>A unit of a product leaves the store: to another with room, or stays behind.</summary>
    private Exchange Away(int from, Exchange best)
    {
        if (MayStay(from)) best = Better(best, new(from, -1, -1, -1, 0));
        foreach (var c in _network.OfPool(_network.PoolOf[from]))
            if (c != from && _flow.StepOf(c) == _flow.StepOf(from) && _flow.Up[c] > double.NegativeInfinity && (_network.SiteOf[c] == _network.SiteOf[from] ? Fits(from, c) : HasRoom(c))) best = Better(best, new(from, c, -1, -1, 0));
        return best;
    }

    /// <summary>A unit of a product comes, from another store or from what was left behind.</summary>
    private Exchange Here(int to, Exchange best)
    {
        if (!HasRoom(to)) return best;
        if (MayCome(to)) best = Better(best, new(-1, to, -1, -1, 0));
        foreach (var c in _network.OfPool(_network.PoolOf[to]))
            if (c != to && _flow.StepOf(c) == _flow.StepOf(to) && _flow.Down[c] < double.PositiveInfinity) best = Better(best, new(c, to, -1, -1, 0));
        return best;
    }

    /// <summary>A unit of one product leaves the store, one of another comes; a second store does the reverse, or there is room.</summary>
    private Exchange Swapped(int from, int to, Exchange best)
    {
        var here = new Exchange(from, to, -1, -1, 0);
        if (MayStay(from) && MayCome(to, from)) best = Better(best, here);
        var before = ExcessOf(here);
        Tally(here, 1);
        var change = ExcessOf(here) - before;
        Tally(here, -1);
        foreach (var there in _network.OfPool(_network.PoolOf[from]))
        {
            if (there == from || _flow.StepOf(there) != _flow.StepOf(from) || _flow.Up[there] == double.NegativeInfinity || !_cell.TryGetValue((_network.PoolOf[to], _network.SiteOf[there]), out var back) || back == to || _flow.Down[back] == double.PositiveInfinity || _flow.StepOf(back) != _flow.StepOf(to)) continue;
            if (!Fits(from, to) || !Fits(back, there)) continue;
            var exchange = new Exchange(from, there, back, to, 0);
            // the other store can at best end with no excess
            if (Loss(exchange) + _network.SlackPrice * (change - _state.Excess(there)) < best.Cost) best = Better(best, exchange);
        }
        return best;
    }

    private Exchange Better(Exchange best, Exchange other)
    {
        var cost = Loss(other);
        var before = ExcessOf(other);
        if (before <= 0 && cost >= best.Cost) return best;
        Tally(other, 1);
        cost += _network.SlackPrice * (ExcessOf(other) - before);
        Tally(other, -1);
        return cost < best.Cost ? other with { Cost = cost } : best;
    }

    private double Loss(Exchange e) => (e.From < 0 ? 0 : Down(e.From)) - (e.There < 0 ? 0 : Up(e.There)) + (e.Back < 0 ? 0 : Down(e.Back)) - (e.To < 0 ? 0 : Up(e.To));

    private double Down(int cell) => _flow.Down[cell] + _flow.StepOf(cell) * _network.ChargeOf(cell);

    private double Up(int cell) => _flow.Up[cell] + _flow.StepOf(cell) * _network.ChargeOf(cell);

    private double ExcessOf(Exchange e)
    {
        var sum = 0.0;
        Span<int> groups = stackalloc int[4];
        for (var rule = 0; rule < _mix.Rules.Length; rule++)
        {
            var group = _mix.Rules[rule].Group;
            var count = 0;
            foreach (var c in (ReadOnlySpan<int>)[e.From, e.There, e.Back, e.To])
                if (c >= 0 && group[c] >= 0 && !groups[..count].Contains(group[c])) groups[count++] = group[c];
            foreach (var g in groups[..count]) sum += _state.Excess(rule, g);
        }
        return sum;
    }

    private void Tally(Exchange e, int sign)
    {
        if (e.From >= 0) _state.Add(e.From, -sign * _flow.StepOf(e.From));
        if (e.There >= 0) _state.Add(e.There, sign * _flow.StepOf(e.There));
        if (e.Back >= 0) _state.Add(e.Back, -sign * _flow.StepOf(e.Back));
        if (e.To >= 0) _state.Add(e.To, sign * _flow.StepOf(e.To));
    }

    private void Apply(Exchange e)
    {
        Tally(e, 1);
        foreach (var (c, by) in (ReadOnlySpan<(int, int)>)[(e.From, -1), (e.There, 1), (e.Back, -1), (e.To, 1)])
        {
            if (c < 0) continue;
            var units = by * _flow.StepOf(c);
            _flow.Set(c, _flow.Plan[c] + units);
            _used[_network.SiteOf[c]] += units;
            _drawn[_network.PoolOf[c]] += units;
        }
    }

    private static List<int> Cheapest(ReadOnlySpan<int> cells, int count, Func<int, bool> may, Func<int, double> cost)
    {
        var (best, queue) = (new List<int>(count), new PriorityQueue<int, double>());
        foreach (var c in cells)
        {
            if (!may(c)) continue;
            if (queue.Count < count) queue.Enqueue(c, -cost(c));
            else queue.EnqueueDequeue(c, -cost(c));
        }
        while (queue.TryDequeue(out var c, out _)) best.Add(c);
        best.Reverse();
        return best;
    }

    private double PriceOf(int cell) => _pool[_network.PoolOf[cell]] + _site[_network.SiteOf[cell]];

    private bool HasRoom(int cell) => Fits(-1, cell);

    /// <summary>Whether a step more of one cell, and a step less of another of the same store, keeps the store's capacity, or brings it no further beyond.</summary>
    private bool Fits(int less, int more)
    {
        var change = _flow.StepOf(more) - (less >= 0 ? _flow.StepOf(less) : 0);
        return change <= 0 || _used[_network.SiteOf[more]] + change <= _network.Capacity[_network.SiteOf[more]];
    }

    private bool MayStay(int cell) => _network.Pools[_network.PoolOf[cell]] is var pool && _drawn[_network.PoolOf[cell]] - _flow.StepOf(cell) >= pool.Units - pool.Holdback;

    private bool MayCome(int cell, int instead = -1) => _drawn[_network.PoolOf[cell]] + _flow.StepOf(cell) <= _network.Pools[_network.PoolOf[cell]].Units && Fits(instead, cell);

    /// <summary>A step less at From and Back, a step more at There and To; -1 for none.</summary>
    private readonly record struct Exchange(int From, int There, int Back, int To, double Cost);
}
