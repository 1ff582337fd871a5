using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.SellThrough.Allocation.Network;

/// <summary>
/// Prices near the best: each step of a ladder is taken over a range of prices instead of at one, which makes the dual smooth, and pools and sites in turn
/// set the price at which they come out even; where that is slow, all take a step together. The range narrows level by level. Where a first level stays far
/// from even (limits that can be kept with difficulty or not at all), it begins anew with prices as far apart as broken limits cost. Sites (pools) do not see
/// each other within a pass, so that threads do not matter.
/// </summary>
internal sealed class SmoothPrices(CellNetwork network, MixRows mix, Breadth breadth, int threads, Func<bool> stop, CancellationToken cancel)
{
    /// <summary>Range of prices of the first level, as a share of the mean worth of the units at the margin; how it narrows, and how before and after the usual levels.</summary>
    private const double FirstRange = .3, Narrower = .35, Steeply = .1;
    private const int Levels = 5, MostPasses = 12, MostSteps = 60;
    /// <summary>Units off per site at which a level is left, and above which one is far from even; share of what was off before above which a pass is slow.</summary>
    private const double Enough = .3, Far = 10, Slow = .4;
    /// <summary>Units per cell that are as good as others beyond which the range narrows further, until they make no difference to this part of the worth.</summary>
    private const double Many = 4, Negligible = 1e-10;
    /// <summary>Units off at which one pool or site is even.</summary>
    private const double Evenness = .05;

    private readonly double[] _pool = new double[network.Pools.Length], _site = new double[network.Capacity.Length], _off = new double[network.Capacity.Length];
    private readonly SmoothResponse _response = new(network, breadth.IsPlain);

    /// <summary>The prices, and the range of prices within which units still differ; 0 where they are few.</summary>
    public (NetworkPrices Prices, double Range) Find()
    {
        var prices = new NetworkPrices(_pool, _site);
        var coupled = network.Capacity.Count(c => c < int.MaxValue) + breadth.Slots.Count(s => s < int.MaxValue) + mix.Rules.Sum(r => r.Groups);
        var joint = new JointPrices(network, mix, _response, prices, threads, cancel);
        double first = FirstRange * MarginScale(), last = first * Math.Pow(Narrower, Levels - 1);
        _response.Range = first;
        for (var wide = false; _response.Range > 0; _response.Range *= _response.Range > first || _response.Range < last ? Steeply : Narrower)
        {
            var off = Level(joint, coupled);
            if (stop()) break;
            if (!wide && off > Far * coupled) (wide, _response.Range) = (true, network.SlackPrice / Steeply);
            else if (_response.Range <= 1.01 * last && Open() is var open)
            {
                if (open <= Many * network.Cells) break;
                if (open * _response.Range <= Negligible * Size()) return (prices, _response.Range);
            }
        }
        return (prices, 0);
    }

    private double Level(JointPrices joint, int coupled)
    {
        Pools();
        var (off, before) = (0.0, double.PositiveInfinity);
        for (var pass = 0; pass < MostPasses && coupled > 0 && !stop(); pass++, before = off)
        {
            Sites();
            off = Neumaier.Sum(_off) + Mixes();
            Slots();
            Pools();
            if (off <= Enough * coupled) break;
            if (off > Slow * before) joint.Step();
        }
        return off;
    }

    /// <summary>Units whose worth is within the range about their price.</summary>
    private double Open()
    {
        var open = new double[Chunks.Count(network.Cells)];
        Chunks.For(network.Cells, threads, cancel, (chunk, from, to) =>
        {
            for (var c = from; c < to; c++) open[chunk] += _response.At(c, _pool[network.PoolOf[c]] + _site[network.SiteOf[c]]).Slope;
        });
        return open.Sum() * _response.Range;
    }

    private void Pools() => Each(_pool.Length, pool =>
    {
        var (units, least) = (network.Pools[pool].Units, network.Pools[pool].Units - network.Pools[pool].Holdback);
        double low = -network.SlackPrice, high = network.SlackPrice, wanted = units;
        if (least < units)
        {
            var free = Use(network.OfPool(pool), network.SiteOf, _site, 0).Units;
            (low, high, wanted) = free > units ? (0.0, high, wanted) : free < least ? (low, 0.0, least) : (0.0, 0.0, free);
        }
        _pool[pool] = Even(price => Use(network.OfPool(pool), network.SiteOf, _site, price), _pool[pool], wanted, low, high).Price;
    });

