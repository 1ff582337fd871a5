using MathNet.Numerics.LinearAlgebra;
using RetailOpt.Core.Numerics;

namespace RetailOpt.Core.Synthesis.Calibration;

/// <summary>
/// Maximises a function of which only values are known, within the unit cube: covariance matrix adaptation.
/// Source: Hansen, The CMA evolution strategy: a tutorial (2016). Ask for points, tell their values; nothing in between is kept elsewhere.
/// </summary>
internal sealed class CmaEs
{
    private readonly int _n, _parents;
    private readonly double[] _weights;
    private readonly double _mueff, _cc, _cs, _c1, _cmu, _damps, _chi;
    private readonly RandomStreamSource _random;
    private Vector<double> _mean, _pc, _ps;
    private Matrix<double> _covariance, _axes, _inverseRoot;
    private Vector<double> _lengths;
    private double _sigma;
    private int _generation;

    /// <param name="start">Where the search begins, within the unit cube.</param>
    /// <param name="sigma">First step, about a third of where the best may lie.</param>
    /// <param name="seed">Names the draws.</param>
    public CmaEs(IReadOnlyList<double> start, double sigma, ulong seed)
    {
        (_n, _sigma, _random) = (start.Count, sigma, new(seed));
        Lambda = 4 + (int)(3 * Math.Log(_n));
        _parents = Lambda / 2;
        double[] raw = [.. Enumerable.Range(0, _parents).Select(i => Math.Log((Lambda + 1) / 2.0) - Math.Log(i + 1))];
        _weights = Array.ConvertAll(raw, w => w / raw.Sum());
        _mueff = 1 / _weights.Sum(w => w * w);
        _cc = (4 + _mueff / _n) / (_n + 4 + 2 * _mueff / _n);
        _cs = (_mueff + 2) / (_n + _mueff + 5);
        _c1 = 2 / ((_n + 1.3) * (_n + 1.3) + _mueff);
        _cmu = Math.Min(1 - _c1, 2 * (_mueff - 2 + 1 / _mueff) / ((_n + 2) * (_n + 2) + _mueff));
        _damps = 1 + 2 * Math.Max(0, Math.Sqrt((_mueff - 1) / (_n + 1)) - 1) + _cs;
        _chi = Math.Sqrt(_n) * (1 - 1.0 / (4 * _n) + 1.0 / (21 * _n * _n));
        _mean = Vector<double>.Build.DenseOfEnumerable(start);
        (_pc, _ps) = (Vector<double>.Build.Dense(_n), Vector<double>.Build.Dense(_n));
        _covariance = _axes = _inverseRoot = Matrix<double>.Build.DenseIdentity(_n);
        _lengths = Vector<double>.Build.Dense(_n, 1);
    }

    /// <summary>Points of a generation.</summary>
    public int Lambda { get; }

    /// <summary>The next generation's points; each within the cube, a point beyond it is drawn back to its wall.</summary>
    public double[][] Ask() => [.. Enumerable.Range(0, Lambda).Select(i =>
    {
        var z = Vector<double>.Build.Dense(_n, j => _random.Normal(_generation, i, j));
        return (_mean + _sigma * (_axes * _lengths.PointwiseMultiply(z))).Select(x => Math.Clamp(x, 0, 1)).ToArray();
    })];

    /// <summary>Learns from the values of a generation, in the order in which its points were asked; larger is better.</summary>
    public void Tell(double[][] points, IReadOnlyList<double> values)
    {
        var best = Enumerable.Range(0, points.Length).OrderByDescending(i => values[i]).ThenBy(i => i).Take(_parents).Select(i => Vector<double>.Build.DenseOfArray(points[i])).ToArray();
        var old = _mean;
        _mean = best.Select((x, i) => _weights[i] * x).Aggregate((a, b) => a + b);
        var step = (_mean - old) / _sigma;
        _ps = (1 - _cs) * _ps + Math.Sqrt(_cs * (2 - _cs) * _mueff) * (_inverseRoot * step);
        _generation++;
        var lively = _ps.L2Norm() / Math.Sqrt(1 - Math.Pow(1 - _cs, 2 * _generation)) / _chi < 1.4 + 2.0 / (_n + 1);
        _pc = (1 - _cc) * _pc + (lively ? Math.Sqrt(_cc * (2 - _cc) * _mueff) : 0) * step;
        var spread = best.Select((x, i) => (y: (x - old) / _sigma, i)).Select(b => _weights[b.i] * b.y.OuterProduct(b.y)).Aggregate((a, b) => a + b);
        _covariance = (1 - _c1 - _cmu) * _covariance + _c1 * (_pc.OuterProduct(_pc) + (lively ? 0 : _cc * (2 - _cc)) * _covariance) + _cmu * spread;
        _sigma *= Math.Exp(_cs / _damps * (_ps.L2Norm() / _chi - 1));
        var eigen = ((_covariance + _covariance.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        _axes = eigen.EigenVectors;
        _lengths = eigen.EigenValues.Map(v => Math.Sqrt(Math.Max(v.Real, 1e-20)));
        _inverseRoot = _axes * Matrix<double>.Build.DenseOfDiagonalVector(_lengths.Map(l => 1 / l)) * _axes.Transpose();
    }

    /// <summary>Normal draws by generation, point and coordinate: a search that goes on after a restart draws what it would have drawn.</summary>
    private sealed class RandomStreamSource(ulong seed)
    {
        public double Normal(int generation, int point, int coordinate)
        {
            var stream = RandomStream.Of(seed, generation, point, coordinate);
            return stream.Normal();
        }
    }
}
