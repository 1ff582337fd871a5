using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// Makes beliefs of observations and fitted curves by empirical Bayes: how the noise grows, what each SKU tells under each family, what categories and
/// families are like, and last each SKU's posterior. No result depends on the number of threads.
/// </summary>
internal sealed class BeliefBuilder
{
    private readonly BeliefData _data;
    private readonly IReadOnlyList<CurveFit> _fits;
    private readonly int _threads;
    private readonly CancellationToken _cancel;
    private readonly IProgress<double>? _progress;

    private readonly string[] _names;
    private readonly int[] _category;
    private readonly double[] _usual;
    private readonly double _power;
    private readonly SlopeEvidence[] _evidence;
    private readonly (double Variance, double Freedom)[] _noise;
    private readonly (double Level, double Slope, double Variance, double Squares)[] _told;
    private ModeratedNoise _moderated = null!;

    private BeliefBuilder(BeliefData data, IReadOnlyList<CurveFit> fits, int threads, CancellationToken cancel, IProgress<double>? progress)
    {
        (_data, _fits, _threads, _cancel, _progress) = (data, fits, threads, cancel, progress);
        _names = [.. data.Categories.Distinct().Order(StringComparer.Ordinal)];
        var places = _names.Select((n, i) => (n, i)).ToDictionary(x => x.n, x => x.i, StringComparer.Ordinal);
        _category = Array.ConvertAll(data.Categories, c => places[c]);
        _usual = UsualSlopes.Of(data, _category, _names.Length, threads, cancel);
        _power = VariancePower.Of(data, _category, _usual, threads, cancel);
        (_evidence, _told, _noise) = (new SlopeEvidence[data.Count], new (double, double, double, double)[data.Count], new (double, double)[data.Count]);
    }

    public static Beliefs Build(PricingData data, IReadOnlyList<CurveFit> fits, bool shrink, int threads = 1, CancellationToken cancel = default, IProgress<double>? progress = null) =>
        Build(BeliefData.Of(data), fits, shrink, threads, cancel, progress);

    /// <param name="data">Observations, categories and bounds.</param>
    /// <param name="fits">The fitted curves.</param>
    /// <param name="shrink">Whether curves lean on their category.</param>
    /// <param name="threads">Threads to use; nothing depends on it.</param>
    /// <param name="cancel">Checked between chunks of SKUs.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    public static Beliefs Build(BeliefData data, IReadOnlyList<CurveFit> fits, bool shrink, int threads = 1, CancellationToken cancel = default, IProgress<double>? progress = null) =>
        new BeliefBuilder(data, fits, threads, cancel, progress).Build(shrink);

    private Beliefs Build(bool shrink)
    {
        var bends = new MeanBend[_data.Count];
        Each(.1, .5, (o, i) =>
        {
            _evidence[i] = SlopeEvidence.Of(o, _usual[_category[i]]);
            if (_evidence[i].HasSlope) bends[i] = MeanBend.Of(o, _usual[_category[i]]);
        });
        var learnt = Learn(bends);
        var skus = new SkuBelief[_data.Count];
        using var posteriors = new ThreadLocal<SkuPosterior>(() => new());
        Each(.5, 1, (o, i) => skus[i] = shrink ? Believed(posteriors.Value!, o, i, learnt) : Own(o, i, learnt));
        return new(skus, _category, Categories(learnt), learnt, shrink, _moderated.IsAssumed);
    }

    /// <summary>What all SKUs tell: as if the families were even, then with their shares.</summary>
    private Learnt Learn(MeanBend[] bends)
    {
        Moderate(FamilyShares.Even);
        var tilt = MeanBend.Tilt(bends, Array.ConvertAll(_noise, n => n.Variance), Slopes().Spread);
        Moderate(tilt.Shares);
        return new Learnt(_power, tilt, Slopes());
    }

    private CategoryBelief[] Categories(Learnt learnt)
    {
        var counts = new int[_names.Length];
        for (var i = 0; i < _evidence.Length; i++)
            if (_evidence[i].HasSlope) counts[_category[i]]++;
        return [.. _names.Select((n, c) => new CategoryBelief(n, counts[c], learnt.Slopes.Means[c], Math.Sqrt(learnt.SharedVariance(c, new(1, 0, 0))), learnt.Slopes.FromAll[c]))];
    }

    /// <summary>Does something with each SKU's observations.</summary>
    private void Each(double from, double to, Action<Observations, int> body)
    {
        var done = 0;
        Chunks.For(_data.Count, _threads, _cancel, (_, first, last) =>
        {
            var o = new Observations();
            for (var i = first; i < last; i++) body(o.Load(_data, i, _power * _usual[_category[i]]), i);
            _progress?.Report(from + (to - from) * Interlocked.Add(ref done, last - first) / _data.Count);
        });
    }