    private void Sites() => Each(_site.Length, site =>
    {
        if (network.Capacity[site] == int.MaxValue) return;
        (_site[site], _off[site]) = Even(price => Use(network.OfSite(site), network.PoolOf, _pool, price), _site[site], network.Capacity[site], 0, network.SlackPrice);
    });

    /// <summary>Sets the prices of share limits, group by group; returns by how many units they were off.</summary>
    private double Mixes()
    {
        var sum = new Neumaier();
        for (var rule = 0; rule < mix.Rules.Length; rule++)
        {
            var (number, off) = (rule, new double[mix.Rules[rule].Groups]);
            Each(off.Length, group =>
            {
                foreach (var (row, at) in mix.Of(number, group)) off[group] += MixPrice(row, ref mix.Price[number][at]);
            });
            sum.Add(Neumaier.Sum(off));
        }
        return sum.Value;
    }

    private void Slots() => Each(_site.Length, site => breadth.SetPrice(site, network.OfSite(site), c => _pool[network.PoolOf[c]] + _site[site] + network.ChargeOf(c), network.SlackPrice));

    private double MixPrice(MixRow row, ref double price)
    {
        var (before, classes) = (price, mix.Rules[row.Rule].Class);
        var (now, off) = Even(p => UseOfRow(row, p - before), before, 0, 0, network.SlackPrice);
        price = now;
        if (now != before)
            foreach (var c in mix.Cells(row.Rule, row.Group)) network.Charge[c] += (now - before) * row.Coefficient(classes[c]);
        return off;
    }

    private (double Units, double Slope) UseOfRow(MixRow row, double change)
    {
        var (units, slope, classes) = (0.0, 0.0, mix.Rules[row.Rule].Class);
        foreach (var c in mix.Cells(row.Rule, row.Group))
        {
            var coefficient = row.Coefficient(classes[c]);
            var (u, s) = _response.At(c, _pool[network.PoolOf[c]] + _site[network.SiteOf[c]] + change * coefficient);
            units += coefficient * u;
            slope += coefficient * coefficient * s;
        }
        return (units, slope);
    }

    private void Each(int count, Action<int> body)
    {
        if (threads <= 1) for (var i = 0; i < count; i++) { if (i % 64 == 0) cancel.ThrowIfCancellationRequested(); body(i); }
        else Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, body);
    }

    /// <summary>The price between two at which so many units are used, and how far off the price before was.</summary>
    private (double Price, double Off) Even(Func<double, (double Units, double Slope)> use, double price, double units, double low, double high)
    {
        price = Math.Clamp(price, low, high);
        var (off, step, above, below) = (0.0, _response.Range, double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 0; i < MostSteps; i++)
        {
            var (used, slope) = use(price);
            var left = used - units;
            var atLimit = left <= 0 && price <= low || left >= 0 && price >= high;
            if (i == 0) off = atLimit ? 0 : Math.Abs(left);
            if (atLimit || Math.Abs(left) <= Evenness) break;
            if (left > 0) above = price;
            else below = price;
            if (below - above <= 1e-6 * _response.Range) break;
            var next = slope > 0 ? price + left / slope : double.NaN;
            if (!(next > above && next < below && Math.Abs(next - price) <= step)) next = double.IsFinite(below - above) ? .5 * (above + below) : price + Math.Sign(left) * step;
            (price, step) = (Math.Clamp(next, low, high), 2 * step);
        }
        return (price, off);
    }

    private (double Units, double Slope) Use(ReadOnlySpan<int> cells, int[] otherOf, double[] other, double price)
    {
        var (units, slope) = (0.0, 0.0);
        foreach (var c in cells)
        {
            var (u, s) = _response.At(c, price + other[otherOf[c]]);
            units += u;
            slope += s;
        }
        return (units, slope);
    }

    /// <summary>About what a plan is worth, by size.</summary>
    private double Size()
    {
        var sum = 0.0;
        for (var c = 0; c < network.Cells; c++)
        {
            sum += Math.Abs(network.Ladders.Floor[c]);
            foreach (var gain in network.GainsOf(c)) sum += .5 * Math.Abs(gain);
        }
        return sum;
    }

    /// <summary>Mean size of what the units in the middle of the ladders are worth.</summary>
    private double MarginScale()
    {
        var (sum, count) = (0.0, 0);
        for (var c = 0; c < network.Cells; c++)
        {
            var gains = network.GainsOf(c);
            if (gains.Length == 0) continue;
            sum += Math.Abs(gains[gains.Length / 2]);
            count++;
        }
        return sum > 0 ? sum / count : network.Ladders.Unit;
    }
}
