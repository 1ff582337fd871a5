using System.Runtime.Intrinsics;
using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The posterior of one SKU's sales: family ~ shares, slope ~ normal(category's mean, spread), level free, observations normal about the curve.
/// Given family and slope the level has a closed form; slopes are summed over evenly spaced nodes, which for such smooth bells is exact to many digits.
/// </summary>
internal sealed class SkuPosterior
{
    /// <summary>Nodes on either side of the middle, one standard deviation apart.</summary>
    private const int Side = 5;
    private const int Nodes = 2 * Side + 1, All = Families.Count * Nodes;

    private readonly double[] _weight = new double[All], _slope = new double[All], _level = new double[All], _density = new double[All], _variance = new double[All], _gg = new double[Nodes], _gy = new double[Nodes];

    private double _yy;

    /// <summary>Sales at the four points over the level.</summary>
    private readonly Vector256<double>[] _shape = new Vector256<double>[All];

    /// <summary>Expected units at the points.</summary>
    public Four Units { get; private set; }
    /// <summary>Their changes with what is shared.</summary>
    public PointsBy By { get; private set; }
    /// <summary>Their covariance.</summary>
    public PointCovariance Covariance { get; private set; }

    /// <param name="o">Observations, with weights.</param>
    /// <param name="e">What they tell.</param>
    /// <param name="noise">Variance of an observation at the mean markdown, in units squared.</param>
    /// <param name="learnt">What all SKUs tell.</param>
    /// <param name="category">The SKU's category.</param>
    /// <param name="low">Least markdown told of; the other points follow evenly to the largest.</param>
    /// <param name="high">Largest.</param>
    public void Solve(Observations o, in SlopeEvidence e, double noise, Learnt learnt, int category, double low, double high)
    {
        double mean = learnt.Slopes.Means[category], spread = learnt.Slopes.Spread;
        for (var f = 0; f < Families.Count; f++)
        {
            double own = e[f].Variance * noise / (e[f].Level * e[f].Level), keep = e.HasSlope ? spread / (spread + own) : 0;
            double step = Math.Sqrt(e.HasSlope ? own * keep : spread), first = mean + keep * (e[f].Slope - mean) - Side * step;
            if (f == (int)CurveMethod.Exp) ExpSums(o, first, step);
            else LineSums(Sums.Of(o.Weight, o.Distances(f), o.Sold), first, step);
            Place(f, first, step, learnt.Tilt.Shares[f], noise, mean, spread);
            Shapes(f, first, step, e.Centre, low, high);
        }
        Weigh();
        Moments(mean, spread, learnt.Tilt.Bends);
    }

    private void LineSums(in Sums sums, double first, double step)
    {
        _yy = sums.Wyy;
        for (var j = 0; j < Nodes; j++) (_gg[j], _gy[j]) = sums.At(first + j * step);
    }

    /// <summary>Sums of g g and g y at evenly spaced slopes: from node to node an exponential is a product.</summary>
    private void ExpSums(Observations o, double first, double step)
    {
        Span<Vector256<double>> gg = stackalloc Vector256<double>[Nodes], gy = stackalloc Vector256<double>[Nodes];
        gg.Clear();
        gy.Clear();
        ReadOnlySpan<Vector256<double>> near = o.Near, weight = o.Weight, sold = o.Sold;
        for (var k = 0; k < near.Length; k++)
        {
            var (g, ratio) = (Vector256.Exp(first * near[k]), Vector256.Exp(step * near[k]));
            for (var j = 0; j < Nodes; j++, g *= ratio)
            {
                var wg = weight[k] * g;
                gg[j] += wg * g;
                gy[j] += wg * sold[k];
            }
        }
        for (var j = 0; j < Nodes; j++) (_gg[j], _gy[j]) = (Vector256.Sum(gg[j]), Vector256.Sum(gy[j]));
    }

    /// <summary>Level, its variance, and what the weight is made of, at each node of a family.</summary>
    private void Place(int family, double first, double step, double share, double noise, double mean, double spread)
    {
        for (var j = 0; j < Nodes; j++)
        {
            double slope = first + j * step, off = slope - mean;
            var at = family * Nodes + j;
            _slope[at] = slope;
            _level[at] = _gy[j] / _gg[j];
            _variance[at] = noise / _gg[j];
            _weight[at] = -.5 * ((_yy - _gy[j] * _level[at]) / noise + off * off / spread);
            _density[at] = share * step * Math.Sqrt(_variance[at]);
        }
    }

    private void Shapes(int family, double first, double step, double centre, double low, double high)
    {
        double At(int point) => Families.Distance(family, centre, FourPoints.Md(point, low, high));
        var h = Vector256.Create(At(0), At(1), At(2), At(3));
        var (shape, more) = family == (int)CurveMethod.Exp ? (Vector256.Exp(first * h), Vector256.Exp(step * h)) : (Vector256<double>.One + first * h, step * h);
        for (var at = family * Nodes; at < (family + 1) * Nodes; at++)
        {
            _shape[at] = shape;
            shape = family == (int)CurveMethod.Exp ? shape * more : shape + more;
        }
    }

    private void Weigh()
    {
        double top = double.NegativeInfinity, sum = 0;
        foreach (var log in _weight) top = Math.Max(top, log);
        for (var j = 0; j < All; j++) sum += _weight[j] = Math.Exp(_weight[j] - top) * _density[j];
        for (var j = 0; j < All; j++) _weight[j] /= sum;
    }

    private void Moments(double mean, double spread, double[] bends)
    {
        Vector256<double> units = default, byMean = default, bySpread = default, byTilt = default, a = default, b = default, c = default, d = default;
        double scoreMean = 0, scoreSpread = 0, scoreTilt = 0;
        for (var j = 0; j < All; j++)
        {
            double weight = _weight[j], off = (_slope[j] - mean) / spread, second = .5 * (off * off - 1 / spread), bend = bends[j / Nodes];
            var (u, square) = (_level[j] * _shape[j], _shape[j] * (weight * (_level[j] * _level[j] + _variance[j])));
            units += weight * u;
            byMean += weight * off * u;
            bySpread += weight * second * u;
            byTilt += weight * bend * u;
            (scoreMean, scoreSpread, scoreTilt) = (scoreMean + weight * off, scoreSpread + weight * second, scoreTilt + weight * bend);
            (a, b, c, d) = (a + square * _shape[j][0], b + square * _shape[j][1], c + square * _shape[j][2], d + square * _shape[j][3]);
        }
        Units = new(units[0], units[1], units[2], units[3]);
        (byMean, bySpread, byTilt) = (byMean - scoreMean * units, bySpread - scoreSpread * units, byTilt - scoreTilt * units);
        By = new(Change(0), Change(1), Change(2), Change(3));
        (a, b, c, d) = (a - units[0] * units, b - units[1] * units, c - units[2] * units, d - units[3] * units);
        Covariance = new((float)a[0], (float)a[1], (float)a[2], (float)a[3], (float)b[1], (float)b[2], (float)b[3], (float)c[2], (float)c[3], (float)d[3]);

        PointBy Change(int point) => new((float)byMean[point], (float)bySpread[point], (float)byTilt[point]);
    }
}
