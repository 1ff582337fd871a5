using RetailOpt.Core.Numerics;
using RetailOpt.Core.Pricing;
using RetailOpt.Core.Pricing.Belief;
using RetailOpt.Core.Pricing.Curves;
using RetailOpt.Core.Pricing.Scenarios;
using RetailOpt.Tests.Core.Pricing.Backtest;

namespace RetailOpt.Tests.Core.Pricing.Belief;

/// <summary>SKUs drawn from a known truth: seeded, lognormal noise of mean 1.</summary>
internal sealed record Shop(int Skus, int Each)
{
    public CurveMethod? Family { get; init; } = CurveMethod.Exp;
    public double Slope { get; init; } = 2;
    public double Spread { get; init; } = .5;
    public double Noise { get; init; } = .3;
    public double Seen { get; init; } = .5;
    public int Categories { get; init; } = 1;
    public ulong Seed { get; init; } = 1;

    public (PricingData Data, DemandCurve[] Truth) Draw()
    {
        var truth = new DemandCurve[Skus];
        var histories = new History[Skus];
        for (var i = 0; i < Skus; i++)
        {
            var random = RandomStream.Of(Seed, i);
            truth[i] = Curve(ref random);
            var observed = new (double, double)[Each];
            for (var k = 0; k < Each; k++)
            {
                var md = Math.Round(Seen * random.Next(), 2);
                observed[k] = (md, truth[i].Sold(md) * random.LogNormal(Noise));
            }
            histories[i] = new($"S{i:0000}", observed, Category: $"C{i % Categories}");
        }
        return (History.Data(histories), truth);
    }

    private DemandCurve Curve(ref RandomStream random)
    {
        double level = Math.Exp(3 + random.Next()), slope = Slope + Spread * random.Normal(), centre = Seen / 2;
        return (Family ?? (CurveMethod)random.Below(3)) switch
        {
            CurveMethod.Linear => new(CurveMethod.Linear, level * slope, level * (1 - slope * centre)),
            CurveMethod.Exp => new(CurveMethod.Exp, level * Math.Exp(-slope * centre), slope),
            _ => new(CurveMethod.Log, level * (1 - slope * (1 + centre) * Math.Log(1 + centre)), level * slope * (1 + centre)),
        };
    }

    public static Beliefs Believe(PricingData data, bool shrink = true, int threads = 1) =>
        BeliefBuilder.Build(data, CurveFitter.FitAll(data.Starts, data.Md, data.Sold), shrink, threads);

    public static PricingProblem Problem(PricingData data, IEnumerable<DemandCurve> curves) =>
        PricingProblem.Create(data.Msrp, data.Lower, data.Upper, data.Stock, [.. curves]);
}
