using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// Believes demand by store and product. What a pair is expected to want is what its groups tell (<see cref="Effects"/>) times what its supply says of the buyer's
/// expectation; its own sales draw it away from there as far as their noise tells (Gamma-Poisson credibility). Differences between pairs and noise are
/// pooled by category. All by turns, from what was seen of demand (<see cref="SeenDemand"/>).
/// </summary>
internal sealed class DemandEstimator(Pairs pairs, CancellationToken ct)
{
    private const int Rounds = 20, SupplyRounds = 4;
    private const double LeastMean = 1e-6, MostAhead = 2, SupplyNoise = 1e-3;
    private readonly SeenDemand _seen = new(pairs);
    private readonly PeriodShares _shares = new(pairs);
    private readonly double[] _mean = new double[pairs.Count], _own = new double[pairs.Count], _lean = new double[pairs.Count];
    // logarithm of what a pair was supplied with beside what its groups were
    private readonly double[] _ahead = new double[pairs.Count];
    private readonly Slope? _slope = pairs.Estimated ? null : new();
    private Noise[] _noise = [.. Enumerable.Repeat(new Noise(1, 0), pairs.Categories.Length)];
    private double[] _differences = [.. Enumerable.Repeat(VarianceMoments.Usual, pairs.Categories.Length)];
    private double _aheadVariance;

    public DemandBelief Estimate()
    {
        var effects = new Effects(pairs, ReadSupply());
        for (var pair = 0; pair < pairs.Count && _slope is not null; pair++) effects.Mean[pair] *= Math.Exp(_slope.Value * _ahead[pair]);
        for (var round = 0; round < Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            _shares.Set(_seen);
            effects.Turn(_seen.Told, Variance);
            SetSlope(effects.Mean);
            SetDifferences(effects);
            for (var pair = 0; pair < pairs.Count; pair++) Believe(pair, effects.Mean[pair]);
            SetNoise(effects);
        }
        return new(pairs, effects)
        {
            Corrected = _seen.Corrected,
            Mean = _mean,
            Own = _own,
            Lean = _lean,
            Ahead = _ahead,
            SlopeDoubt = _slope?.Doubt ?? 0,
            Aside = (_slope?.Value ?? 0) * (_slope?.Value ?? 0) * _aheadVariance,
            SoldOut = _seen.SoldOut,
            Noise = _noise,
            SquaredShares = _shares.Squared,
            Differences = _differences,
            Shares = _shares.All,
        };
    }

    /// <summary>
    /// What each pair was supplied with beside what its groups were: the buyer expected something. Not where supply is an estimate from the sales themselves.
    /// </summary>
    private Effects? ReadSupply()
    {
        if (_slope is null) return null;
        var (supply, supplied) = (new Effects(pairs, null), new double[pairs.Count]);
        for (var pair = 0; pair < pairs.Count; pair++) supplied[pair] = pairs.TotalArrived(pair);
        // hardly drawn at all, one kind after the other: what a kind holds is what the wider ones before it leave
        for (var kind = 1; kind <= Effects.Kinds; kind++)
            for (var round = 0; round < SupplyRounds; round++) supply.Turn(supplied, (_, _) => SupplyNoise, kind);
        var known = 0;
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            if (supplied[pair] <= 0) continue;
            _ahead[pair] = Math.Clamp(Math.Log(supplied[pair] / supply.Mean[pair]), -MostAhead, MostAhead);
            _aheadVariance += _ahead[pair] * _ahead[pair];
            known++;
        }
        if (known > 0) _aheadVariance /= known;
        return supply;
    }

    /// <summary>Relative variance of what was seen of a pair about what is expected of it.</summary>
    private double Variance(int pair, double mean) => _differences[Category(pair)] + NoiseOf(pair, mean) / _seen.Information[pair];

    /// <summary>Relative variance of what a pair sells in all periods about its own mean.</summary>
    private double NoiseOf(int pair, double mean) => _noise[Category(pair)].Variance(mean, _shares.Squared[pairs.Product[pair]]) / (mean * mean);

    private void SetNoise(Effects effects)
    {
        var (moments, stock) = (new NoiseMoments[pairs.Categories.Length], new double[pairs.Periods]);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            _seen.Stock(pair, stock);
            moments[Category(pair)].Add(stock, _seen.Filled(pair), _seen.Unseen(pair), _shares.Of(pairs.Product[pair]), _shares.PartOf(pairs.Product[pair], _seen.Corrected[pair]), _mean[pair], _own[pair] + _lean[pair] * _lean[pair] * effects.Doubt(pair), _noise[Category(pair)]);
        }
        var all = NoiseMoments.Sum(moments);
        _noise = Array.ConvertAll(moments, m => m.Solve(all));
    }

    /// <summary>How far a pair's demand follows its supply beside its groups'.</summary>
    private void SetSlope(double[] mean)
    {
        if (_slope is null) return;
        var (xx, xy) = (0.0, 0.0);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            if (_ahead[pair] == 0 || mean[pair] <= LeastMean || _seen.Information[pair] <= 0) continue;
            var weight = _ahead[pair] / Variance(pair, mean[pair]);
            xx += weight * _ahead[pair];
            xy += weight * (_seen.Told[pair] / mean[pair] - 1);
        }
        var before = _slope.Value;
        _slope.Step(xx, xy);
        for (var pair = 0; pair < pairs.Count; pair++) mean[pair] *= Math.Exp((_slope.Value - before) * _ahead[pair]);
    }

    /// <summary>How far pairs truly differ from what is expected of them.</summary>
    private void SetDifferences(Effects effects)
    {
        var moments = new VarianceMoments[pairs.Categories.Length];
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var mean = effects.Mean[pair];
            if (mean <= LeastMean || _seen.Information[pair] <= 0) continue;
            var (away, noise, variance) = (_seen.Told[pair] / mean - 1, NoiseOf(pair, mean) / _seen.Information[pair], _differences[Category(pair)]);
            // the groups' factors were fitted to the same pairs
            moments[Category(pair)].Add(away * away / (1 - Math.Min(.9, effects.Doubt(pair) / (variance + noise))), noise, variance);
        }
        _differences = VarianceMoments.Pooled(moments);
    }

    private void Believe(int pair, double prior)
    {
        if (prior <= LeastMean)
        {
            (_mean[pair], _own[pair], _lean[pair]) = (_seen.Corrected[pair], 0, 0);
            return;
        }
        var (differences, noise, seen) = (_differences[Category(pair)], NoiseOf(pair, prior), _seen.Information[pair]);
        var lean = noise / (noise + seen * differences);
        _mean[pair] = prior * lean + (1 - lean) * _seen.Told[pair];
        _own[pair] = differences * lean * prior / _mean[pair];
        _lean[pair] = lean * prior / _mean[pair];
        _seen.Fill(pair, _mean[pair], _noise[Category(pair)], _shares.Of(pairs.Product[pair]));
    }

    private int Category(int pair) => pairs.CategoryOf[pairs.Product[pair]];
}
