using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// What was seen of demand. A period in which nothing was left says only that at least so much was wanted: what was missed is filled in by its expectation
/// (EM for censored counts), and the information that is lost with it is the part of the variance that remains unseen (Louis 1982).
/// </summary>
internal sealed class SeenDemand
{
    private readonly Pairs _pairs;
    // whether stock was left, so that all that was wanted is seen
    private readonly bool[] _whole;
    // by place of those pairs that ran out, and period
    private readonly double[] _filled, _unseen;
    private readonly double[] _nothing;
    private readonly int[] _place;

    public SeenDemand(Pairs pairs)
    {
        (_pairs, _whole, _nothing, _place) = (pairs, new bool[pairs.Sold.Length], new double[pairs.Periods], new int[pairs.Count]);
        (SoldOut, Corrected, Told, Information) = (new int[pairs.Count], new double[pairs.Count], new double[pairs.Count], new double[pairs.Count]);
        var places = 0;
        var stock = new double[pairs.Periods];
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            Stock(pair, stock);
            for (var t = 0; t < stock.Length; t++)
            {
                var (at, there, sold) = (pair * stock.Length + t, stock[t], pairs.Sold[pair * stock.Length + t]);
                _whole[at] = there - sold >= 1 - 1e-9 || (there == 0 && sold == 0 && pairs.Estimated);
                if (!_whole[at]) SoldOut[pair]++;
            }
            _place[pair] = SoldOut[pair] > 0 ? places++ : -1;
            Corrected[pair] = Told[pair] = pairs.TotalSold(pair);
            Information[pair] = 1;
        }
        (_filled, _unseen) = (new double[places * pairs.Periods], new double[places * pairs.Periods]);
        for (var pair = 0; pair < pairs.Count; pair++)
            if (_place[pair] >= 0) pairs.SoldOf(pair).CopyTo(_filled.AsSpan(_place[pair] * pairs.Periods));
    }

    /// <summary>Periods in which nothing was left at the end, by pair.</summary>
    public int[] SoldOut { get; }

    /// <summary>Units sold with what was missed, by pair.</summary>
    public double[] Corrected { get; }

    /// <summary>Units wanted over all periods by what was seen alone, by pair: what seeing only a part would tell of the whole.</summary>
    public double[] Told { get; }

    /// <summary>Share of the information on a pair's mean that was seen, 0 to 1.</summary>
    public double[] Information { get; }

    /// <summary>Units wanted by period: sold, with what was missed.</summary>
    public ReadOnlySpan<double> Filled(int pair) => _place[pair] < 0 ? _pairs.SoldOf(pair) : _filled.AsSpan(_place[pair] * _pairs.Periods, _pairs.Periods);

    /// <summary>Variance of what was filled in.</summary>
    public ReadOnlySpan<double> Unseen(int pair) => _place[pair] < 0 ? _nothing : _unseen.AsSpan(_place[pair] * _pairs.Periods, _pairs.Periods);

    /// <summary>Follows the stock of a pair through the periods: units that were there to be sold in each. Where it ends at nothing, demand is only known from below.</summary>
    public void Stock(int pair, Span<double> there)
    {
        var stock = 0.0;
        for (var t = 0; t < there.Length; t++)
        {
            there[t] = stock += _pairs.Arrived[pair * there.Length + t];
            stock = Math.Max(0, stock - _pairs.Sold[pair * there.Length + t]);
        }
    }

    /// <summary>Fills in what a pair missed where so much is believed of it, with shares of its demand by period.</summary>
    public void Fill(int pair, double mean, Noise noise, ReadOnlySpan<double> weights)
    {
        if (SoldOut[pair] == 0) return;
        var (total, lost) = (0.0, 0.0);
        for (var t = 0; t < weights.Length; t++)
        {
            var at = _place[pair] * weights.Length + t;
            if (!_whole[pair * weights.Length + t])
            {
                var expected = mean * weights[t];
                (_filled[at], _unseen[at]) = CountTail.Above(_pairs.Sold[pair * weights.Length + t], expected, noise.Spread(expected, 1));
                var variance = noise.Variance(expected, 1);
                if (variance > 0) lost += weights[t] * Math.Min(1, _unseen[at] / variance);
            }
            total += _filled[at];
        }
        var seen = Math.Clamp(1 - lost, 0, 1);
        Corrected[pair] = total;
        Information[pair] = seen;
        // what was filled in follows the mean by as much as was not seen
        Told[pair] = seen > 1e-9 ? Math.Max(0, total - (1 - seen) * mean) / seen : mean;
    }
}
