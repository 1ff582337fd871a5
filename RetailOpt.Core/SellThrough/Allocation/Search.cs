using RetailOpt.Core.Analyses;
using RetailOpt.Core.SellThrough.Allocation.Network;

namespace RetailOpt.Core.SellThrough.Allocation;

/// <summary>
/// Prices first, then the exact core at those prices, then what breaks the network: which cells are carried (a hull bounds it, changes by margin improve it),
/// whole packs by rounding, the mix by exchanges. The bound is the least that any prices gave, the plan the best of all that were met.
/// </summary>
internal sealed class Search
{
    /// <summary>Times that the prices of slots are set again from exact prices of units, and tries at other carried sets.</summary>
    private const int SlotRounds = 6, MostTries = 60;
    /// <summary>Part of the bound that a try must add to be worth a whole further round.</summary>
    private const double Worthwhile = 1e-6;

    private readonly AllocationProblem _problem;
    private readonly IWork _work;
    private readonly Func<bool> _stop;
    private readonly CancellationToken _cancel;
    private readonly MixRows _mix;
    private readonly Breadth _breadth;
    private readonly CellNetwork _network;
    private readonly AnswerBuilder _answers;
    private double _bound = double.PositiveInfinity, _merit = double.NegativeInfinity, _last, _range;
    private int[] _plan = [];
    private NetworkPrices _prices = new([], []);

    /// <param name="problem">What to solve.</param>
    /// <param name="ladders">Worth of its units.</param>
    /// <param name="slackPrice">Cost of a unit beyond a limit.</param>
    /// <param name="slots">Whether slots and categories are kept; without them the bound holds all the more.</param>
    /// <param name="work">Threads and progress.</param>
    /// <param name="stop">True once what is known is enough.</param>
    /// <param name="cancel">Ends it at once.</param>
    private Search(AllocationProblem problem, Ladders ladders, double slackPrice, bool slots, IWork work, Func<bool> stop, CancellationToken cancel)
    {
        (_problem, _work, _stop, _cancel) = (problem, work, stop, cancel);
        (_mix, _breadth) = (new(problem), new(problem, ladders, slots));
        _network = CellNetwork.Of(problem, _breadth.Hull, _breadth.Levels, slackPrice);
        _answers = new(problem, ladders.Worth, ladders.Unit, _breadth.Levels, slackPrice);
    }

    /// <summary>Searches to its end; false when it was stopped before.</summary>
    private bool Run(double gap)
    {
        _work.Report(.1, "Prices of supply and room");
        (_prices, _range) = new SmoothPrices(_network, _mix, _breadth, _work.Threads, _stop, _cancel).Find();
        _mix.Charge(_network.Charge);
        _work.Report(.4, "Chains of moves");
        var (flow, even) = Core(_network, _prices);
        Bound();
        if (_breadth.IsPlain) return Finish(_network, flow, _prices) && even;
        for (var round = 0; round < SlotRounds && even && !_stop() && SetSlotPrices(); round++)
        {
            (flow, even) = Core(_network, _prices);
            Bound();
        }
        _work.Report(.6, "Which products are carried");
        return Carry(flow.Plan, gap) && even;
    }

    /// <summary>
    /// Searches a problem to its end, or until it is stopped. Slots and categories seldom bind where changes are limited: first without them, and with them
    /// where that plan breaks them.
    /// </summary>
    public static Found Over(AllocationProblem problem, Ladders ladders, double slackPrice, double gap, IWork work, Func<bool> stop, CancellationToken cancel)
    {
        var free = new Search(problem, ladders, slackPrice, false, work, stop, cancel);
        var ended = free.Run(gap);
        if (!ended || !Feasibility.Broken(problem, free._plan).Any(l => l.Kind is LimitKind.Slots or LimitKind.Categories)) return free.Result(ended);
        var search = new Search(problem, ladders, slackPrice, true, work, stop, cancel);
        ended = search.Run(gap);
        search._bound = Math.Min(search._bound, free._bound);
        if (free._merit > search._merit) (search._merit, search._plan) = (free._merit, free._plan);
        return search.Result(ended);
    }

