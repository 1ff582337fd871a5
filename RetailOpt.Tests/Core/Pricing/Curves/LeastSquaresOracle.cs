using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Tests.Core.Pricing.Curves;

/// <summary>Independent fits: textbook lines, and Levenberg-Marquardt from several starts for exp.</summary>
internal static class LeastSquaresOracle
{
    public static double Mse(DemandCurve curve, double[] md, double[] sold) => md.Zip(sold, (x, y) => (y - curve.Sold(x)) * (y - curve.Sold(x))).Average();

    public static (double Slope, double Intercept) Line(double[] x, double[] y)
    {
        var (intercept, slope) = MathNet.Numerics.Fit.Line(x, y);
        return (slope, intercept);
    }

    public static IEnumerable<DemandCurve> Families(double[] md, double[] sold)
    {
        var (slope, intercept) = Line(md, sold);
        yield return new(CurveMethod.Linear, slope, intercept);
        var (b, a) = Line(Array.ConvertAll(md, x => Math.Log(1 + x)), sold);
        yield return new(CurveMethod.Log, a, b);
        foreach (var start in new[] { -4.0, -1, 1, 4 }) yield return LevenbergMarquardt(md, sold, start);
    }

    public static DemandCurve LevenbergMarquardt(double[] md, double[] sold, double startRate)
    {
        var x = Vector<double>.Build.DenseOfArray(md);
        var model = ObjectiveFunction.NonlinearModel(
            (p, v) => v.Map(t => p[0] * Math.Exp(p[1] * t)),
            (p, v) => Matrix<double>.Build.DenseOfColumnVectors(v.Map(t => Math.Exp(p[1] * t)), v.Map(t => p[0] * t * Math.Exp(p[1] * t))),
            x, Vector<double>.Build.DenseOfArray(sold));
        var result = new LevenbergMarquardtMinimizer(maximumIterations: 200).FindMinimum(model, Vector<double>.Build.Dense([sold.Average(), startRate]));
        return new(CurveMethod.Exp, result.MinimizingPoint[0], result.MinimizingPoint[1]);
    }
}
