using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Benchmarks;

/// <summary>MathNet's Levenberg-Marquardt on a * exp(b * x), started from the log-linear line: the baseline of the exponential fit.</summary>
internal static class LevenbergMarquardt
{
    public static DemandCurve Fit(double[] md, double[] sold)
    {
        var (intercept, slope) = MathNet.Numerics.Fit.Line(md, Array.ConvertAll(sold, Math.Log));
        var model = ObjectiveFunction.NonlinearModel(
            (p, x) => x.Map(t => p[0] * Math.Exp(p[1] * t)),
            (p, x) => Matrix<double>.Build.DenseOfColumnVectors(x.Map(t => Math.Exp(p[1] * t)), x.Map(t => p[0] * t * Math.Exp(p[1] * t))),
            Vector<double>.Build.DenseOfArray(md), Vector<double>.Build.DenseOfArray(sold));
        var result = new LevenbergMarquardtMinimizer(maximumIterations: 100).FindMinimum(model, Vector<double>.Build.Dense([Math.Exp(intercept), slope]));
        return new(CurveMethod.Exp, result.MinimizingPoint[0], result.MinimizingPoint[1]);
    }
}
