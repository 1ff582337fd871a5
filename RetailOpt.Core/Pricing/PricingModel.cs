using RetailOpt.Core.Analyses;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;

namespace RetailOpt.Core.Pricing;

/// <summary>Everything that a moved target leaves as it is: the SKUs, their fitted curves, and the problems prepared for the horizons in use.</summary>
public sealed class PricingModel : IModel
{
    /// <summary>Problems kept: a page moves between few horizons.</summary>
    private const int KeptProblems = 3;

    private readonly Lock _gate = new();
    private readonly List<(int Horizon, PricingProblem Problem)> _problems = [];
    private readonly DemandCurve[] _curves;

    internal PricingModel(PricingData data, CurveFit[] fits)
    {
        (Data, Fits) = (data, fits);
        _curves = Array.ConvertAll(fits, f => f.Curve);
        ProblemOver(1);
    }

    /// <summary>The SKUs and their observations.</summary>
    public PricingData Data { get; }

    /// <summary>The fitted curve of each SKU, per period.</summary>
    public IReadOnlyList<CurveFit> Fits { get; }

    /// <inheritdoc/>
    public long Bytes => Data.Bytes + Data.Count * (96L + KeptProblems * (160L + Scenarios.ScenarioNames.All.Count * 3 * sizeof(double)));

    /// <summary>The problem over a horizon; the last few are kept.</summary>
    public PricingProblem ProblemOver(int horizon)
    {
        lock (_gate)
        {
            var at = _problems.FindIndex(p => p.Horizon == horizon);
            var entry = at >= 0 ? _problems[at] : (Horizon: horizon, Problem: Create(horizon));
            if (at >= 0) _problems.RemoveAt(at);
            else if (_problems.Count == KeptProblems) _problems.RemoveAt(KeptProblems - 1);
            _problems.Insert(0, entry);
            return entry.Problem;
        }
    }

    private PricingProblem Create(int horizon)
    {
        var stock = new double[Data.Count];
        for (var i = 0; i < stock.Length; i++) stock[i] = Data.StockOver(i, horizon);
        return PricingProblem.Create(Data.Msrp, Data.Lower, Data.Upper, stock, _curves, horizon);
    }
}
