using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>What is believed of a SKU's sales: a curve, how unsure it is, and how it moves with what all SKUs share.</summary>
public readonly record struct SkuBelief
{
    internal FourPoints Points { get; init; }

    /// <summary>The curve, per period.</summary>
    public DemandCurve Curve => Points.Curve;

    /// <summary>Mean markdown of the SKU's observations, where slopes are told.</summary>
    public double Centre { get; init; }

    /// <summary>d ln sold / d MD at the SKU's mean markdown.</summary>
    public double Slope => Curve.Slope(Centre) / Curve.Sold(Centre);

    /// <summary>Standard error of <see cref="Slope"/>.</summary>
    public float SlopeError { get; init; }

    /// <summary>The slope that the raw curve has there; NaN where the SKU was seen at one markdown only.</summary>
    public float OwnSlope { get; init; }

    /// <summary>Standard error of <see cref="OwnSlope"/>; NaN where there is none.</summary>
    public float OwnSlopeError { get; init; }

    /// <summary>Degrees of freedom of the variances.</summary>
    internal float Freedom { get; init; }

    internal PointCovariance Covariance { get; init; }

    internal PointsBy By { get; init; }

    /// <summary>Units per period at a markdown: their mean, variance, and changes with what is shared.</summary>
    internal (double Mean, double Variance, ByShared By) At(double md)
    {
        var w = Points.At(md);
        return (Points.Sold(md, w), Covariance.Of(w), By.Of(w));
    }
}
