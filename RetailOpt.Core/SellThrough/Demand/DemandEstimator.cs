using RetailOpt.Core.SellThrough.Loading;

namespace RetailOpt.Core.SellThrough.Demand;

/// <summary>
/// Believes demand by store and product. A period in which nothing was left says only that at least so much was wanted: what was missed is filled in by
/// its expectation (EM for censored counts). A store's demand for a product is drawn towards the rate of its cluster times the size of the store in the category, as
/// far as the noise of its own sales tells (Gamma-Poisson credibility); differences and noise are pooled by category.
/// </summary>
internal sealed class DemandEstimator(Pairs pairs, CancellationToken ct)
{
    private const int Rounds = 14, FirstRounds = 3, LastRounds = 3, SupplyRounds = 5;
    private const double LeastDifferences = 1e-3, UsualDifferences = .1, MostDifferences = 10, MorePairs = 5, WeightUnits = 20, MostExpected = 2;
    private readonly int _periods = pairs.Periods;
    private readonly double[] _filled = (double[])pairs.Sold.Clone();
    // variance of what was filled in
    private readonly double[] _unseen = new double[pairs.Sold.Length];
    // whether stock was left, so that all that was wanted is seen
    private readonly bool[] _whole = new bool[pairs.Sold.Length];
    private readonly int[] _soldOut = new int[pairs.Count];
    private readonly double[] _missed = new double[pairs.Count];
    private readonly double[] _mean = new double[pairs.Count], _corrected = new double[pairs.Count], _doubt = new double[pairs.Count];
    private readonly double[] _weights = new double[pairs.Products.Length * pairs.Periods];
    private readonly GroupFit _fit = new(pairs);
    private readonly double[] _expected = new double[pairs.Count], _factor = new double[pairs.Count];
    private readonly int[] _stores = new int[pairs.Products.Length], _products = new int[pairs.Stores.Length * pairs.Categories.Length];
    private readonly double[] _differences = new double[pairs.Categories.Length];
    private readonly Noise[] _noise = [.. Enumerable.Repeat(new Noise(1, 0), pairs.Categories.Length)];