    private Found Result(bool ended)
    {
        var unit = UnitPrices(_prices);
        return new(_plan, new(_prices, _mix, _breadth.Price, CategoryPrices.Of(_problem, _network, _breadth, _plan, unit), unit), _bound, ended);
    }

    private (Flow Flow, bool Even) Core(CellNetwork network, NetworkPrices prices)
    {
        var flow = Flow.Fill(network, prices, _range, _cancel);
        return (flow, new Chains(network, flow, prices).Run(_stop, _cancel));
    }

    private void Bound() => _bound = Math.Min(_bound, DualBound.Of(_network, _prices, _work.Threads, _cancel) + _breadth.BoundTerm(_network));

    private bool SetSlotPrices()
    {
        double[] before = [.. _breadth.Price];
        for (var site = 0; site < before.Length; site++) _breadth.SetPrice(site, _network.OfSite(site), c => PriceOf(c, _prices), _network.SlackPrice);
        return !before.AsSpan().SequenceEqual(_breadth.Price);
    }

    /// <summary>Solves the carried set that the hull suggests, then changes it by margins as long as that pays, fewer at a time where it does not.</summary>
    private bool Carry(int[] hullPlan, double gap)
    {
        var set = CarriedSet.Of(_problem, _network, _breadth, hullPlan, UnitPrices(_prices));
        var prices = Copy(_prices);
        var merit = Try(set, prices);
        var share = 1.0;
        for (var tried = 0; tried < MostTries && !_stop() && _bound - _merit > gap * Math.Abs(_bound); tried++)
        {
            var units = UnitPrices(prices);
            var changes = set.Changes(units);
            var count = (int)(share * changes.Count);
            if (count == 0) return true;
            var (other, moved) = (set.With(changes.Take(count), units), Copy(prices));
            var better = Try(other, moved);
            if (better <= merit + Worthwhile * Math.Abs(_bound)) share /= 4;
            else share = Math.Min(1, 2 * share);
            if (better > merit) (set, prices, merit) = (other, moved, better);
        }
        return !_stop();
    }

    /// <summary>The merit of the best plan found with a carried set; prices become those of its core.</summary>
    private double Try(CarriedSet set, NetworkPrices prices)
    {
        var network = _network.With(_breadth.Carried, _breadth.Levels, set.Has);
        var flow = Core(network, prices).Flow;
        return Finish(network, flow, prices) ? _last : double.NegativeInfinity;
    }

    /// <summary>Makes packs whole and keeps the mix, and remembers the plan if it is the best so far.</summary>
    private bool Finish(CellNetwork network, Flow flow, NetworkPrices prices)
    {
        var packs = _problem.Pack.Any(p => p > 1);
        if (packs) flow = Flow.OfPacks(network, WholePacks.Of(network, _breadth.Levels, flow.Plan, UnitPrices(prices)), _problem.Pack);
        if (packs || _mix.Rules.Length > 0 || _stop())
        {
            if (_breadth.IsPlain) _work.Report(.7, "Exchanges for the mix");
            new Exchanges(_problem, network, flow, _mix, prices).Run(_stop, _cancel);
        }
        _last = _answers.Valued(flow.Plan).Merit;
        if (_last > _merit) (_merit, _plan) = (_last, [.. flow.Plan]);
        return !_stop();
    }

    private double[] UnitPrices(NetworkPrices prices) => [.. Enumerable.Range(0, _network.Cells).Select(c => PriceOf(c, prices))];

    private double PriceOf(int cell, NetworkPrices prices) => prices.Pool[_network.PoolOf[cell]] + prices.Site[_network.SiteOf[cell]] + _network.ChargeOf(cell);

    private static NetworkPrices Copy(NetworkPrices prices) => new([.. prices.Pool], [.. prices.Site]);
}
