using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RetailOpt.Core.Pricing.Belief;

/// <summary>
/// One SKU's observations, ready for fits: distances from their mean markdown, units and weights, four to a vector. The last vector is filled up with
/// observations of weight 0. Buffers are kept from SKU to SKU.
/// </summary>
internal sealed class Observations
{
    private Vector256<double>[] _near = [], _log = [], _weight = [], _sold = [];
    private bool _hasLog;

    public int Count { get; private set; }
    /// <summary>Mean markdown.</summary>
    public double Centre { get; private set; }
    /// <summary>Markdowns less the mean.</summary>
    public ReadOnlySpan<Vector256<double>> Near => _near.AsSpan(0, Vectors);
    /// <summary>1 at the mean markdown, and as much less as the noise is more.</summary>
    public ReadOnlySpan<Vector256<double>> Weight => _weight.AsSpan(0, Vectors);
    /// <summary>Units.</summary>
    public ReadOnlySpan<Vector256<double>> Sold => _sold.AsSpan(0, Vectors);

    /// <summary>The distances as the log family measures them.</summary>
    public ReadOnlySpan<Vector256<double>> Log
    {
        get
        {
            if (!_hasLog)
            {
                for (var k = 0; k < Vectors; k++) _log[k] = (1 + Centre) * Vector256.Log(Vector256<double>.One + _near[k] / (1 + Centre));
                _hasLog = true;
            }
            return _log.AsSpan(0, Vectors);
        }
    }

    /// <summary>Distances as a family measures them.</summary>
    public ReadOnlySpan<Vector256<double>> Distances(int family) => family == 2 ? Log : Near;

    /// <param name="data">All observations.</param>
    /// <param name="sku">Whose.</param>
    /// <param name="fall">How fast the weights fall with the markdown: the noise's power of the level times the slope that is usual.</param>
    public Observations Load(BeliefData data, int sku, double fall)
    {
        var (md, sold) = data.Observations(sku);
        (Count, _hasLog) = (md.Length, false);
        if (_near.Length < Vectors) (_near, _log, _weight, _sold) = (new Vector256<double>[Vectors], new Vector256<double>[Vectors], new Vector256<double>[Vectors], new Vector256<double>[Vectors]);
        Centre = Mean(md.Span);
        Fill(_near, md.Span, Centre);
        Fill(_sold, sold.Span, 0);
        for (var k = 0; k < Vectors; k++) _weight[k] = Vector256.Exp(-fall * _near[k]);
        Numbers(_weight)[Count..].Clear();
        return this;
    }

    private int Vectors => (Count + 3) / 4;

    private Span<double> Numbers(Vector256<double>[] vectors) => MemoryMarshal.Cast<Vector256<double>, double>(vectors.AsSpan(0, Vectors));

    private void Fill(Vector256<double>[] vectors, ReadOnlySpan<double> values, double less)
    {
        var numbers = Numbers(vectors);
        for (var k = 0; k < values.Length; k++) numbers[k] = values[k] - less;
        numbers[values.Length..].Clear();
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var v in values) sum += v;
        return sum / values.Length;
    }
}