    public DemandBelief Estimate()
    {
        MarkStock();
        Array.Fill(_differences, UsualDifferences);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            _mean[pair] = _corrected[pair] = pairs.TotalSold(pair);
            _factor[pair] = 1;
            _stores[pairs.Product[pair]]++;
            _products[_fit.Place(pair)]++;
        }
        ReadSupply();
        for (var round = 0; round < Rounds; round++)
        {
            ct.ThrowIfCancellationRequested();
            SetWeights();
            _fit.Turn(_corrected, _factor);
            if (round >= FirstRounds && round < Rounds - LastRounds)
            {
                SetPools();
                SetFactors();
                _fit.SetLifts(_corrected, _factor, p => Prior(p) is > 0 and var prior ? _differences[Category(p)] + RelativeNoise(p, prior) : MostDifferences);
            }
            for (var pair = 0; pair < pairs.Count; pair++) Believe(pair);
        }
        return new()
        {
            Corrected = _corrected,
            Mean = _mean,
            Doubt = _doubt,
            SoldOut = _soldOut,
            Noise = _noise,
            SquaredWeights = [.. Enumerable.Range(0, pairs.Products.Length).Select(SquaredWeights)],
            Differences = _differences,
            Weights = _weights,
            Size = _fit.Size,
            Rate = [.. Enumerable.Range(0, _fit.Lift.Length).Select(g => _fit.Rate[g % pairs.Products.Length] * _fit.Lift[g])],
        };
    }

    /// <summary>Follows the stock of each pair through the periods; where it ends at nothing, demand is only known from below.</summary>
    private void MarkStock()
    {
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var stock = 0.0;
            for (var t = 0; t < _periods; t++)
            {
                var at = pair * _periods + t;
                stock += pairs.Arrived[at];
                var (there, sold) = (stock, pairs.Sold[at]);
                stock = Math.Max(0, stock - sold);
                var left = there - sold >= 1 - 1e-9 || (there == 0 && sold == 0 && pairs.Estimated);
                _whole[at] = left;
                if (!left) _soldOut[pair]++;
            }
        }
    }

    /// <summary>
    /// Shares of demand by period: of each category, and of each product drawn towards those as if some units more had been wanted in the category's
    /// shares. Prices and seasons move a product in all stores alike, and must not be taken for noise.
    /// </summary>
    private void SetWeights()
    {
        var categories = new double[pairs.Categories.Length * _periods];
        Array.Clear(_weights);
        for (var pair = 0; pair < pairs.Count; pair++)
            for (var t = 0; t < _periods; t++)
            {
                categories[Category(pair) * _periods + t] += _filled[pair * _periods + t];
                _weights[pairs.Product[pair] * _periods + t] += _filled[pair * _periods + t];
            }
        for (var c = 0; c < pairs.Categories.Length; c++) Normalise(categories.AsSpan(c * _periods, _periods));
        for (var p = 0; p < pairs.Products.Length; p++)
        {
            var weights = _weights.AsSpan(p * _periods, _periods);
            for (var t = 0; t < _periods; t++) weights[t] += WeightUnits * categories[pairs.CategoryOf[p] * _periods + t];
            Normalise(weights);
        }
    }

    private static void Normalise(Span<double> weights)
    {
        var sum = 0.0;
        foreach (var w in weights) sum += w;
        for (var t = 0; t < weights.Length; t++) weights[t] = sum > 0 ? weights[t] / sum : 1.0 / weights.Length;
    }

    /// <summary>
    /// What each pair was supplied with beside what its group is: the buyer expected something. Not where supply is an estimate from the sales themselves.
    /// </summary>
    private void ReadSupply()
    {
        if (pairs.Estimated) return;
        var (supplied, ones, fit) = (new double[pairs.Count], new double[pairs.Count], new GroupFit(pairs));
        Array.Fill(ones, 1);
        for (var pair = 0; pair < pairs.Count; pair++) supplied[pair] = pairs.TotalArrived(pair);
        for (var round = 0; round < SupplyRounds; round++) fit.Turn(supplied, ones);
        for (var pair = 0; pair < pairs.Count; pair++)
            if (supplied[pair] > 0) _expected[pair] = Math.Clamp(Math.Log(supplied[pair] / fit.Usual(pair)), -MostExpected, MostExpected);
    }

    /// <summary>How far demand follows what was expected, by a regression over all pairs; 0 where supply tells nothing, 1 where all of it.</summary>
    private void SetFactors()
    {
        var (above, below) = (0.0, 0.0);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var usual = _fit.Usual(pair);
            if (usual <= 0 || _expected[pair] == 0) continue;
            var weight = 1 / (_differences[Category(pair)] + RelativeNoise(pair, usual));
            above += weight * _expected[pair] * (_corrected[pair] / usual - 1);
            below += weight * _expected[pair] * _expected[pair];
        }
        var follows = below > 0 ? Math.Clamp(above / below, 0, 1) : 0;
        for (var pair = 0; pair < pairs.Count; pair++) _factor[pair] = Math.Exp(follows * _expected[pair]);
    }

    /// <summary>Noise within stores and differences between them, by moments, pooled by category.</summary>
    private void SetPools()
    {
        var c = pairs.Categories.Length;
        var noise = Enumerable.Range(0, c).Select(_ => new NoiseMoments()).ToArray();
        // periods that ran out count with what is believed of them: without them only the quiet ones would be left
        for (var pair = 0; pair < pairs.Count; pair++)
            noise[Category(pair)].Add(_filled.AsSpan(pair * _periods, _periods), _unseen.AsSpan(pair * _periods, _periods), Weights(pair));
        var all = NoiseMoments.Sum(noise);
        for (var i = 0; i < c; i++) _noise[i] = noise[i].Solve(all);
        var (excess, squares) = (new double[c], new double[c]);
        for (var pair = 0; pair < pairs.Count; pair++)
        {
            var (prior, stores, products) = (Prior(pair), _stores[pairs.Product[pair]], _products[_fit.Place(pair)]);
            if (stores < 2 || prior <= 0) continue;
            var (away, noise1) = (_corrected[pair] - prior, RelativeNoise(pair, prior));
            // rate and size were fitted to the same pairs; what was filled in varies less than what was wanted
            var fitted = stores / (stores - 1.0) * (products < 2 ? 1 : products / (products - 1.0));
            var exact = 1 / (_differences[Category(pair)] + noise1);
            excess[Category(pair)] += exact * exact * ((away * away + _missed[pair]) / (prior * prior) * fitted - noise1);
            squares[Category(pair)] += exact * exact;
        }
        Pool(excess, squares);
    }

    /// <summary>Weighted means by category, drawn towards that of all as if some more pairs had it: a category of few pairs tells little. All are drawn towards a usual value likewise.</summary>
    private void Pool(double[] excess, double[] squares)
    {
        var more = pairs.Count > 0 ? MorePairs * squares.Sum() / pairs.Count : 0;
        if (more <= 0)
        {
            Array.Fill(_differences, UsualDifferences);
            return;
        }
        var all = Math.Clamp((excess.Sum() + more * UsualDifferences) / (squares.Sum() + more), LeastDifferences, MostDifferences);
        for (var i = 0; i < _differences.Length; i++) _differences[i] = Math.Clamp((excess[i] + more * all) / (squares[i] + more), LeastDifferences, MostDifferences);
    }

    /// <summary>Relative variance of what a pair sells in all periods, about its own mean.</summary>
    private double RelativeNoise(int pair, double mean) => _noise[Category(pair)].Variance(mean, SquaredWeights(pairs.Product[pair])) / (mean * mean);

    private void Believe(int pair)
    {
        var weights = Weights(pair);
        var (noise, total, exposure, variance) = (_noise[Category(pair)], 0.0, 0.0, 0.0);
        for (var t = 0; t < _periods; t++)
        {
            var at = pair * _periods + t;
            var (sold, expected) = (pairs.Sold[at], _mean[pair] * weights[t]);
            (_filled[at], _unseen[at]) = _whole[at] ? (sold, 0) : CountTail.Above(sold, expected, noise.Spread(expected, 1));
            total += _filled[at];
            variance += _unseen[at];
            exposure += weights[t] * (_whole[at] ? 1 : _filled[at] > 0 ? sold / _filled[at] : 0);
        }
        _corrected[pair] = total;
        _missed[pair] = variance + (1 - exposure) * (1 - exposure) * _mean[pair] * _mean[pair] * _doubt[pair];
        var (prior, differences) = (Prior(pair), _differences[Category(pair)]);
        if (prior <= 0)
        {
            (_mean[pair], _doubt[pair]) = (total, 0);
            return;
        }
        var own = RelativeNoise(pair, prior);
        _mean[pair] = prior * (own * prior + differences * total) / (own * prior + differences * prior);
        // the rate itself is known only as well as the other stores tell it; what was not seen tells nothing
        var others = (differences + own) * (1 / Math.Max(_stores[pairs.Product[pair]] - 1.0, 1e-9) + 1 / Math.Max(_products[_fit.Place(pair)] - 1.0, 1.0)) + _fit.LiftDoubt[_fit.Group(pair)];
        var around = Math.Min(differences + others, MostDifferences);
        _doubt[pair] = around * own / (own + exposure * around) * prior / _mean[pair];
    }

    private int Category(int pair) => pairs.CategoryOf[pairs.Product[pair]];

    private double Prior(int pair) => _fit.Usual(pair) * _factor[pair];

    private ReadOnlySpan<double> Weights(int pair) => _weights.AsSpan(pairs.Product[pair] * _periods, _periods);

    private double SquaredWeights(int product)
    {
        var sum = 0.0;
        foreach (var w in _weights.AsSpan(product * _periods, _periods)) sum += w * w;
        return sum;
    }
}
