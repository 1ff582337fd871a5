using RetailOpt.Core.Pricing.Curves;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// The posterior of one SKU's sales: family ~ shares, slope ~ normal(category's mean, spread), level free, observations normal about the curve.
/// Given family and slope the level has a closed form; slopes are summed over evenly spaced nodes, which for such smooth bells is exact to many digits.
/// </summary>
internal sealed class SkuPosterior
{
    /// <summary>Nodes on either side of the middle, one standard deviation apart.</summary>
    private const int Side = 6;
    private const int Nodes = 2 * Side + 1;

    private readonly double[] _log = new double[Families.Count * Nodes], _level = new double[Families.Count * Nodes], _variance = new double[Families.Count * Nodes], _slope = new double[Families.Count * Nodes];
    private readonly double[] _gg = new double[Nodes], _gy = new double[Nodes];

    /// <summary>Expected units at the points.</summary>
    public Four Units { get; private set; }
    /// <summary>Their changes with what is shared.</summary>
    public PointsBy By { get; private set; }
    /// <summary>Covariance of the units at the points.</summary>
    public PointCovariance Covariance { get; private set; }

    /// <param name="o">Observations, with weights.</param>
    /// <param name="e">What they tell.</param>
    /// <param name="noise">Variance of an observation at the mean markdown, in units squared.</param>
    /// <param name="learnt">What all SKUs tell.</param>
    /// <param name="category">The SKU's category.</param>
    /// <param name="low">Least markdown told of; the others follow evenly to the largest.</param>
    /// <param name="high">Largest.</param>
    public void Solve(Observations o, in SlopeEvidence e, double noise, Learnt learnt, int category, double low, double high)
    {
        double mean = learnt.Slopes.Means[category], spread = learnt.Slopes.Spread;
        var relative = noise / (e[0].Level * e[0].Level);
        for (var f = 0; f < Families.Count; f++) Place(o, e, f, noise, relative, mean, spread, learnt.Tilt.Shares[f]);
        Weigh();
        Moments(e.Centre, low, high, mean, spread, learnt.Tilt.Bends);
    }

    /// <summary>Level, its variance and the logarithm of the weight of each node of a family.</summary>
    private void Place(Observations o, in SlopeEvidence e, int family, double noise, double relative, double mean, double spread, double share)
    {
        double own = e[family].Variance * relative, keep = e.HasSlope ? spread / (spread + own) : 0;
        double middle = mean + keep * (e[family].Slope - mean), step = Math.Sqrt(e.HasSlope ? own * keep : spread), yy = 0;
        for (var k = 0; k < o.Count; k++) yy += o.Weight[k] * o.Sold[k] * o.Sold[k];
        if (family == (int)CurveMethod.Exp) ExpSums(o, middle - Side * step, step);
        else
        {
            var sums = Sums.Of(o.Weight, o.Distances(family), o.Sold);
            for (var j = 0; j < Nodes; j++) (_gg[j], _gy[j]) = sums.At(middle + (j - Side) * step);
        }
        for (var j = 0; j < Nodes; j++)
        {
            double slope = middle + (j - Side) * step, gg = _gg[j], gy = _gy[j], off = slope - mean;
            var at = family * Nodes + j;
            _slope[at] = slope;
            _level[at] = gy / gg;
            _variance[at] = noise / gg;
            _log[at] = Math.Log(share * step / Math.Sqrt(gg)) - .5 * ((yy - gy * gy / gg) / noise + off * off / spread);
        }
    }

    /// <summary>Sums of g g and g y at evenly spaced slopes: from node to node an exponential is a product.</summary>
    private void ExpSums(Observations o, double first, double step)
    {
        Array.Clear(_gg);
        Array.Clear(_gy);
        for (var k = 0; k < o.Count; k++)
        {
            double g = Math.Exp(first * o.Near[k]), ratio = Math.Exp(step * o.Near[k]), w = o.Weight[k], y = o.Sold[k];
            for (var j = 0; j < Nodes; j++, g *= ratio)
            {
                var wg = w * g;
                _gg[j] += wg * g;
                _gy[j] += wg * y;
            }
        }
    }

    private void Weigh()
    {
        double top = _log.Max(), sum = 0;
        for (var j = 0; j < _log.Length; j++) sum += _log[j] = Math.Exp(_log[j] - top);
        for (var j = 0; j < _log.Length; j++) _log[j] /= sum;
    }

    private void Moments(double centre, double low, double high, double mean, double spread, double[] bends)
    {
        Span<double> sums = stackalloc double[FourPoints.Count], at = stackalloc double[FourPoints.Count], h = stackalloc double[FourPoints.Count], squares = stackalloc double[FourPoints.Count * FourPoints.Count];
        Span<ByShared> with = stackalloc ByShared[FourPoints.Count];
        sums.Clear();
        with.Clear();
        ByShared scores = default;
        squares.Clear();
        for (var f = 0; f < Families.Count; f++)
        {
            for (var p = 0; p < FourPoints.Count; p++) h[p] = Families.Distance(f, centre, FourPoints.Md(p, low, high));
            for (var j = f * Nodes; j < (f + 1) * Nodes; j++)
            {
                double weight = _log[j], slope = _slope[j], off = slope - mean;
                var score = new ByShared(off / spread, .5 * (off * off / spread - 1) / spread, bends[f]);
                scores += weight * score;
                for (var p = 0; p < FourPoints.Count; p++)
                {
                    at[p] = Families.Shape(f, slope, h[p]);
                    sums[p] += weight * _level[j] * at[p];
                    with[p] += weight * _level[j] * at[p] * score;
                }
                var square = weight * (_level[j] * _level[j] + _variance[j]);
                for (var p = 0; p < FourPoints.Count; p++)
                    for (var q = p; q < FourPoints.Count; q++) squares[p * FourPoints.Count + q] += square * at[p] * at[q];
            }
        }
        Units = new(sums[0], sums[1], sums[2], sums[3]);
        By = new((with[0] + -sums[0] * scores).Short, (with[1] + -sums[1] * scores).Short, (with[2] + -sums[2] * scores).Short, (with[3] + -sums[3] * scores).Short);
        for (var p = 0; p < FourPoints.Count; p++)
            for (var q = p; q < FourPoints.Count; q++) squares[p * FourPoints.Count + q] -= sums[p] * sums[q];
        Covariance = new((float)squares[0], (float)squares[1], (float)squares[2], (float)squares[3], (float)squares[5], (float)squares[6], (float)squares[7], (float)squares[10], (float)squares[11], (float)squares[15]);
    }
}