    /// <summary>Finds each SKU's noise and slope, given how common the families are.</summary>
    private void Moderate(FamilyShares shares)
    {
        for (var i = 0; i < _told.Length; i++) _told[i] = _evidence[i].Under(shares);
        _moderated = new([.. _told.Select((t, i) => (t.Level, t.Squares, _evidence[i].Freedom))]);
        for (var i = 0; i < _told.Length; i++) _noise[i] = _moderated.Of(_told[i].Level, _told[i].Squares, _evidence[i].Freedom);
    }

    private CategorySlopes Slopes()
    {
        var (slopes, variances, category) = (new List<double>(_told.Length), new List<double>(_told.Length), new List<int>(_told.Length));
        for (var i = 0; i < _told.Length; i++)
        {
            if (!_evidence[i].HasSlope) continue;
            slopes.Add(_told[i].Slope);
            variances.Add(_told[i].Variance * _noise[i].Variance);
            category.Add(_category[i]);
        }
        return CategorySlopes.Of([.. slopes], [.. variances], [.. category], _names.Length);
    }

    private SkuBelief Believed(SkuPosterior posterior, Observations o, int sku, Learnt learnt)
    {
        var e = _evidence[sku];
        var (variance, freedom) = _noise[sku];
        var level = _told[sku].Level;
        var (low, high) = Range(sku);
        posterior.Solve(o, e, variance * level * level, learnt, _category[sku], low, high);
        return Told(new()
        {
            Points = FourPoints.Nearest(_fits[sku].Curve.Method, low, high, posterior.Units),
            Centre = e.Centre,
            Covariance = posterior.Covariance,
            By = posterior.By,
            Freedom = (float)freedom,
        }, sku, variance, learnt);
    }

    private SkuBelief Own(Observations o, int sku, Learnt learnt)
    {
        var (variance, freedom) = _noise[sku];
        var (low, high) = Range(sku);
        var curve = _fits[sku].Curve;
        var points = new FourPoints(curve, low, high);
        var noise = variance * _told[sku].Level * _told[sku].Level;
        return Told(new()
        {
            Points = points,
            Centre = _evidence[sku].Centre,
            Covariance = _evidence[sku].HasSlope ? RawCovariance.Of(o, curve, noise, points) : RawCovariance.Level(o, noise),
            Freedom = (float)freedom,
        }, sku, variance, learnt);
    }

    /// <summary>Adds the slopes and their errors.</summary>
    private SkuBelief Told(SkuBelief belief, int sku, double variance, Learnt learnt)
    {
        var (e, raw) = (_evidence[sku], _fits[sku].Curve);
        var by = SlopeBy(belief);
        var error = Math.Sqrt(belief.Covariance.Of(by) + learnt.SharedVariance(_category[sku], belief.By.Of(by)));
        return belief with
        {
            SlopeError = (float)error,
            OwnSlope = e.HasSlope ? (float)(raw.Slope(e.Centre) / raw.Sold(e.Centre)) : float.NaN,
            OwnSlopeError = e.HasSlope ? (float)Math.Sqrt(e[(int)raw.Method].Variance * variance) : float.NaN,
        };
    }

    /// <summary>Change of the relative slope at the centre per unit more at each point: that of the units in between, less that of the level.</summary>
    private static Four SlopeBy(in SkuBelief belief)
    {
        const double near = 1e-4;
        var (points, at) = (belief.Points, belief.Centre);
        var (here, ahead, behind) = (points.At(at), points.At(at + near), points.At(at - near));
        var sold = belief.Curve.Sold(at);
        var slope = belief.Slope;
        return new(By(here.A, ahead.A, behind.A), By(here.B, ahead.B, behind.B), By(here.C, ahead.C, behind.C), By(here.D, ahead.D, behind.D));

        double By(double now, double next, double last) => ((next - last) / (2 * near) - slope * now) / sold;
    }

    /// <summary>Where a belief is told: where a plan may go and what was seen in the middle, and not too narrow a range.</summary>
    private (double Low, double High) Range(int sku)
    {
        const double narrowest = .1;
        double low = Math.Min(_data.Lower[sku], _evidence[sku].Centre), high = Math.Max(_data.Upper[sku], _evidence[sku].Centre);
        low = Math.Max(0, Math.Min(low, .5 * (low + high - narrowest)));
        return (low, Math.Max(high, low + narrowest));
    }
}
