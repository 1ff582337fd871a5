namespace RetailOpt.Core.Pricing.Curves;

/// <summary>The family of a demand curve, in the order in which ties are decided.</summary>
public enum CurveMethod
{
    /// <summary>sold = a * md + b.</summary>
    Linear,
    /// <summary>sold = a * exp(b * md).</summary>
    Exp,
    /// <summary>sold = a + b * ln(md + 1): a is the intercept.</summary>
    Log,
}

/// <summary>Units sold per observed period as a function of the markdown. Each family is monotone in the markdown.</summary>
/// <param name="Method">The family.</param>
/// <param name="A">First parameter, in units.</param>
/// <param name="B">Second parameter: units (linear, log) or a rate (exp).</param>
public readonly record struct DemandCurve(CurveMethod Method, double A, double B)
{
    /// <summary>A curve that sells the same at every markdown.</summary>
    public static DemandCurve Constant(double sold) => new(CurveMethod.Linear, 0, sold);

    /// <summary>Units sold per period at a markdown; may be negative where a fitted curve is.</summary>
    public double Sold(double md) => Method switch
    {
        CurveMethod.Linear => A * md + B,
        CurveMethod.Exp => A * Math.Exp(B * md),
        _ => A + B * Math.Log(md + 1),
    };

    /// <summary>Change of the units sold per unit of markdown.</summary>
    public double Slope(double md) => Method switch
    {
        CurveMethod.Linear => A,
        CurveMethod.Exp => A * B * Math.Exp(B * md),
        _ => B / (md + 1),
    };

    /// <summary>+1 where sales rise with the markdown, -1 where they fall, 0 for a constant.</summary>
    public int Direction => Method switch
    {
        CurveMethod.Linear => Math.Sign(A),
        CurveMethod.Exp => Math.Sign(A) * Math.Sign(B),
        _ => Math.Sign(B),
    };

    /// <summary>The curve over several periods: all units times the horizon.</summary>
    public DemandCurve Over(double periods) => Method == CurveMethod.Exp ? this with { A = A * periods } : this with { A = A * periods, B = B * periods };

    /// <summary>The name in files: linear, exp or log.</summary>
    public string MethodText => Method switch { CurveMethod.Linear => "linear", CurveMethod.Exp => "exp", _ => "log" };
}
