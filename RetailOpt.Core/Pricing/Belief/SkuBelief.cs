using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What is believed of a SKU's sales: a curve of the family that fits best, and how sure we are of its level and its slope.</summary>
public readonly record struct SkuBelief
{
    /// <summary>Normal deviate that leaves 5% below: both ends of a 90% interval.</summary>
    private const double Deviate = 1.6448536269514722;

    internal CurveShape Shape { get; init; }

    /// <summary>The curve, per period.</summary>
    public DemandCurve Curve => Shape.Curve;

    /// <summary>d ln sold / d MD at the SKU's mean markdown.</summary>
    public double Slope => Shape.Slope;

    /// <summary>Standard error of <see cref="Slope"/>.</summary>
    public double SlopeError => Math.Sqrt(SlopeVariance);

    /// <summary>The slope that the SKU's own observations tell; NaN where they tell none.</summary>
    public double OwnSlope { get; init; }

    /// <summary>Standard error of <see cref="OwnSlope"/>; NaN where there is none.</summary>
    public double OwnSlopeError { get; init; }

    /// <summary>Variance of the logarithm of the level, its covariance with the slope, and the slope's variance.</summary>
    internal double LevelVariance { get; init; }
    internal double Covariance { get; init; }
    internal double SlopeVariance { get; init; }

    /// <summary>Change of the logarithm of the level, and of the slope, per change of the category's mean slope.</summary>
    internal double LevelByPrior { get; init; }
    internal double SlopeByPrior { get; init; }

    /// <summary>Degrees of freedom of the variances.</summary>
    internal double Freedom { get; init; }

    /// <summary>Units per period at a markdown: their mean, variance, and change per change of the category's mean slope.</summary>
    internal (double Mean, double Variance, double ByPrior) At(double md)
    {
        double sold = Shape.Sold(md), turn = Shape.Turn(md);
        var variance = sold * sold * LevelVariance + 2 * sold * turn * Covariance + turn * turn * SlopeVariance;
        return (sold, Math.Max(0, variance), sold * LevelByPrior + turn * SlopeByPrior);
    }

    /// <summary>
    /// A curve of the same family through the lower ends of the 90% intervals at the mean markdown and at another.
    /// The ends are those of a logarithm, so they stay above 0 and the curve stays a curve.
    /// </summary>
    internal DemandCurve Pessimistic(double priorVariance, double md)
    {
        double level = Lower(Shape.Centre, priorVariance), far = Lower(md, priorVariance);
        if (!(Math.Abs(md - Shape.Centre) > 1e-6) || !(level > 0) || !(far > 0)) return (Shape with { Level = level }).Curve;
        return Through(level, md, far).Curve;
    }

    private double Lower(double md, double priorVariance)
    {
        var (mean, variance, byPrior) = At(md);
        return mean * Math.Exp(-Deviate * Math.Sqrt(variance + byPrior * byPrior * priorVariance) / Math.Abs(mean));
    }

    private CurveShape Through(double level, double md, double far)
    {
        var centre = Shape.Centre;
        var slope = Shape.Method switch
        {
            CurveMethod.Linear => (far / level - 1) / (md - centre),
            CurveMethod.Exp => Math.Log(far / level) / (md - centre),
            _ => (far / level - 1) / ((1 + centre) * Math.Log((1 + md) / (1 + centre))),
        };
        return Shape with { Level = level, Slope = slope };
    }
}
