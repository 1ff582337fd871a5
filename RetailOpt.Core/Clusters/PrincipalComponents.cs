using MathNet.Numerics.LinearAlgebra;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Clusters;

/// <summary>The two directions in which centred points differ most, each turned so that its largest loading is positive.</summary>
internal sealed record PrincipalComponents(double[] First, double[] Second, double FirstShare, double SecondShare)
{
    public static PrincipalComponents Of(Points points)
    {
        var d = points.Dimensions;
        var covariance = Matrix<double>.Build.Dense(d, d);
        for (var i = 0; i < points.Count; i++)
        {
            var row = points[i];
            for (var a = 0; a < d; a++)
                for (var b = 0; b <= a; b++) covariance[a, b] += row[a] * row[b];
        }
        for (var a = 0; a < d; a++)
            for (var b = 0; b < a; b++) covariance[b, a] = covariance[a, b];
        var svd = covariance.Svd();
        var total = svd.S.Sum();
        return new(Turned(svd.U.Column(0)), d > 1 ? Turned(svd.U.Column(1)) : new double[d], Share(0), d > 1 ? Share(1) : 0);
        double Share(int component) => total > 0 ? svd.S[component] / total : 0;
    }

    public (double X, double Y) Project(ReadOnlySpan<double> point)
    {
        var (x, y) = (0.0, 0.0);
        for (var i = 0; i < point.Length; i++) (x, y) = (x + point[i] * First[i], y + point[i] * Second[i]);
        return (x, y);
    }

    private static double[] Turned(Vector<double> direction) => [.. direction[direction.AbsoluteMaximumIndex()] < 0 ? direction.Negate() : direction];
}
