using RetailOpt.Core.Numerics;
using RetailOpt.Core.SellThrough.Demand;
using RetailOpt.Core.SellThrough.Limits;

namespace RetailOpt.Core.SellThrough.Proof;

/// <summary>A draw of what cells share: errors of the factors of products, stores and clusters, lognormal, and of the exponent by which demand follows supply.</summary>
internal sealed class SharedErrors
{
    private readonly Cells _cells;
    private readonly Effects _effects;
    private readonly double[][] _error = new double[Effects.Kinds][], _variance = new double[Effects.Kinds][];
    private readonly double _slope, _slopeVariance;

    public SharedErrors(Cells cells, DemandBelief demand, ulong seed, int draw)
    {
        (_cells, _effects) = (cells, demand.Effects);
        for (var kind = 0; kind < Effects.Kinds; kind++)
        {
            var stream = RandomStream.Of(seed, 4, draw, kind);
            _variance[kind] = Array.ConvertAll(_effects.All[kind].Doubt, d => Math.Log(1 + d));
            _error[kind] = Array.ConvertAll(_variance[kind], v => Math.Sqrt(v) * stream.Normal());
        }
        var own = RandomStream.Of(seed, 4, draw, Effects.Kinds);
        (_slope, _slopeVariance) = (Math.Sqrt(demand.SlopeDoubt) * own.Normal(), demand.SlopeDoubt);
    }

    /// <summary>Factor of a cell's mean, 1 on average.</summary>
    public double Factor(int cell)
    {
        var (lean, ahead) = (_cells.Lean[cell], _cells.Ahead[cell]);
        var (error, variance) = (_slope * ahead, _slopeVariance * ahead * ahead);
        for (var kind = 0; kind < Effects.Kinds; kind++)
        {
            var g = _effects.Group(kind, _cells.Store[cell], _cells.Product[cell]);
            error += _error[kind][g];
            variance += _variance[kind][g];
        }
        return Math.Exp(lean * error - lean * lean * variance / 2);
    }
}
