namespace RetailOpt.Core.Pricing.Curves;

/// <summary>What a reader of a fitted curve should know.</summary>
[Flags]
public enum CurveFlags
{
    /// <summary>Nothing to tell.</summary>
    None = 0,
    /// <summary>Only one distinct markdown was observed: the curve is the constant mean.</summary>
    OneMarkdown = 1,
    /// <summary>Sales fall as the markdown rises.</summary>
    Falls = 2,
    /// <summary>Two distinct markdowns: every family passes through the means, so the method is a convention.</summary>
    TwoMarkdowns = 4,
}

/// <summary>A fitted curve with its errors and the range it was seen on.</summary>
/// <param name="Curve">The family of least in-sample MSE, ties to the earlier family.</param>
/// <param name="Mse">Mean squared error in the sample, units squared.</param>
/// <param name="LeaveOneOutMse">Mean squared error of each observation predicted without it (by leverage; first order for exp); NaN where it is not defined.</param>
/// <param name="Observations">Number of observations.</param>
/// <param name="LowestMd">Least observed markdown.</param>
/// <param name="HighestMd">Largest observed markdown.</param>
/// <param name="Flags">What to tell.</param>
public readonly record struct CurveFit(DemandCurve Curve, double Mse, double LeaveOneOutMse, int Observations, double LowestMd, double HighestMd, CurveFlags Flags);
