using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>A demand curve by what can be compared between SKUs: its level and its relative slope at a markdown.</summary>
/// <param name="Method">The family.</param>
/// <param name="Centre">The markdown spoken of: the mean of a SKU's observations.</param>
/// <param name="Level">Units per period there, above 0.</param>
/// <param name="Slope">d ln sold / d MD there.</param>
internal readonly record struct CurveShape(CurveMethod Method, double Centre, double Level, double Slope)
{
    public static CurveShape Of(DemandCurve curve, double centre) => new(curve.Method, centre, curve.Sold(centre), curve.Slope(centre) / curve.Sold(centre));

    public DemandCurve Curve => Method switch
    {
        CurveMethod.Linear => new(Method, Level * Slope, Level * (1 - Slope * Centre)),
        CurveMethod.Exp => new(Method, Level * Math.Exp(-Slope * Centre), Slope),
        _ => new(Method, Level * (1 - LogRise * Math.Log(1 + Centre)), Level * LogRise),
    };

    /// <summary>Units per period at a markdown.</summary>
    public double Sold(double md) => Method switch
    {
        CurveMethod.Linear => Level * (1 + Slope * (md - Centre)),
        CurveMethod.Exp => Level * Math.Exp(Slope * (md - Centre)),
        _ => Level * (1 + LogRise * Math.Log((1 + md) / (1 + Centre))),
    };

    /// <summary>Change of the units at a markdown per change of the slope, the level kept.</summary>
    public double Turn(double md) => Method switch
    {
        CurveMethod.Linear => Level * (md - Centre),
        CurveMethod.Exp => Level * (md - Centre) * Math.Exp(Slope * (md - Centre)),
        _ => Level * (1 + Centre) * Math.Log((1 + md) / (1 + Centre)),
    };

    private double LogRise => Slope * (1 + Centre);
}
