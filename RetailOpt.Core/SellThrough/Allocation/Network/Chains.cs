namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// Evens out the sites, each time along the cheapest chain of moves, so that the plan stays the best for its prices (successive shortest paths with
/// prices as potentials, on cells with concave worth). At the end plan and prices prove each other. The nodes are sites, then pools, then the ground,
/// where units that nobody takes and room that nobody uses lie; a unit too many at a node is passed on until it comes to a node with one too few.
/// </summary>
internal sealed class Chains
{
    private readonly CellNetwork _network;
    private readonly Flow _flow;
    private readonly double[] _site, _pool, _distance;
    /// <summary>Units that each site hands to the ground, and each pool takes from it.</summary>
    private readonly int[] _handed, _drawn;
    private readonly int[] _excess, _seen, _from, _via;
    private readonly List<int> _reached = [];
    private readonly PriorityQueue<int, double> _queue = new();
    private readonly int _sites, _ground;
    /// <summary>The price of the ground: prices of sites are above it, those of pools below.</summary>
    private double _level;
    private double _best;
    private int _round;

    public Chains(CellNetwork network, Flow flow, NetworkPrices prices)
    {
        (_network, _flow, _site, _pool) = (network, flow, prices.Site, prices.Pool);
        (_sites, _ground) = (_site.Length, _site.Length + _pool.Length);
        (_handed, _drawn, _excess) = (new int[_sites], new int[_pool.Length], new int[_ground + 1]);
        (_distance, _seen, _from, _via) = (new double[_ground + 1], new int[_ground + 1], new int[_ground + 1], new int[_ground + 1]);
        for (var c = 0; c < network.Cells; c++)
        {
            _excess[network.SiteOf[c]] += flow.Plan[c];
            _drawn[network.PoolOf[c]] += flow.Plan[c];
        }
        for (var site = 0; site < _sites; site++)
        {
            _handed[site] = _site[site] > 0 ? Math.Max(network.Capacity[site], _site[site] >= network.SlackPrice ? _excess[site] : 0) : Math.Min(network.Capacity[site], _excess[site]);
            _excess[site] -= _handed[site];
            _excess[_ground] -= _excess[site];
        }
    }

    /// <summary>Chains made so far.</summary>
    public int Made { get; private set; }

    /// <summary>Evens out every site; false when it was stopped before.</summary>
    public bool Run(Func<bool> stop, CancellationToken cancel)
    {
        for (var node = 0; node <= _ground; node++)
            while (_excess[node] > 0)
            {
                if (Made++ % 64 == 0)
                {
                    cancel.ThrowIfCancellationRequested();
                    if (stop()) return Settle(false);
                }
                Move(node, Nearest(node));
            }
        return Settle(true);
    }

    private bool Settle(bool even)
    {
        for (var site = 0; site < _sites; site++) _site[site] = _network.Capacity[site] == int.MaxValue ? 0 : Math.Max(0, _site[site] - _level);
        for (var pool = 0; pool < _pool.Length; pool++) _pool[pool] += _level;
        _level = 0;
        return even;
    }

    /// <summary>The nearest node with a unit too few; prices move so that the chain to it costs nothing.</summary>
    private int Nearest(int source)
    {
        _round++;
        _reached.Clear();
        _queue.Clear();
        _best = double.PositiveInfinity;
        Reach(source, 0, source, -1);
        while (_queue.TryDequeue(out var node, out var distance))
        {
            if (distance > _distance[node]) continue;
            if (_excess[node] < 0)
            {
                foreach (var reached in _reached) Reprice(reached, distance - _distance[reached]);
                return node;
            }
            if (node < _sites) FromSite(node, distance);
            else if (node < _ground) FromPool(node - _sites, distance);
            else FromGround(distance);
        }
        throw new InvalidOperationException("No chain leads to a node with room, though one always should.");
    }

    private void Reprice(int node, double nearer)
    {
        if (nearer <= 0) return;
        if (node < _sites) _site[node] += nearer;
        else if (node < _ground) _pool[node - _sites] -= nearer;
        else _level += nearer;
    }

