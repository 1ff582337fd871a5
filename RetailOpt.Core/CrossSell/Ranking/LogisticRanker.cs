using MathNet.Numerics.LinearAlgebra.Double;

namespace RetailOpt.Core.CrossSell.Ranking;

/// <summary>
/// Logistic regression with a ridge over standardised features, by Newton's method. It ranks: the probability that a candidate is bought next
/// grows with <see cref="Score"/>.
/// </summary>
internal sealed class LogisticRanker
{
    private const double Ridge = 1;
    private const int MostSteps = 25;
    private readonly double[] _means, _scales;

    private LogisticRanker(double[] weights, double[] means, double[] scales) => (Weights, _means, _scales) = (weights, means, scales);

    /// <summary>Weight of each standardised feature, then the constant.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>The log-odds of a row.</summary>
    public double Score(ReadOnlySpan<double> row)
    {
        var sum = Weights[^1];
        for (var f = 0; f < row.Length; f++) sum += Weights[f] * (row[f] - _means[f]) / _scales[f];
        return sum;
    }

    /// <summary>Fits rows of <paramref name="width"/> features to outcomes; null where they are all the same.</summary>
    public static LogisticRanker? Fit(IReadOnlyList<(double[] Rows, bool[] Bought)> groups, int width, CancellationToken ct)
    {
        long rows = groups.Sum(g => (long)g.Bought.Length), bought = groups.Sum(g => (long)g.Bought.Count(b => b));
        if (bought == 0 || bought == rows) return null;
        var (means, scales) = Moments(groups, width, rows);
        var weights = new double[width + 1];
        weights[width] = Math.Log(bought / (double)(rows - bought));
        for (var step = 0; step < MostSteps; step++)
        {
            ct.ThrowIfCancellationRequested();
            var (gradient, hessian) = Derivatives(groups, width, weights, means, scales);
            var move = DenseMatrix.OfArray(hessian).Cholesky().Solve(DenseVector.OfArray(gradient));
            for (var f = 0; f <= width; f++) weights[f] += move[f];
            if (move.AbsoluteMaximum() < 1e-8) break;
        }
        return new(weights, means, scales);
    }

    private static (double[] Means, double[] Scales) Moments(IReadOnlyList<(double[] Rows, bool[] Bought)> groups, int width, long rows)
    {
        var (means, squares) = (new double[width], new double[width]);
        foreach (var (values, _) in groups)
            for (var i = 0; i < values.Length; i++) means[i % width] += values[i] / rows;
        foreach (var (values, _) in groups)
            for (var i = 0; i < values.Length; i++) squares[i % width] += (values[i] - means[i % width]) * (values[i] - means[i % width]) / rows;
        return (means, Array.ConvertAll(squares, s => s > 0 ? Math.Sqrt(s) : 1)); // a feature that never varies says nothing
    }

    private static (double[] Gradient, double[,] Hessian) Derivatives(IReadOnlyList<(double[] Rows, bool[] Bought)> groups, int width, double[] weights, double[] means, double[] scales)
    {
        var (gradient, hessian, x) = (new double[width + 1], new double[width + 1, width + 1], new double[width + 1]);
        x[width] = 1;
        foreach (var (rows, bought) in groups)
            for (var r = 0; r < bought.Length; r++)
            {
                var sum = weights[width];
                for (var f = 0; f < width; f++) sum += weights[f] * (x[f] = (rows[r * width + f] - means[f]) / scales[f]);
                var p = 1 / (1 + Math.Exp(-sum));
                for (var f = 0; f <= width; f++)
                {
                    gradient[f] += ((bought[r] ? 1 : 0) - p) * x[f];
                    for (var g = 0; g <= f; g++) hessian[f, g] += p * (1 - p) * x[f] * x[g];
                }
            }
        for (var f = 0; f <= width; f++)
        {
            if (f < width) gradient[f] -= Ridge * weights[f];
            hessian[f, f] += f < width ? Ridge : 1e-9;
            for (var g = 0; g < f; g++) hessian[g, f] = hessian[f, g];
        }
        return (gradient, hessian);
    }
}
