using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>Makes beliefs of fitted curves: the evidence of each SKU, what its category tells, and both put together.</summary>
internal static class BeliefBuilder
{
    /// <summary>A fit that leaves no error at all still has rounding.</summary>
    private const double LeastNoise = 1e-18;

    public static Beliefs Build(PricingData data, IReadOnlyList<CurveFit> fits, bool shrink, int threads = 1, CancellationToken cancel = default, IProgress<double>? progress = null) =>
        Build(data.Categories, data.Observations, fits, shrink, threads, cancel, progress);

    /// <summary>Beliefs of SKUs by their places.</summary>
    public static Beliefs Build(string[] skuCategories, Func<int, (ReadOnlyMemory<double> Md, ReadOnlyMemory<double> Sold)> observations, IReadOnlyList<CurveFit> fits, bool shrink,
        int threads = 1, CancellationToken cancel = default, IProgress<double>? progress = null)
    {
        var count = skuCategories.Length;
        var names = skuCategories.Distinct().Order(StringComparer.Ordinal).ToArray();
        var places = names.Select((n, i) => (n, i)).ToDictionary(x => x.n, x => x.i, StringComparer.Ordinal);
        var category = Array.ConvertAll(skuCategories, c => places[c]);
        var evidence = new SlopeEvidence[count];
        Chunks.For(count, threads, cancel, (_, from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var (md, sold) = observations(i);
                evidence[i] = SlopeEvidence.Of(fits[i], md.Span, sold.Span);
            }
        });
        progress?.Report(.5);
        var all = Learn("", evidence, null);
        var members = Members(category, names.Length);
        var categories = names.Select((name, c) => Learn(name, Array.ConvertAll(members[c], i => evidence[i]), all)).ToArray();
        var skus = new SkuBelief[count];
        Chunks.For(count, threads, cancel, (_, from, to) =>
        {
            for (var i = from; i < to; i++) skus[i] = shrink ? Shrunk(evidence[i], categories[category[i]]) : Own(evidence[i], categories[category[i]]);
        });
        progress?.Report(1);
        return new(skus, category, categories, shrink);
    }

    private static int[][] Members(int[] category, int count)
    {
        var members = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < category.Length; i++) members[category[i]].Add(i);
        return Array.ConvertAll(members, m => m.ToArray());
    }

    private static CategoryBelief Learn(string name, SlopeEvidence[] evidence, CategoryBelief? all)
    {
        Neumaier squares = default;
        long freedom = 0;
        foreach (var e in evidence.Where(e => e.Freedom > 0 && double.IsFinite(e.Squares))) { squares.Add(e.Squares); freedom += e.Freedom; }
        var noise = freedom > 0 ? Math.Max(LeastNoise, squares.Value / freedom) : all?.Noise ?? LeastNoise;
        var own = evidence.Where(e => e.HasSlope).ToArray();
        if (own.Length < SlopePrior.Fewest && all is not null) return new(name, all.Prior, false, noise);
        if (own.Length == 0) return new(name, new(0, 0, 0, 0), false, noise);
        return new(name, SlopePrior.Of(Array.ConvertAll(own, e => e.Shape.Slope), Array.ConvertAll(own, e => e.Slope * noise)), true, noise);
    }

    private static SkuBelief Own(in SlopeEvidence e, CategoryBelief category) => new()
    {
        Shape = e.Shape,
        OwnSlope = e.HasSlope ? e.Shape.Slope : double.NaN,
        OwnSlopeError = e.HasSlope ? Math.Sqrt(e.Slope * category.Noise) : double.NaN,
        LevelVariance = e.Level * category.Noise,
        Covariance = e.HasSlope ? e.Covariance * category.Noise : 0,
        SlopeVariance = e.HasSlope ? e.Slope * category.Noise : 0,
        Freedom = Math.Max(1, e.Freedom),
    };

    private static SkuBelief Shrunk(in SlopeEvidence e, CategoryBelief category)
    {
        var own = Own(e, category);
        var (mean, spread) = (category.Prior.Mean, category.Prior.Spread);
        if (!e.HasSlope) return own with { Shape = e.Shape with { Slope = mean }, SlopeVariance = spread * spread, SlopeByPrior = 1 };
        double variance = own.SlopeVariance, toPrior = variance / (variance + spread * spread), turn = own.Covariance / variance;
        var move = toPrior * (mean - e.Shape.Slope);
        return own with
        {
            Shape = e.Shape with { Slope = e.Shape.Slope + move, Level = e.Shape.Level * Math.Exp(turn * move) },
            SlopeVariance = variance * (1 - toPrior),
            Covariance = own.Covariance * (1 - toPrior),
            LevelVariance = own.LevelVariance - own.Covariance * turn * toPrior,
            SlopeByPrior = toPrior,
            LevelByPrior = turn * toPrior,
        };
    }
}
