namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>A plan of the network with what each cell's next unit would bring and its last unit brings.</summary>
internal sealed class Flow
{
    private readonly CellNetwork _network;

    private readonly int[] _steps;
    private double _range;

    private Flow(CellNetwork network, int[] steps)
    {
        (_network, _steps) = (network, steps);
        (Plan, Up, Down) = (new int[network.Cells], new double[network.Cells], new double[network.Cells]);
    }

    public int[] Plan { get; }
    /// <summary>Worth of the next unit; negative infinity at the most.</summary>
    public double[] Up { get; }
    /// <summary>Worth of the last unit; infinite at the least.</summary>
    public double[] Down { get; }

    /// <summary>The plan that is best at the sites' prices alone, pool by pool: no pool's units could be shared out better. Sets the pools' prices to go with it.</summary>
    /// <param name="network">The cells.</param>
    /// <param name="prices">Prices near the best.</param>
    /// <param name="range">Differences of worth that do not matter, so that units within it are shared out as smooth prices have them; 0 for none.</param>
    /// <param name="cancel">Ends it at once.</param>
    public static Flow Fill(CellNetwork network, NetworkPrices prices, double range, CancellationToken cancel)
    {
        var flow = new Flow(network, []) { _range = range };
        var response = range > 0 ? new SmoothResponse(network, false) { Range = range } : null;
        for (var pool = 0; pool < network.Pools.Length; pool++)
        {
            if (pool % 256 == 0) cancel.ThrowIfCancellationRequested();
            flow.FillPool(pool, prices, response);
        }
        return flow;
    }

    /// <summary>A plan that moves by whole packs, whose worth Up and Down then tell.</summary>
    public static Flow OfPacks(CellNetwork network, int[] plan, int[] packs)
    {
        var flow = new Flow(network, packs);
        for (var c = 0; c < plan.Length; c++) flow.Set(c, plan[c]);
        return flow;
    }

    public int StepOf(int cell) => _steps.Length == 0 ? 1 : _steps[cell];

    public void Set(int cell, int units)
    {
        var step = StepOf(cell);
        Plan[cell] = units;
        Up[cell] = units + step <= _network.Most[cell] ? step * _network.Gain(cell, units + 1) : double.NegativeInfinity;
        Down[cell] = units - step >= _network.Least[cell] ? step * _network.Gain(cell, units) : double.PositiveInfinity;
    }

    /// <summary>Units that can be added to (taken from) a cell at the same worth each.</summary>
    public int Run(int cell, bool add)
    {
        var stored = _network.GainsOf(cell).Length + _network.Least[cell];
        return add ? Plan[cell] >= stored ? _network.Most[cell] - Plan[cell] : 1 : Plan[cell] > stored ? Plan[cell] - stored : 1;
    }

    private void FillPool(int pool, NetworkPrices prices, SmoothResponse? response)
    {
        var (units, low, high) = (0L, _network.Pools[pool].Units - _network.Pools[pool].Holdback, _network.Pools[pool].Units);
        foreach (var c in _network.OfPool(pool))
        {
            var price = prices.Pool[pool] + prices.Site[_network.SiteOf[c]];
            Set(c, response is null ? Near(c, price) : (int)Math.Round(response.At(c, price).Units));
            units += Plan[c];
        }
        while (true)
        {
            var (add, up) = Best(pool, prices.Site, true);
            var (take, down) = Best(pool, prices.Site, false);
            // what one more (fewer) unit costs at the limits of the pool itself
            var (more, less) = (units < low ? -_network.SlackPrice : units < high ? 0 : _network.SlackPrice, units <= low ? -_network.SlackPrice : units <= high ? 0 : _network.SlackPrice);
            if (add >= 0 && up > more) units += Move(add, (int)Math.Min(Run(add, true), Room(units, low, high, true)));
            else if (take >= 0 && down < less) units += Move(take, -(int)Math.Min(Run(take, false), Room(units, low, high, false)));
            // of one cell, a next unit worth more than its last is rounding: to move it would change nothing, for ever
            else if (add >= 0 && take >= 0 && add != take && up > down + _range) { Move(add, 1); Move(take, -1); }
            else
            {
                prices.Pool[pool] = Math.Clamp(prices.Pool[pool], Math.Max(up, less), Math.Max(Math.Max(up, less), Math.Min(down, more)));
                return;
            }
        }
    }

    private static long Room(long units, long low, long high, bool add) => add ? units < low ? low - units : units < high ? high - units : long.MaxValue
        : units > high ? units - high : units > low ? units - low : long.MaxValue;

    private int Move(int cell, int by)
    {
        Set(cell, Plan[cell] + by);
        return by;
    }

    private (int Cell, double Net) Best(int pool, double[] site, bool add)
    {
        var (best, net) = (-1, add ? double.NegativeInfinity : double.PositiveInfinity);
        foreach (var c in _network.OfPool(pool))
        {
            var value = (add ? Up[c] : Down[c]) - site[_network.SiteOf[c]];
            if (add ? value > net : value < net) (best, net) = (c, value);
        }
        return (best, net);
    }

    /// <summary>Units that are worth more than a price.</summary>
    private int Near(int cell, double price)
    {
        var gains = _network.GainsOf(cell);
        var steps = _network.Most[cell] - _network.Least[cell];
        var k = 0;
        price += _network.ChargeOf(cell);
        while (k < gains.Length && k < steps && gains[k] > price) k++;
        return _network.Least[cell] + (k == gains.Length && k < steps && _network.TailOf(cell) > price ? steps : k);
    }
}
