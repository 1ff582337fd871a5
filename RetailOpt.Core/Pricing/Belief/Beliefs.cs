using RetailOpt.Core.Numerics;
using MathNet.Numerics.Distributions;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What is believed of every SKU, and the categories that it was learnt from.</summary>
public sealed class Beliefs
{
    private readonly SkuBelief[] _skus;
    private readonly Lazy<(double Median, int Skus)> _moves;

    internal Beliefs(SkuBelief[] skus, int[] category, IReadOnlyList<CategoryBelief> categories, bool shrunk)
    {
        (_skus, Category, Categories, Shrunk) = (skus, category, categories, shrunk);
        _moves = new(() =>
        {
            var moves = skus.Where(s => !double.IsNaN(s.OwnSlope)).Select(s => Math.Abs(s.Slope - s.OwnSlope)).Order().ToArray();
            return (moves.Length > 0 ? moves[moves.Length / 2] : double.NaN, moves.Length);
        });
    }

    /// <summary>How far the slope of the median SKU moves from its own, and of how many SKUs that have one; NaN where none has.</summary>
    public (double Median, int Skus) Moves => _moves.Value;

    /// <summary>Whether slopes lean on their category; else each is its SKU's own.</summary>
    public bool Shrunk { get; }

    /// <summary>Number of SKUs.</summary>
    public int Count => _skus.Length;

    /// <summary>A SKU's belief, by its place.</summary>
    public ref readonly SkuBelief this[int sku] => ref _skus[sku];

    /// <summary>Place of each SKU's category among <see cref="Categories"/>.</summary>
    internal int[] Category { get; }

    /// <summary>The categories in ordinal order of their names.</summary>
    public IReadOnlyList<CategoryBelief> Categories { get; }

    /// <summary>The curve of a SKU that is planned on when the worst is feared.</summary>
    /// <param name="sku">Place of the SKU.</param>
    /// <param name="upper">Its largest markdown.</param>
    public DemandCurve Pessimistic(int sku, double upper) => _skus[sku].Pessimistic(Categories[Category[sku]].Prior.MeanVariance, upper);

    /// <summary>The 90% interval of what a SKU is believed to sell per period at a markdown; its ends are Student's, as those of a plan.</summary>
    /// <param name="sku">Place of the SKU.</param>
    /// <param name="md">Markdown, 0 to below 1.</param>
    public (double Low, double High) Interval(int sku, double md)
    {
        ref readonly var belief = ref _skus[sku];
        var (mean, variance, byPrior) = belief.At(md);
        var half = StudentT.InvCDF(0, 1, belief.Freedom, .95) * Math.Sqrt(variance + byPrior * byPrior * Categories[Category[sku]].Prior.MeanVariance);
        return (Math.Max(0, mean - half), Math.Max(0, mean + half));
    }

    internal long Bytes => Count * 120L;
}

/// <summary>What is known of a category's slopes.</summary>
/// <param name="Name">The category.</param>
/// <param name="Prior">Mean and spread of its slopes.</param>
/// <param name="Own">Whether they are its own; else it has too few SKUs with a slope, and those of all SKUs stand for them.</param>
/// <param name="Noise">Variance of an observation, relative to the level squared.</param>
public sealed record CategoryBelief(string Name, SlopePrior Prior, bool Own, double Noise);
