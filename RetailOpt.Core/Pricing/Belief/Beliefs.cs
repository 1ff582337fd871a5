using MathNet.Numerics.Distributions;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What is believed of every SKU, and what was learnt from all of them.</summary>
public sealed class Beliefs
{
    /// <summary>Standard normal deviate with 5% below.</summary>
    private const double Deviate = 1.6448536269514722;

    private readonly SkuBelief[] _skus;
    private readonly Lazy<(double Median, int Skus)> _moves;

    internal Beliefs(SkuBelief[] skus, int[] category, IReadOnlyList<CategoryBelief> categories, Learnt learnt, bool shrunk, bool noiseAssumed)
    {
        (_skus, Category, Categories, Learnt, Shrunk, NoiseAssumed) = (skus, category, categories, learnt, shrunk, noiseAssumed);
        _moves = new(() =>
        {
            var moves = skus.Where(s => !float.IsNaN(s.OwnSlope)).Select(s => Math.Abs(s.Slope - s.OwnSlope)).Order().ToArray();
            return (moves.Length > 0 ? moves[moves.Length / 2] : double.NaN, moves.Length);
        });
    }

    /// <summary>How far the slope of the median SKU moves from its own, and of how many SKUs that have one; NaN where none has.</summary>
    public (double Median, int Skus) Moves => _moves.Value;

    /// <summary>Whether curves lean on their category; else each is its SKU's own.</summary>
    public bool Shrunk { get; }

    /// <summary>Whether no SKU had observations enough to tell how much its sales scatter, so that 30% of the level is assumed.</summary>
    public bool NoiseAssumed { get; }

    /// <summary>Number of SKUs.</summary>
    public int Count => _skus.Length;

    /// <summary>A SKU's belief, by its place.</summary>
    public ref readonly SkuBelief this[int sku] => ref _skus[sku];

    /// <summary>Standard deviation of the SKUs' true slopes about their category's mean.</summary>
    public double Spread => Math.Sqrt(Learnt.Slopes.Spread);

    /// <summary>The categories in ordinal order of their names.</summary>
    public IReadOnlyList<CategoryBelief> Categories { get; }

    /// <summary>Place of each SKU's category among <see cref="Categories"/>.</summary>
    internal int[] Category { get; }

    internal Learnt Learnt { get; }

    internal long Bytes => Count * 190L;

    /// <summary>The 90% interval of what a SKU is believed to sell per period at a markdown; its ends are Student's, as those of a plan.</summary>
    /// <param name="sku">Place of the SKU.</param>
    /// <param name="md">Markdown, 0 to below 1.</param>
    public (double Low, double High) Interval(int sku, double md)
    {
        ref readonly var belief = ref _skus[sku];
        var (mean, variance, by) = belief.At(md);
        var half = StudentT.InvCDF(0, 1, belief.Freedom, .95) * Math.Sqrt(variance + Learnt.SharedVariance(Category[sku], by));
        return (Math.Max(0, mean - half), Math.Max(0, mean + half));
    }

    /// <summary>
    /// The curve of a SKU that is planned on when the worst is feared: the believed one, lowered at both ends of its range to the lower end of the 90%
    /// interval there, in the same family. That of a logarithm where units are above 0, so that they stay so.
    /// </summary>
    public DemandCurve Pessimistic(int sku)
    {
        var points = _skus[sku].Points;
        return NearestCurve.ThroughEnds(points.Curve.Method, points.Low, points.High, Lower(sku, points.Low), Lower(sku, points.High));
    }

    private double Lower(int sku, double md)
    {
        var (mean, variance, by) = _skus[sku].At(md);
        double units = _skus[sku].Curve.Sold(md), deviation = Math.Sqrt(variance + Learnt.SharedVariance(Category[sku], by));
        return units > 0 ? units * Math.Exp(-Deviate * deviation / Math.Max(mean, units)) : units - Deviate * deviation;
    }
}

/// <summary>What is known of a category's slopes.</summary>
/// <param name="Name">The category.</param>
/// <param name="Skus">SKUs with a slope of their own.</param>
/// <param name="Slope">Mean slope.</param>
/// <param name="SlopeError">Its standard error.</param>
/// <param name="FromAll">The share of the mean that comes from all SKUs, 0 to 1: large where the category has few SKUs.</param>
public sealed record CategoryBelief(string Name, int Skus, double Slope, double SlopeError, double FromAll);
