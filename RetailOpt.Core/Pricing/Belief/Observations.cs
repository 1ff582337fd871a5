namespace RetailOpt.Core.Pricing.Belief;

/// <summary>One SKU's observations, ready for fits: distances from their mean markdown and weights. Buffers are kept from SKU to SKU.</summary>
internal sealed class Observations
{
    private double[] _near = [], _log = [], _weight = [];
    private ReadOnlyMemory<double> _sold;

    public int Count { get; private set; }
    /// <summary>Mean markdown.</summary>
    public double Centre { get; private set; }
    /// <summary>Markdowns less the mean.</summary>
    public ReadOnlySpan<double> Near => _near.AsSpan(0, Count);
    /// <summary>The same as the log family measures it.</summary>
    public ReadOnlySpan<double> Log => _log.AsSpan(0, Count);
    /// <summary>1 at the mean markdown, and as much less as the noise is more.</summary>
    public ReadOnlySpan<double> Weight => _weight.AsSpan(0, Count);
    public ReadOnlySpan<double> Sold => _sold.Span;

    /// <summary>Distances as a family measures them.</summary>
    public ReadOnlySpan<double> Distances(int family) => family == 2 ? Log : Near;

    /// <param name="data">All observations.</param>
    /// <param name="sku">Whose.</param>
    /// <param name="fall">How fast the weights fall with the markdown: the noise's power of the level times the slope that is usual.</param>
    public Observations Load(BeliefData data, int sku, double fall)
    {
        var (md, sold) = data.Observations(sku);
        Count = md.Length;
        _sold = sold;
        if (_near.Length < Count) (_near, _log, _weight) = (new double[Count], new double[Count], new double[Count]);
        var x = md.Span;
        double sum = 0;
        foreach (var v in x) sum += v;
        Centre = sum / Count;
        for (var k = 0; k < Count; k++)
        {
            var d = _near[k] = x[k] - Centre;
            _log[k] = (1 + Centre) * Math.Log(1 + d / (1 + Centre));
            _weight[k] = Math.Exp(-fall * d);
        }
        return this;
    }
}