    private void Reach(int node, double distance, int from, int via)
    {
        if (distance >= _best || _seen[node] == _round && distance >= _distance[node]) return;
        if (_seen[node] != _round) _reached.Add(node);
        (_seen[node], _distance[node], _from[node], _via[node]) = (_round, distance, from, via);
        if (_excess[node] < 0) _best = distance;
        _queue.Enqueue(node, distance);
    }

    private void FromSite(int site, double distance)
    {
        var price = _site[site];
        foreach (var c in _network.OfSite(site))
            if (_flow.Down[c] is var down && down < double.PositiveInfinity) Reach(_sites + _network.PoolOf[c], distance + Math.Max(0, down - _pool[_network.PoolOf[c]] - price), site, c);
        Reach(_ground, distance + Math.Max(0, (_handed[site] < _network.Capacity[site] ? 0 : _network.SlackPrice) - (price - _level)), site, -1);
    }

    private void FromPool(int pool, double distance)
    {
        var price = _pool[pool];
        foreach (var c in _network.OfPool(pool))
            if (_flow.Up[c] is var up && up > double.NegativeInfinity) Reach(_network.SiteOf[c], distance + Math.Max(0, price + _site[_network.SiteOf[c]] - up), _sites + pool, c);
        var (units, least) = (_network.Pools[pool].Units, _network.Pools[pool].Units - _network.Pools[pool].Holdback);
        if (_drawn[pool] > 0) Reach(_ground, distance + Math.Max(0, price + _level + (_drawn[pool] > units ? -_network.SlackPrice : _drawn[pool] > least ? 0 : _network.SlackPrice)), _sites + pool, -1);
    }

    private void FromGround(double distance)
    {
        for (var pool = 0; pool < _pool.Length; pool++)
        {
            var (units, least) = (_network.Pools[pool].Units, _network.Pools[pool].Units - _network.Pools[pool].Holdback);
            Reach(_sites + pool, distance + Math.Max(0, (_drawn[pool] < least ? -_network.SlackPrice : _drawn[pool] < units ? 0 : _network.SlackPrice) - _pool[pool] - _level), _ground, -1);
        }
        for (var site = 0; site < _sites; site++)
            if (_handed[site] > 0) Reach(site, distance + Math.Max(0, _site[site] - _level - (_handed[site] > _network.Capacity[site] ? _network.SlackPrice : 0)), _ground, -1);
    }

    /// <summary>Passes as many units along the chain as go at the same cost.</summary>
    private void Move(int source, int target)
    {
        var units = Math.Min(_excess[source], -_excess[target]);
        for (var node = target; node != source; node = _from[node]) units = Math.Min(units, Room(_from[node], node));
        for (var node = target; node != source; node = _from[node]) Pass(_from[node], node, units);
        _excess[source] -= units;
        _excess[target] += units;
    }

    private int Room(int from, int to)
    {
        if (_via[to] >= 0) return _flow.Run(_via[to], to < _sites);
        if (to == _ground) return from < _sites ? Below(_handed[from], _network.Capacity[from]) : Above(_drawn[from - _sites], _network.Pools[from - _sites]);
        if (to < _sites) return _handed[to] > _network.Capacity[to] ? _handed[to] - _network.Capacity[to] : _handed[to];
        var pool = _network.Pools[to - _sites];
        return Below(_drawn[to - _sites], _drawn[to - _sites] < pool.Units - pool.Holdback ? pool.Units - pool.Holdback : pool.Units);
    }

    private static int Below(int units, int limit) => units < limit ? limit - units : int.MaxValue;

    private static int Above(int units, SupplyPool pool) => units > pool.Units ? units - pool.Units : units > pool.Units - pool.Holdback ? units - pool.Units + pool.Holdback : units;

    private void Pass(int from, int to, int units)
    {
        if (_via[to] is var cell && cell >= 0) _flow.Set(cell, _flow.Plan[cell] + (to < _sites ? units : -units));
        else if (to == _ground && from < _sites) _handed[from] += units;
        else if (to == _ground) _drawn[from - _sites] -= units;
        else if (to < _sites) _handed[to] -= units;
        else _drawn[to - _sites] += units;
    }
}
